import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { RestoreItem, RestoreRequest } from '../../src/domain/restore.ts'
import { sweepFiles } from '../../src/requests/sweep-files.ts'
import { writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { aPlan, idOf } from '../requests/request-world.ts'
import { startAppendingImap } from '../restore/appending-imap.ts'
import { sha256 } from '../restore/putting-back.ts'
import { startWork } from '../world/yestermail.ts'

const wish: RestoreRequest['wish'] = {
  ...{ what: [{ point: 1, only: null }], target: { kind: 'in-place' } },
  ...{ moved: false, binned: true },
}

const bytes = Buffer.from('x\r\n')
const item: RestoreItem = {
  ...{ n: 1, email: 'e1', point: 1, folder: 'f1', path: 'INBOX', target: 'INBOX', sha: sha256(bytes) },
  ...{ file: null, size: 3, date: 1_700_000_000, flags: [], messageId: null, state: 'add', why: null },
  ...{ said: null, uid: null, uidValidity: null, addedFlags: null },
}

async function startRestoring() {
  const server = await startAppendingImap()
  const clock = { now: Date.now() }
  const world = await startWork(server, clock)
  const account = await world.enrol('anna', 'secret1')
  const by = { kind: 'owner' } as const
  const language = 'en' as const
  const draft = { account, wish, points: [1], by, language, madeAt: clock.now }
  return {
    ...{ server, world, account },
    restores: () => readdir(world.layout.restores(account)),
    async request(n: number): Promise<RestoreRequest> {
      const id = idOf(n)
      await world.ledger.addRequest({ id, ...draft })
      const request = await world.ledger.request(id)
      if (!request) throw new Error('it was not written down')
      return { ...request, plan: aPlan }
    },
    file(n: number) {
      return writeRestoreFile(world.layout.restore(account, idOf(n)))
    },
    async [Symbol.asyncDispose]() {
      await world.stop()
      await server.stop()
    },
  }
}

test('an undo ends when its worker does, before it changes anything', async () => {
  await using at = await startRestoring()
  const request = await at.request(1)
  const { restoring } = at.world.requests
  const box = at.server.script.folders.get('INBOX')
  box?.kept.push({
    uid: 1,
    bytes: Buffer.from('x\r\n'),
    flags: ['$Restored1'],
    date: '14-Nov-2023 22:13:20 +0000',
  })
  const items = at.file(1)
  items.add([{ ...item, state: 'added', uid: 1, uidValidity: 7, addedFlags: ['$Restored1'] }])
  await items.seal()
  await assert.rejects(restoring.undo(request, AbortSignal.abort()), {
    code: 'interrupted',
    message: /goes on later/,
  })
  assert.equal(box?.kept.length, 1)
  assert.deepEqual(await restoring.undo(request, new AbortController().signal), { removed: 1, kept: 0 })
})

test('an undo leaves what was under way when its restore was cut off, if another began since', async () => {
  await using at = await startRestoring()
  const { ledger, requests } = at.world
  const [first, second] = [await at.request(1), await at.request(2)]
  const box = at.server.script.folders.get('INBOX')
  box?.kept.push({ uid: 1, bytes, flags: ['$Restored1'], date: '14-Nov-2023 22:13:20 +0000' })
  const items = at.file(1)
  items.add([{ ...item, state: 'adding' }])
  await items.seal()
  const { signal } = new AbortController()
  const undo = async (startedAt: number) => {
    await ledger.changeRequest({ id: second.id, from: ['planning'], set: { startedAt } })
    return requests.restoring.undo({ ...first, startedAt: 1000 }, signal)
  }
  assert.deepEqual(await undo(1001), { removed: 0, kept: 0 })
  assert.equal(box?.kept.length, 1)
  assert.deepEqual(await undo(999), { removed: 1, kept: 0 })
})

test('what no waiting mends is told by its own code: its file is gone, or nothing may add mail', async () => {
  await using at = await startRestoring()
  const request = await at.request(1)
  const { restoring } = at.world.requests
  const watch = { onProgress() {}, isCancelled: () => false }
  const { signal } = new AbortController()
  await assert.rejects(restoring.putBack(request, watch, signal), { code: 'not-found', message: /not kept/ })
  await at.file(1).seal()
  const { config } = at.world
  const server = config.servers.get('yester.example')
  if (!server) throw new Error('no server')
  const master = { user: 'reader', password: 'p', form: 'separator', separator: '*' } as const
  config.servers = new Map([['yester.example', { ...server, master }]])
  await assert.rejects(restoring.putBack(request, watch, signal), {
    code: 'no-credential',
    message: /restore\.master/,
  })
  config.servers = new Map()
  await assert.rejects(restoring.putBack(request, watch, signal), {
    code: 'server-unreachable',
    message: /yester\.example/,
  })
})

test('files of requests that nobody knows any more go, as after a worker that was killed between row and file', async () => {
  await using at = await startRestoring()
  await at.request(1)
  for (const n of [1, 2]) await at.file(n).seal()
  at.file(3).add([])
  const stray = `${at.world.layout.restores(at.account)}/notes.txt`
  await writeFile(stray, 'not ours')
  await sweepFiles(at.world.requests)
  assert.deepEqual(await at.restores(), ['notes.txt', `${idOf(1)}.sqlite`])
})
