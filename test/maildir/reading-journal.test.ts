import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { openRun } from '../../src/maildir/open-run.ts'
import { tempFolder } from '../world/temp.ts'

const account = 'abcdefghijklmnop'

async function start() {
  const temp = await tempFolder('journal')
  const layout = layoutOf(temp.path)
  mkdirSync(layout.account(account), { recursive: true })
  let runs = 0
  return {
    layout,
    journal: layout.journal(account, 'f1'),
    run: (messages = 1) => openRun(layout, account, `r${++runs}`, { messages, milliseconds: 1_000_000 }),
    [Symbol.asyncDispose]: () => temp.remove(),
  }
}

async function read(run: Awaited<ReturnType<typeof openRun>>, raw: string, uid: number): Promise<void> {
  const folder = await run.folderId(raw)
  await run.ready()
  const { stored, written } = run.put(Buffer.from(`Subject: ${raw} ${uid}\r\n\r\n`), uid)
  const { sha, date, size } = stored
  await written
  run.remember(folder, 7, { uid, sha, date, size, flags: ['\\Seen'] })
}

const uids = async (run: Awaited<ReturnType<typeof openRun>>, raw: string, uidValidity = 7) => [
  ...(await run.remembered(await run.folderId(raw), uidValidity)).keys(),
]

test('what a killed run read is known by the folder it stood in, though nothing of it was sealed', async () => {
  await using world = await start()
  const killed = await world.run()
  for (const uid of [1, 2, 3]) await read(killed, 'INBOX', uid)
  await read(killed, 'A "b" \\ c', 9)
  await killed.ready()
  // Nothing is closed: the process is gone.
  const next = await world.run()
  assert.deepEqual(await uids(next, 'A "b" \\ c'), [9])
  assert.deepEqual(await uids(next, 'INBOX'), [1, 2, 3])
  assert.deepEqual(await uids(next, 'INBOX', 8), [], 'other messages stand under another UIDVALIDITY')
  await read(next, 'INBOX', 4)
  await next.close()
  const last = await world.run()
  assert.deepEqual(await uids(last, 'INBOX'), [1, 2, 3, 4])
  await last.close()
})

test('a torn end, a lost message and another UIDVALIDITY cost a second fetch and nothing else', async () => {
  await using world = await start()
  const run = await world.run()
  for (const uid of [1, 2, 3]) await read(run, 'INBOX', uid)
  await run.close()
  truncateSync(world.journal, readFileSync(world.journal).length - 20)
  const second = await world.run()
  assert.deepEqual(await uids(second, 'INBOX'), [1, 2])
  await read(second, 'INBOX', 3)
  await second.close()
  appendFileSync(world.journal, '{"uid":5,"sha":"../../etc/passwd"}\n\0\0\0')
  const third = await world.run()
  const known = await third.remembered(await third.folderId('INBOX'), 7)
  assert.deepEqual([...known.keys()], [1, 2, 3])
  const lost = known.get(2)
  assert.ok(lost)
  rmSync(join(world.layout.shard(account, lost.sha), lost.sha))
  assert.deepEqual(await uids(third, 'INBOX'), [1, 3])
  await third.close()
  // A folder nobody could go on with for a month is forgotten.
  const old = Date.now() / 1000 - 40 * 86_400
  utimesSync(world.journal, old, old)
  await (await world.run()).close()
  assert.equal(existsSync(world.journal), false)
})
