import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { CopyColumns } from '../../src/domain/copy-columns.ts'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { packCopies, unpack } from '../../src/domain/pack-copies.ts'
import { emailIds } from '../../src/snapshot/email-ids.ts'
import { type FolderCopies, folderCopies } from '../../src/snapshot/folder-copies.ts'

const sha = (n: number) => createHash('sha256').update(String(n)).digest('hex')
const copy = (uid: number, more: Partial<StateCopy> = {}): StateCopy => {
  return { uid, sha: sha(uid), date: 1_700_000_000 + uid, size: uid, flags: [], ...more }
}

const packed = (copies: StateCopy[]) => [...packCopies(copies, copies.length)][0] as CopyColumns
const rowsOf = (columns: CopyColumns) => Array.from(columns.uids, (_, row) => unpack(columns)(row))
const allOf = (copies: FolderCopies) => [...copies.columns(7)].flatMap(rowsOf)

test('copies come back as they were put, by rising UID, after any changes', () => {
  const copies = folderCopies()
  const model = new Map<number, StateCopy>()
  const put = (one: StateCopy) => {
    copies.put(one)
    model.set(one.uid, one)
  }
  for (let uid = 3000; uid > 0; uid -= 3) put(copy(uid))
  for (let uid = 3; uid < 2000; uid += 30) {
    copies.remove(uid)
    model.delete(uid)
  }
  put(copy(6, { flags: ['$Work', '\\Seen'], said: 99, emailId: 'M6', file: `${sha(6)}-5` }))
  put(copy(4_294_967_295, { size: 2 ** 40 }))
  const flagged = copies.setFlags(9, ['\\Flagged'])
  model.set(9, copy(9, { flags: ['\\Flagged'] }))
  assert.ok(flagged)
  assert.equal(copies.setFlags(9, ['\\Flagged']), false)
  const expected = [...model.values()].sort((a, b) => a.uid - b.uid)
  assert.deepEqual(allOf(copies), expected)
  assert.deepEqual(allOf(copies), expected, 'gone through twice')
  assert.equal(copies.count(), model.size)
  assert.equal(
    copies.bytes(),
    expected.reduce((sum, { size }) => sum + size, 0),
  )
})

test('ranges are removed whatever their length, and what was loaded is no change', () => {
  const copies = folderCopies()
  copies.load(packed(Array.from({ length: 100 }, (_, i) => copy(i + 1))))
  assert.equal(copies.removeRanges([[500, 2 ** 32]]), 0)
  assert.equal(copies.changes(), 0)
  assert.equal(copies.removeRanges([[10, 19]]), 10)
  assert.equal(
    copies.removeRanges([
      [1, 1],
      [50, 2 ** 32],
    ]),
    52,
  )
  assert.equal(copies.keepOnly([2, 3, 4, 999]), 35)
  assert.deepEqual(
    allOf(copies).map(({ uid }) => uid),
    [2, 3, 4],
  )
  assert.ok(copies.changes() > 0)
})

test('copies are packed by rising UID, each as it is by then', () => {
  const copies = folderCopies()
  copies.load(packed([9, 3, 12, 5, 7].map(uid => copy(uid, uid === 5 ? { file: `${sha(5)}-7` } : {}))))
  assert.throws(() => copies.load(packed([copy(7)])), /twice/)
  copies.setFlags(9, ['\\Flagged'])
  copies.remove(3)
  copies.put(copy(4))
  assert.deepEqual([...copies.columns(2)].flatMap(rowsOf), [
    copy(4),
    copy(5, { file: `${sha(5)}-7` }),
    copy(7),
    copy(9, { flags: ['\\Flagged'] }),
    copy(12),
  ])
  assert.deepEqual(
    [...packCopies([copy(5, { file: `${sha(5)}-7` }), copy(7)], 1)].map(one => unpack(one)(0)),
    [copy(5, { file: `${sha(5)}-7` }), copy(7)],
  )
})

test('a folder of 250,000 takes some twenty megabytes, ids of 250,000 no more', () => {
  const before = process.memoryUsage()
  const copies = folderCopies()
  const mails = emailIds({ newest: async () => new Map(), copyColumns: async function* () {} })
  const one = copy(1)
  for (let uid = 1; uid <= 250_000; uid++) {
    copies.put({ ...one, uid })
    mails.add({ ...one, emailId: `M${uid}` })
  }
  globalThis.gc?.()
  const after = process.memoryUsage()
  const buffers = after.arrayBuffers - before.arrayBuffers
  assert.ok(buffers < 80e6, `${(buffers / 1e6).toFixed(0)} MB`)
  assert.equal(copies.get(177_777)?.uid, 177_777)
  assert.equal(mails.find('M177777')?.sha, one.sha)
  assert.equal(mails.find('M250001'), null)
})

test('as many flags as only somebody who means harm has are a fault, before they fill the memory', () => {
  const copies = folderCopies()
  const flags = (uid: number) => Array.from({ length: 10_000 }, (_, i) => `keyword-${uid}-${i}`)
  const put = (uid: number) => copies.put({ uid, sha: 'ab'.repeat(32), date: 1, size: 1, flags: flags(uid) })
  assert.throws(() => {
    for (let uid = 1; uid <= 1000; uid++) put(uid)
  }, /too many different flags/)
})

test('ids are known from the newest states, and a damaged one is known nothing of', async () => {
  const header = { folder: 'f1', n: 1 }
  const store = {
    newest: async () =>
      new Map([
        ['A', header],
        ['B', { folder: 'f2', n: 4 }],
      ]) as never,
    async *copyColumns({ folder }: { folder: string }) {
      if (folder === 'f2') throw new Error('damaged')
      yield packed([copy(1, { emailId: 'one', said: 77 }), copy(2)])
    },
  }
  const mails = emailIds(store)
  assert.equal(mails.find('one'), null)
  assert.equal(await mails.count(), 1)
  assert.deepEqual(mails.find('one'), { sha: sha(1), date: 1_700_000_001, size: 1, said: 77 })
})
