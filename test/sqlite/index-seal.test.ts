import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import Database from 'better-sqlite3'
import {
  type AccountFiles,
  accountFiles,
  copyOf,
  folderShown,
  letter,
  openBoth,
  sealInbox,
} from './index-files.ts'

let files: AccountFiles
beforeEach(() => {
  files = accountFiles()
})
afterEach(() => files.remove())

const newestFirst = { ascending: false, position: 0, limit: null }
const inInbox = { folder: 'f1', ...newestFirst }

test('row ids grow with the date, and a second with more messages than ids goes on into the next', async () => {
  const { writer, close } = openBoth(files)
  const letters = (n: number, date: number) =>
    Array.from({ length: n }, (_, i) => files.message(letter({ subject: `${date} ${i} of ${n}` }), date))
  for (const batch of [
    [...letters(20, 1000), ...letters(1, -5)],
    [...letters(1, 1001), ...letters(2, 1002)],
    letters(3, 1000),
  ]) {
    await writer.add(batch)
    await writer.flush()
  }
  const db = new Database(files.indexFile('one'), { readonly: true })
  const ids = db.prepare('SELECT id, date FROM message ORDER BY id').raw().all()
  const range = (from: number, n: number, date: number) =>
    Array.from({ length: n }, (_, i) => [from + i, date])
  assert.deepEqual(
    ids,
    [
      [-80, -5],
      ...range(16_000, 20, 1000),
      [16_020, 1001],
      ...range(16_032, 2, 1002),
      ...range(16_021, 3, 1000),
    ].sort((x, y) => Number(x[0]) - Number(y[0])),
  )
  assert.deepEqual(
    db.prepare('SELECT rowid FROM search ORDER BY rowid').pluck().all(),
    ids.map(row => (row as number[])[0]),
  )
  db.close()
  await close()
})

test('sealing a point again changes nothing, and a point of states already there needs no manifest', async () => {
  const { writer, reader, close } = openBoth(files)
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a, b, a])
  await writer.add([a])
  await sealInbox(files, writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(files, writer, 2, [copyOf(b, 2, '\\Seen')])
  const before = contentOf(files.indexFile('one'))
  await sealInbox(files, writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(files, writer, 2, [copyOf(b, 2, '\\Seen')])
  assert.deepEqual(contentOf(files.indexFile('one')), before)
  assert.deepEqual(
    await writer.lacking([
      { folder: 'f1', n: 2 },
      { folder: 'f1', n: 3 },
      { folder: 'f2', n: 1 },
    ]),
    [
      { folder: 'f1', n: 3 },
      { folder: 'f2', n: 1 },
    ],
  )
  await writer.seal({ number: 3, takenAt: 3 }, [folderShown('f1', 'INBOX', 1)], new Map())
  assert.equal((await reader.list(3, inInbox)).total, 2)
  await close()
})

test('days may be sealed in any order: one in between changes neither the day before nor the day after', async () => {
  const { writer, reader, close } = openBoth(files)
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a, b])
  await sealInbox(files, writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(files, writer, 4, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(files, writer, 3, [copyOf(b, 2, '\\Seen')])
  await sealInbox(files, writer, 2, [copyOf(a, 1)])
  const days = []
  for (const day of [1, 2, 3, 4]) {
    const rows = await reader.emails(day, (await reader.list(day, inInbox)).ids)
    days.push([...rows].map(([id, { keywords }]) => `${id} ${keywords}`))
  }
  assert.deepEqual(days, [['e1-7-2 ', 'e1-7-1 '], ['e1-7-1 '], ['e1-7-2 $seen'], ['e1-7-2 ', 'e1-7-1 ']])
  await close()
})

test('a seal that fails leaves the index as it was: state unknown, message not added, manifest cut or of another folder', async () => {
  const { writer, reader, close } = openBoth(files)
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a])
  await sealInbox(files, writer, 1, [copyOf(a, 1)])
  const before = contentOf(files.indexFile('one'))
  const seal = (manifests: [string, string][]) =>
    writer.seal({ number: 2, takenAt: 2 }, [folderShown('f1', 'INBOX', 2)], new Map(manifests))
  await assert.rejects(seal([]), /neither in the index nor given/)
  await assert.rejects(sealInbox(files, writer, 2, [copyOf(a, 1, 'x'), copyOf(b, 2)]), /was not added/)
  const good = await files.manifest({ folder: 'f1', n: 2 }, [copyOf(a, 1, 'y')])
  const bytes = readFileSync(good)
  writeFileSync(`${good}.cut`, bytes.subarray(0, bytes.length >> 1))
  await assert.rejects(seal([['f1/2', `${good}.cut`]]))
  await assert.rejects(seal([['f1/2', await files.manifest({ folder: 'f2', n: 2 }, [])]]), /is not of f1\/2/)
  await assert.rejects(sealInbox(files, writer, 2, [copyOf(a, 2), copyOf(a, 1)]), /rising UID/)
  assert.deepEqual(contentOf(files.indexFile('one')), before)
  await sealInbox(files, writer, 2, [copyOf(a, 1, 'y')])
  assert.deepEqual((await reader.emails(2, ['e1-7-1'])).get('e1-7-1')?.keywords, ['y'])
  await close()
})

test('the full text of a message is found as long as a point holds it, and leaves with it', async () => {
  const { writer, close } = openBoth(files)
  const a = files.message(letter({ subject: 'Café', text: 'prostaverting' }), 1_700_000_000)
  const b = files.message(letter({ subject: 'Other', text: 'invoice' }), 1_600_000_000)
  await writer.add([a, b])
  await sealInbox(files, writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(files, writer, 2, [copyOf(b, 2)])
  const db = new Database(files.indexFile('one'), { readonly: true })
  const find = db
    .prepare<string, string>(
      "SELECT json_extract(m.envelope, '$.subject') FROM search JOIN message m ON m.id = search.rowid WHERE search MATCH ?",
    )
    .pluck()
  assert.deepEqual(find.all('cafe'), ['Café'])
  assert.deepEqual(find.all('prostaverting'), ['Café'])
  assert.deepEqual(find.all('sender:anna').sort(), ['Café', 'Other'])
  await writer.drop(1)
  assert.deepEqual(find.all('cafe'), [])
  assert.deepEqual(find.all('invoice'), ['Other'])
  assert.equal(db.prepare('SELECT count(*) FROM search').pluck().get(), 1)
  db.close()
  await close()
})

/** Every row of every table, the full-text index's own ones apart. */
function contentOf(file: string): unknown {
  const db = new Database(file, { readonly: true })
  try {
    return ['message', 'copy', 'flags', 'folder_state', 'point', 'point_folder'].map(table =>
      db.prepare(`SELECT * FROM ${table}`).safeIntegers().all(),
    )
  } finally {
    db.close()
  }
}
