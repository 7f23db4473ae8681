import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { RestoreItem } from '../../src/domain/restore.ts'
import { openRestoreFile, openRestoreFileReader, writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { tempFolder } from '../world/temp.ts'

function item(n: number, change: Partial<RestoreItem> = {}): RestoreItem {
  return {
    ...{ n, email: `e1-a-${n}`, point: 7, folder: 'f1', path: 'Wäsche', target: 'Wäsche', file: null },
    ...{
      sha: n.toString(16).padStart(64, '0'),
      size: n,
      date: 1_700_000_000,
      flags: ['$Forwarded', '\\Seen'],
    },
    ...{
      messageId: n % 2 ? `${n}@rossi.example` : null,
      state: n % 3 ? 'add' : 'there',
      why: null,
      said: null,
    },
    ...{ uid: null, uidValidity: null, addedFlags: null },
    ...change,
  }
}

async function fileWith(folder: string, items: readonly RestoreItem[]): Promise<string> {
  const file = join(folder, 'restores', 'q.sqlite')
  const made = writeRestoreFile(file)
  made.add(items)
  await made.seal()
  return file
}

test('nobody sees a file before it is whole, and one that was given up leaves nothing', async () => {
  await using temp = await tempFolder()
  const file = join(temp.path, 'restores', 'q.sqlite')
  const made = writeRestoreFile(file)
  made.add([item(1)])
  assert.equal(openRestoreFile(file), null)
  assert.equal(openRestoreFileReader(file), null)
  made.discard()
  assert.deepEqual(readdirSync(dirname(file)), [])
  await fileWith(temp.path, [item(1)])
  // A crash left one begun: the next is made anew.
  writeRestoreFile(file).add([item(5)])
  await fileWith(temp.path, [item(2)])
  assert.deepEqual(readdirSync(dirname(file)), ['q.sqlite'])
  assert.deepEqual(openRestoreFileReader(file)?.items({ after: 0, limit: 9 }), [item(2)])
  assert.equal(statSync(dirname(file)).mode & 0o077, 0)
})

test('items come by number, by state, a page at a time, and are counted', async () => {
  await using temp = await tempFolder()
  const all = Array.from({ length: 1201 }, (_, i) => item(i + 1, i === 700 ? { why: 'too-big' } : {}))
  const file = await fileWith(temp.path, all)
  const open = openRestoreFile(file)
  assert.ok(open)
  assert.deepEqual(open.items({ after: 0, limit: 2000 }), all)
  const adds = all.filter(one => one.state === 'add')
  assert.deepEqual(
    open.items({ states: ['add'], after: 4, limit: 3 }),
    adds.filter(one => one.n > 4).slice(0, 3),
  )
  assert.deepEqual(open.items({ states: ['add', 'there'], after: 1199, limit: 9 }), all.slice(1199))
  assert.deepEqual(
    open.window({ states: ['there'], position: 2, limit: 2 }).map(one => one.n),
    [9, 12],
  )
  assert.deepEqual(open.window({ position: 1200, limit: 5 }), all.slice(1200))
  const bytes = (some: RestoreItem[]) => some.reduce((sum, one) => sum + one.size, 0)
  const rest = adds.filter(one => one.why === null)
  assert.deepEqual(open.counts(), [
    { state: 'add', why: null, target: 'Wäsche', count: rest.length, bytes: bytes(rest) },
    { state: 'add', why: 'too-big', target: 'Wäsche', count: 1, bytes: 701 },
    {
      state: 'there',
      why: null,
      target: 'Wäsche',
      count: 400,
      bytes: bytes(all.filter(one => one.state === 'there')),
    },
  ])
  open.close()
})

test('what became of an item is there for the next who opens the file; what is not said of it stays', async () => {
  await using temp = await tempFolder()
  const file = await fileWith(temp.path, [item(1), item(2), item(4)])
  const open = openRestoreFile(file)
  assert.ok(open)
  const reader = openRestoreFileReader(file)
  open.mark([
    { n: 1, state: 'added', uid: 17, uidValidity: 4_294_967_295, addedFlags: ['$Restored7', '\\Seen'] },
    { n: 2, state: 'failed', why: 'refused', said: 'NO [CANNOT] because' },
  ])
  open.mark([{ n: 1, state: 'kept', why: 'changed' }])
  assert.deepEqual(reader?.items({ after: 0, limit: 9 }), [
    item(1, {
      state: 'kept',
      why: 'changed',
      uid: 17,
      uidValidity: 4_294_967_295,
      addedFlags: ['$Restored7', '\\Seen'],
    }),
    item(2, { state: 'failed', why: 'refused', said: 'NO [CANNOT] because' }),
    item(4),
  ])
  assert.throws(
    () =>
      open.mark([
        { n: 4, state: 'added' },
        { n: 3, state: 'added' },
      ]),
    /no item 3/,
  )
  assert.equal(reader.items({ after: 3, limit: 1 })[0]?.state, 'add')
  reader.close()
  open.close()
  // Who reads may have a folder in which nothing can be made.
  assert.equal(existsSync(`${file}-wal`), false)
})
