import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { backUp } from '../../src/back-up/back-up.ts'
import { discard } from '../../src/maildir/build-maildir.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

const day = 86_400_000

/** A mailbox after its first night; INBOX is f1, its state 1. */
async function startWorld() {
  const script = await startScript()
  script.folders.set('INBOX', folder(1, { 1: 'one', 2: 'two' }))
  await backUp(script.world, script.id, 'first')
  const inbox = script.layout.folder(script.id, 'f1')
  assert.deepEqual(names(inbox), ['1', '1.jsonl.zst'])
  return {
    ...script,
    inbox,
    days: script.layout.days(script.id),
    async night() {
      script.clock.now += day
      return backUp(script.world, script.id, 'nightly')
    },
    arrive(uid: number) {
      const found = script.folders.get('INBOX')
      assert.ok(found)
      found.mails.set(uid, { text: `Subject: mail ${uid}\r\n\r\n`, flags: [] })
      found.modseq++
    },
    [Symbol.asyncDispose]: script.stop,
  }
}

const names = (path: string) => readdirSync(path).sort()

test('what a killed run was building hidden is gone after the next run, though that makes no state of the folder', async () => {
  await using it = await startWorld()
  const [name = ''] = names(join(it.inbox, '1', 'cur'))
  const message = join(it.inbox, '1', 'cur', name)
  // a run's, and a healing's
  for (const hidden of ['.2.by-r1', '.2']) {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(it.inbox, hidden, part), { recursive: true })
    linkSync(message, join(it.inbox, hidden, 'cur', name))
    chmodSync(join(it.inbox, hidden, 'cur'), 0o555)
  }
  for (const half of ['.2.by-r1.jsonl.zst', '.2.jsonl.zst.tmp']) writeFileSync(join(it.inbox, half), 'half')
  for (const hidden of ['.2026-11-19.by-r1', '.2026-11-19.gone'])
    mkdirSync(join(it.days, hidden, 'mail'), { recursive: true })
  const { nlink } = statSync(message)
  await it.night()
  assert.deepEqual(names(it.inbox), ['1', '1.jsonl.zst'])
  assert.deepEqual(names(it.days), ['2026-11-20', '2026-11-21', 'README'])
  assert.equal(statSync(message).nlink, nlink - 2)
})

test('a state that a killed healing had renamed away is shown again, and its number is no other state’s', async () => {
  await using it = await startWorld()
  const manifest = readFileSync(join(it.inbox, '1.jsonl.zst'))
  const mail = names(join(it.inbox, '1', 'cur'))
  renameSync(join(it.inbox, '1'), join(it.inbox, '.1'))
  it.arrive(3)
  await it.night()
  assert.deepEqual(names(it.inbox), ['1', '1.jsonl.zst', '2', '2.jsonl.zst'])
  assert.deepEqual(readFileSync(join(it.inbox, '1.jsonl.zst')), manifest)
  assert.deepEqual(names(join(it.inbox, '1', 'cur')), mail)
})

test('a state that is lost on the disk keeps its number and its manifest: no other night is put in its place', async () => {
  await using it = await startWorld()
  const manifest = readFileSync(join(it.inbox, '1.jsonl.zst'))
  await discard(join(it.inbox, '1'))
  // Half made by a healing that was killed: the links may be the last of their messages.
  mkdirSync(join(it.inbox, '.1', 'cur'), { recursive: true })
  it.arrive(3)
  const point = await it.night()
  assert.equal(point.messages, 3)
  assert.deepEqual(names(it.inbox), ['.1', '1.jsonl.zst', '2', '2.jsonl.zst'])
  assert.deepEqual(readFileSync(join(it.inbox, '1.jsonl.zst')), manifest)
  assert.equal(
    existsSync(join(it.days, '2026-11-20', 'mail', 'cur')),
    false,
    'it shows nothing, nothing else',
  )
})
