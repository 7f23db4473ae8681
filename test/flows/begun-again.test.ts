import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { maildirName } from '../../src/formats/maildir-name.ts'
import { addMail, oddFolder, startOddImap } from '../world/odd-imap.ts'
import { startWork } from '../world/yestermail.ts'

const capabilities = 'IMAP4rev1 ENABLE NAMESPACE AUTH=PLAIN SASL-IR SPECIAL-USE CONDSTORE'

test('what was begun of a folder before the connection was cut is not what the next try of it seals', async () => {
  const inbox = oddFolder(1, {})
  for (let uid = 1; uid <= 300; uid++) addMail(inbox, uid, {})
  const imap = await startOddImap({ capabilities, folders: new Map([['INBOX', inbox]]) })
  const clock = { now: Date.parse('2026-11-02T01:00:00Z') }
  const world = await startWork({ port: imap.port }, clock, undefined, { pauses: [0] })
  try {
    const anna = await world.enrol('anna', 'any')
    await world.backUp(anna, 'first')
    inbox.mails.delete(5)
    addMail(inbox, 301, {})
    let fetches = 0
    imap.odd.hear = command => {
      if (!command.startsWith('UID FETCH') || fetches++) return
      inbox.mails.delete(9)
      Object.assign(inbox.mails.get(7) ?? {}, { flags: ['\\Flagged'] })
      addMail(inbox, 302, {})
      throw new Error('cut')
    }
    clock.now += 3_600_000
    const point = await world.backUp(anna, 'manual')
    assert.ok(fetches > 1)
    assert.equal(point.status, 'complete')
    const state = { folder: 'f1', n: 2 }
    const copies = await Array.fromAsync(world.files(anna).copies(state))
    assert.deepEqual(
      copies.map(({ uid, flags }) => [uid, flags]),
      [...inbox.mails].map(([uid, { flags }]) => [uid, flags]),
    )
    const names = readdirSync(join(world.layout.state(anna, state.folder, state.n), 'cur'))
    assert.deepEqual(names.sort(), copies.map(maildirName).sort())
  } finally {
    await world.stop()
    await imap.stop()
  }
})
