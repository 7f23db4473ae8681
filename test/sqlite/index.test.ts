import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import Database from 'better-sqlite3'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { type AccountFiles, accountFiles, copyOf, folderShown, letter } from './index-files.ts'

let files: AccountFiles
beforeEach(() => {
  files = accountFiles()
})
afterEach(() => files.remove())

const newestFirst = { ascending: false, position: 0, limit: null }
const inInbox = { folder: 'f1', ...newestFirst }

function openBoth(build = 'one') {
  const writer = openIndexWriter({ readMessage }, files.indexFile(build))
  const reader = openIndexReader(files.indexFile(build))
  assert(reader)
  const close = async () => {
    reader.close()
    await writer.close()
  }
  return { writer, reader, close }
}

/** Seals INBOX with these copies as state n and point n. */
async function sealInbox(
  writer: ReturnType<typeof openIndexWriter>,
  n: number,
  copies: StateCopy[],
  uidValidity = 7,
): Promise<void> {
  const manifest = await files.manifest({ folder: 'f1', n, uidValidity }, copies)
  await writer.seal(
    { number: n, takenAt: n },
    [folderShown('f1', 'INBOX', n)],
    new Map([[`f1/${n}`, manifest]]),
  )
}

test('a message is listed on exactly the days it was there: arrived, flagged, vanished, come back', async () => {
  const { writer, reader, close } = openBoth()
  const m = files.message(letter({ subject: 'Invoice' }), 1_700_000_000)
  await writer.add([m])
  await sealInbox(writer, 1, [])
  await sealInbox(writer, 2, [copyOf(m, 5)])
  await sealInbox(writer, 3, [copyOf(m, 5, 'Work', '\\Seen')])
  await sealInbox(writer, 4, [])
  await sealInbox(writer, 5, [copyOf(m, 5, '\\Seen')])
  const seen = []
  for (const day of [1, 2, 3, 4, 5]) {
    const { ids } = await reader.list(day, inInbox)
    const row = (await reader.emails(day, ids)).get('e1-7-5')
    seen.push(row?.keywords ?? null)
  }
  assert.deepEqual(seen, [null, [], ['$seen', 'work'], null, ['$seen']])
  const row = (await reader.emails(3, ['e1-7-5'])).get('e1-7-5')
  assert.equal(row?.envelope.subject, 'Invoice')
  assert.equal(row?.blob, m.sha)
  assert.equal(row?.receivedAt, 1_700_000_000_000)
  assert.equal(row?.structure.type, 'text/plain')
  await close()
})

test('an email id of another UIDVALIDITY, another spelling or another point finds nothing', async () => {
  const { writer, reader, close } = openBoth()
  const m = files.message(letter({}), 1_700_000_000)
  await writer.add([m])
  await sealInbox(writer, 1, [copyOf(m, 5)], 7)
  await sealInbox(writer, 2, [copyOf(m, 5)], 8)
  assert.deepEqual((await reader.list(1, inInbox)).ids, ['e1-7-5'])
  assert.deepEqual((await reader.list(2, inInbox)).ids, ['e1-8-5'])
  assert.equal((await reader.emails(2, ['e1-7-5'])).size, 0)
  assert.equal((await reader.emails(1, ['e1-07-5', 'e01-7-5', 'E1-7-5', 'e1-7-5 ', '', 'x'])).size, 0)
  assert.equal((await reader.emails(3, ['e1-7-5'])).size, 0)
  assert.equal(await reader.rank(2, 'e1-7-5', inInbox), null)
  await close()
})

test('a folder that was not read is neither there nor gone: it is named, without messages, and its copies go on later', async () => {
  const { writer, reader, close } = openBoth()
  const m = files.message(letter({}), 1_700_000_000)
  await writer.add([m])
  await sealInbox(writer, 1, [copyOf(m, 5)])
  await writer.seal({ number: 2, takenAt: 2 }, [folderShown('f1', 'INBOX', null)], new Map())
  await writer.seal({ number: 3, takenAt: 3 }, [folderShown('f1', 'INBOX', 1)], new Map())
  const [folder] = await reader.folders(2)
  assert.deepEqual([folder?.outcome, folder?.state, folder?.total], ['not-read', null, 0])
  assert.deepEqual(await reader.list(2, inInbox), { ids: [], total: 0 })
  assert.deepEqual((await reader.list(3, inInbox)).ids, ['e1-7-5'])
  await close()
})

test('emails of a folder come by INTERNALDATE before 1970, after 2038 and far beyond, the same second by UID', async () => {
  const { writer, reader, close } = openBoth()
  const dates = [253_402_300_799, -62_135_596_800, 4_294_967_296, 0, -1, 2_147_483_648, 0, 1_700_000_000]
  const messages = dates.map((date, i) => files.message(letter({ subject: `letter ${i}` }), date))
  await writer.add(messages)
  await sealInbox(
    writer,
    1,
    messages.map((m, i) => copyOf(m, i + 1)),
  )
  const { ids } = await reader.list(1, { ...inInbox, ascending: true })
  assert.deepEqual(
    ids,
    [2, 5, 4, 7, 8, 6, 3, 1].map(uid => `e1-7-${uid}`),
  )
  const rows = await reader.emails(1, ids)
  for (const [i, date] of dates.entries()) assert.equal(rows.get(`e1-7-${i + 1}`)?.receivedAt, date * 1000)
  assert.deepEqual((await reader.list(1, inInbox)).ids, ids.toReversed())
  await close()
})

test('row ids grow with the date, and a second with more messages than ids goes on into the next', async () => {
  const { writer, close } = openBoth()
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
  const { writer, reader, close } = openBoth()
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a, b, a])
  await writer.add([a])
  await sealInbox(writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(writer, 2, [copyOf(b, 2, '\\Seen')])
  const before = contentOf(files.indexFile('one'))
  await sealInbox(writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(writer, 2, [copyOf(b, 2, '\\Seen')])
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
  const { writer, reader, close } = openBoth()
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a, b])
  await sealInbox(writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(writer, 4, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(writer, 3, [copyOf(b, 2, '\\Seen')])
  await sealInbox(writer, 2, [copyOf(a, 1)])
  const days = []
  for (const day of [1, 2, 3, 4]) {
    const rows = await reader.emails(day, (await reader.list(day, inInbox)).ids)
    days.push([...rows].map(([id, { keywords }]) => `${id} ${keywords}`))
  }
  assert.deepEqual(days, [['e1-7-2 ', 'e1-7-1 '], ['e1-7-1 '], ['e1-7-2 $seen'], ['e1-7-2 ', 'e1-7-1 ']])
  await close()
})

test('a seal that fails leaves the index as it was: state unknown, message not added, manifest cut or of another folder', async () => {
  const { writer, reader, close } = openBoth()
  const [a, b] = [1, 2].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  assert(a && b)
  await writer.add([a])
  await sealInbox(writer, 1, [copyOf(a, 1)])
  const before = contentOf(files.indexFile('one'))
  const seal = (manifests: [string, string][]) =>
    writer.seal({ number: 2, takenAt: 2 }, [folderShown('f1', 'INBOX', 2)], new Map(manifests))
  await assert.rejects(seal([]), /neither in the index nor given/)
  await assert.rejects(sealInbox(writer, 2, [copyOf(a, 1, 'x'), copyOf(b, 2)]), /was not added/)
  const good = await files.manifest({ folder: 'f1', n: 2 }, [copyOf(a, 1, 'y')])
  const bytes = readFileSync(good)
  writeFileSync(`${good}.cut`, bytes.subarray(0, bytes.length >> 1))
  await assert.rejects(seal([['f1/2', `${good}.cut`]]))
  await assert.rejects(seal([['f1/2', await files.manifest({ folder: 'f2', n: 2 }, [])]]), /is not of f1\/2/)
  await assert.rejects(sealInbox(writer, 2, [copyOf(a, 2), copyOf(a, 1)]), /rising UID/)
  assert.deepEqual(contentOf(files.indexFile('one')), before)
  await sealInbox(writer, 2, [copyOf(a, 1, 'y')])
  assert.deepEqual((await reader.emails(2, ['e1-7-1'])).get('e1-7-1')?.keywords, ['y'])
  await close()
})

test('the full text of a message is found as long as a point holds it, and leaves with it', async () => {
  const { writer, close } = openBoth()
  const a = files.message(letter({ subject: 'Café', text: 'prostaverting' }), 1_700_000_000)
  const b = files.message(letter({ subject: 'Other', text: 'invoice' }), 1_600_000_000)
  await writer.add([a, b])
  await sealInbox(writer, 1, [copyOf(a, 1), copyOf(b, 2)])
  await sealInbox(writer, 2, [copyOf(b, 2)])
  const db = new Database(files.indexFile('one'), { readonly: true })
  const find = db
    .prepare<string, string>(
      "SELECT json_extract(m.envelope, '$.subject') FROM search JOIN message m ON m.id = search.rowid WHERE search MATCH ?",
    )
    .pluck()
  assert.deepEqual(find.all('cafe'), ['Café'])
  assert.deepEqual(find.all('prostaverting'), ['Café'])
  assert.deepEqual(find.all('people:anna').sort(), ['Café', 'Other'])
  await writer.drop(1)
  assert.deepEqual(find.all('cafe'), [])
  assert.deepEqual(find.all('invoice'), ['Other'])
  assert.equal(db.prepare('SELECT count(*) FROM search').pluck().get(), 1)
  db.close()
  await close()
})

test('only the messages a point holds have a blob, a file and a thread in it', async () => {
  const { writer, reader, close } = openBoth()
  const a = files.message(letter({ id: 'root' }), 1_700_000_000)
  const b = files.message(letter({ id: 'reply', references: 'root' }), 1_700_000_100)
  await writer.add([a, b])
  await sealInbox(writer, 1, [copyOf(a, 1)])
  await sealInbox(writer, 2, [copyOf(a, 1), copyOf(b, 2)])
  const thread = (await reader.emails(1, ['e1-7-1'])).get('e1-7-1')?.thread ?? ''
  assert.match(thread, /^t[0-9a-f]{16}$/)
  assert.deepEqual([...(await reader.threads(1, [thread, 't0', 'x']))], [[thread, ['e1-7-1']]])
  assert.deepEqual((await reader.threads(2, [thread])).get(thread), ['e1-7-1', 'e1-7-2'])
  assert.equal((await reader.blob(2, b.sha))?.size, b.size)
  assert.equal(await reader.blob(1, b.sha), null)
  assert.equal(await reader.blob(2, b.sha.toUpperCase()), null)
  assert.equal(await reader.file(2, b.sha, b.date * 1000), b.sha)
  assert.equal(await reader.file(1, b.sha, b.date * 1000), null)
  assert.equal(await reader.file(2, b.sha, 0), null)
  await close()
})

test('the same bytes with another INTERNALDATE are two messages with the one blob', async () => {
  const { writer, reader, close } = openBoth()
  const early = files.message(letter({}), 1_600_000_000)
  const late = { ...early, date: 1_700_000_000, file: `${early.file}-1700000000` }
  writeFileSync(late.file, letter({}))
  await writer.add([late, early])
  await sealInbox(writer, 1, [copyOf(early, 1), copyOf(late, 2)])
  assert.deepEqual((await reader.list(1, inInbox)).ids, ['e1-7-2', 'e1-7-1'])
  assert.equal(await reader.file(1, early.sha, late.date * 1000), `${early.sha}-1700000000`)
  assert.equal(await reader.file(1, early.sha, early.date * 1000), early.sha)
  await close()
})

test('a message whose parser throws, or that is empty, is listed with the notice that it cannot be read', async () => {
  const throwing = () => {
    throw new RangeError('Maximum call stack size exceeded')
  }
  const writer = openIndexWriter({ readMessage: throwing }, files.indexFile('one'))
  const m = files.message(letter({}), 1_700_000_000)
  const empty = files.message('', 1_700_000_001)
  await writer.add([m, empty])
  await sealInbox(writer, 1, [copyOf(m, 1), copyOf(empty, 2)])
  const reader = openIndexReader(files.indexFile('one'))
  const rows = await reader?.emails(1, ['e1-7-1', 'e1-7-2'])
  assert.deepEqual(rows?.get('e1-7-1')?.notices, ['unreadable'])
  assert.deepEqual(rows?.get('e1-7-1')?.structure.body, [0, m.size])
  assert.deepEqual(rows?.get('e1-7-2')?.structure.body, [0, 0])
  reader?.close()
  await writer.close()
})

test('a file that is not the message it should be is a fault, not a row', async () => {
  const { writer, close } = openBoth()
  const m = files.message(letter({}), 1_700_000_000)
  await assert.rejects(writer.add([{ ...m, size: m.size + 1 }]), /octets instead of/)
  await assert.rejects(writer.add([{ ...m, file: `${m.file}x` }]), { code: 'ENOENT' })
  assert.equal(writer.waiting(), 0)
  await close()
})

test('there is no reader of an index that does not exist', () => {
  assert.equal(openIndexReader(files.indexFile('none')), null)
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
