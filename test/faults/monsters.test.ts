import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startImapServer } from '../demo/imap-server.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { untruths } from '../world/checker.ts'
import { startWork } from '../world/yestermail.ts'
import { heldBy } from './fault-world.ts'

// Case 22, together with the limits of test/formats/bombs.test.ts and the sizes of test/flows/giant.test.ts.
test('100,000 parts, a nesting of 1,000, a header of 10 MB: stored byte for byte, and the index has a row for each', async () => {
  const monsters = {
    parts: `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--\r\n`,
    nesting: nested(1000),
    header: `Subject: ${'long '.repeat(2_000_000)}\r\n\r\nend\r\n`,
    fields: `${'X-Field: value\r\n'.repeat(300_000)}\r\nend\r\n`,
    plain: 'Subject: an honest one\r\n\r\nHello\r\n',
  }
  const mailbox = openMailbox({ uidValidity: 7 })
  for (const [n, text] of Object.values(monsters).entries())
    mailbox.append('INBOX', { bytes: Buffer.from(text), date: 1_700_000_000 + n, flags: [] })
  const server = await startImapServer({ user: 'anna', password: 'right', mailbox })
  const world = await startWork({ port: server.port }, { now: Date.parse('2026-11-20T01:00:00Z') })
  try {
    const account = await world.enrol('anna', 'right')
    const point = await world.backUp(account, 'first')
    assert.equal(point.status, 'complete')
    assert.equal(point.messages, 5)
    const place = { data: world.config.data, account }
    assert.deepEqual(untruths(place, new Map([['2026-11-20', heldBy(mailbox)]])), [])
    const index = await world.openIndex(account, (await world.ledger.account(account))?.build ?? '')
    const folders = (await world.files(account).receipts())[0]?.folders ?? []
    const states = folders.flatMap(f => (f.state === null ? [] : [{ folder: f.folder, n: f.state }]))
    assert.deepEqual(await index.lacking(states), [])
    await index.close()
  } finally {
    await world.stop()
    await server.stop()
  }
})

function nested(depth: number): string {
  const heads = Array.from(
    { length: depth },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  )
  const ends = Array.from({ length: depth }, (_, n) => `\r\n--b${depth - 1 - n}--`)
  return `${heads.join('')}\r\ndeep${ends.join('')}\r\n`
}
