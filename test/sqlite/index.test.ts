import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
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

test('a message is listed on exactly the days it was there: arrived, flagged, vanished, come back', async () => {
  const { writer, reader, close } = openBoth(files)
  const m = files.message(letter({ subject: 'Invoice' }), 1_700_000_000)
  await writer.add([m])
  await sealInbox(files, writer, 1, [])
  await sealInbox(files, writer, 2, [copyOf(m, 5)])
  await sealInbox(files, writer, 3, [copyOf(m, 5, 'Work', '\\Seen')])
  await sealInbox(files, writer, 4, [])
  await sealInbox(files, writer, 5, [copyOf(m, 5, '\\Seen')])
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
  const { writer, reader, close } = openBoth(files)
  const m = files.message(letter({}), 1_700_000_000)
  await writer.add([m])
  await sealInbox(files, writer, 1, [copyOf(m, 5)], 7)
  await sealInbox(files, writer, 2, [copyOf(m, 5)], 8)
  assert.deepEqual((await reader.list(1, inInbox)).ids, ['e1-7-5'])
  assert.deepEqual((await reader.list(2, inInbox)).ids, ['e1-8-5'])
  assert.equal((await reader.emails(2, ['e1-7-5'])).size, 0)
  assert.equal((await reader.emails(1, ['e1-07-5', 'e01-7-5', 'E1-7-5', 'e1-7-5 ', '', 'x'])).size, 0)
  assert.equal((await reader.emails(3, ['e1-7-5'])).size, 0)
  assert.equal(await reader.rank(2, 'e1-7-5', inInbox), null)
  await close()
})

test('a folder that was not read is neither there nor gone: it is named, without messages, and its copies go on later', async () => {
  const { writer, reader, close } = openBoth(files)
  const m = files.message(letter({}), 1_700_000_000)
  await writer.add([m])
  await sealInbox(files, writer, 1, [copyOf(m, 5)])
  await writer.seal({ number: 2, takenAt: 2 }, [folderShown('f1', 'INBOX', null)], new Map())
  await writer.seal({ number: 3, takenAt: 3 }, [folderShown('f1', 'INBOX', 1)], new Map())
  const [folder] = await reader.folders(2)
  assert.deepEqual([folder?.outcome, folder?.state, folder?.total], ['not-read', null, 0])
  assert.deepEqual(await reader.list(2, inInbox), { ids: [], total: 0 })
  assert.deepEqual((await reader.list(3, inInbox)).ids, ['e1-7-5'])
  await close()
})

test('emails of a folder come by INTERNALDATE before 1970, after 2038 and far beyond, the same second by UID', async () => {
  const { writer, reader, close } = openBoth(files)
  const dates = [253_402_300_799, -62_135_596_800, 4_294_967_296, 0, -1, 2_147_483_648, 0, 1_700_000_000]
  const messages = dates.map((date, i) => files.message(letter({ subject: `letter ${i}` }), date))
  await writer.add(messages)
  await sealInbox(
    files,
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

test('only the messages a point holds have a blob, a file and a thread in it', async () => {
  const { writer, reader, close } = openBoth(files)
  const a = files.message(letter({ id: 'root' }), 1_700_000_000)
  const b = files.message(letter({ id: 'reply', references: 'root' }), 1_700_000_100)
  await writer.add([a, b])
  await sealInbox(files, writer, 1, [copyOf(a, 1)])
  await sealInbox(files, writer, 2, [copyOf(a, 1), copyOf(b, 2)])
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
  const { writer, reader, close } = openBoth(files)
  const early = files.message(letter({}), 1_600_000_000)
  const late = { ...early, date: 1_700_000_000, file: `${early.file}-1700000000` }
  writeFileSync(late.file, letter({}))
  await writer.add([late, early])
  await sealInbox(files, writer, 1, [copyOf(early, 1), copyOf(late, 2)])
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
  await sealInbox(files, writer, 1, [copyOf(m, 1), copyOf(empty, 2)])
  const reader = openIndexReader(files.indexFile('one'))
  const rows = await reader?.emails(1, ['e1-7-1', 'e1-7-2'])
  assert.deepEqual(rows?.get('e1-7-1')?.notices, ['unreadable'])
  assert.deepEqual(rows?.get('e1-7-1')?.structure.body, [0, m.size])
  assert.deepEqual(rows?.get('e1-7-2')?.structure.body, [0, 0])
  reader?.close()
  await writer.close()
})

test('a message whose file is lost or cut has an unreadable row, and keeps no other out of the index', async () => {
  const { writer, close } = openBoth(files)
  const cut = files.message(letter({}), 1_700_000_000)
  const lost = files.message(letter({ subject: 'lost' }), 1_700_000_001)
  await writer.add([
    { ...cut, size: cut.size + 1 },
    { ...lost, file: `${lost.file}x` },
  ])
  await sealInbox(files, writer, 1, [{ ...copyOf(cut, 1), size: cut.size + 1 }, copyOf(lost, 2)])
  const reader = openIndexReader(files.indexFile('one'))
  const rows = await reader?.emails(1, ['e1-7-1', 'e1-7-2'])
  assert.deepEqual(
    [...(rows?.values() ?? [])].map(row => row.notices),
    [['unreadable'], ['unreadable']],
  )
  reader?.close()
  await close()
})

test('there is no reader of an index that does not exist', () => {
  assert.equal(openIndexReader(files.indexFile('none')), null)
})
