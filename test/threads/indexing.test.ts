import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import Database from 'better-sqlite3'
import type { StoredMessage } from '../../src/domain/folder-state.ts'
import type { IndexWriter } from '../../src/domain/ports.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { startIndexing } from '../../src/threads/indexing.ts'
import { type AccountFiles, accountFiles, copyOf, folderShown, letter } from '../sqlite/index-files.ts'

let files: AccountFiles
beforeEach(() => {
  files = accountFiles()
})
afterEach(() => files.remove())

/** Adds the messages and seals point 1: INBOX with all of them. */
async function sealAll(index: IndexWriter, messages: StoredMessage[], from = files): Promise<void> {
  for (const message of messages) await index.add([message])
  const copies = messages.map((m, i) => copyOf(m, i + 1))
  const manifest = await from.manifest({ folder: 'f1', n: 1 }, copies)
  await index.seal({ number: 1, takenAt: 1 }, [folderShown('f1', 'INBOX', 1)], new Map([['f1/1', manifest]]))
}

async function noticesOf(file: string): Promise<string[][]> {
  const reader = openIndexReader(file)
  assert(reader)
  const { ids } = await reader.list(1, { folder: 'f1', ascending: true, position: 0, limit: null })
  const rows = await reader.emails(1, ids)
  reader.close()
  return ids.map(id => rows.get(id)?.notices ?? ['no row'])
}

test('what was added and sealed through the thread is in the index, and a day can be dropped again', async () => {
  const indexing = startIndexing()
  const index = indexing.open(files.indexFile('one'))
  const messages = [1, 2, 3].map(i => files.message(letter({ subject: `letter ${i}` }), 1_700_000_000 + i))
  await sealAll(index, messages)
  assert.deepEqual(await noticesOf(files.indexFile('one')), [[], [], []])
  assert.deepEqual(await index.lacking([1, 2].map(n => ({ folder: 'f1', n }))), [{ folder: 'f1', n: 2 }])
  await index.drop(1)
  assert.deepEqual(await noticesOf(files.indexFile('one')), [])
  await index.close()
  await indexing.close()
})

test('two accounts written at the same time do not mix', async () => {
  const other = accountFiles('bbbbbbbbbbbbbbbb', files.data)
  const indexing = startIndexing()
  const boxes = [files, other].map((from, i) => ({
    from,
    index: indexing.open(from.indexFile('one')),
    messages: Array.from({ length: 40 }, (_, n) =>
      from.message(letter({ subject: `of ${i}: ${n}` }), 1_700_000_000 + n),
    ),
  }))
  await Promise.all(boxes.map(({ index, messages, from }) => sealAll(index, messages, from)))
  await Promise.all(boxes.map(({ index }) => index.close()))
  for (const [i, { from, messages }] of boxes.entries()) {
    const reader = openIndexReader(from.indexFile('one'))
    const { ids = [] } =
      (await reader?.list(1, { folder: null, ascending: true, position: 0, limit: null })) ?? {}
    const rows = await reader?.emails(1, ids)
    const subjects = ids.map(id => rows?.get(id)?.envelope.subject)
    assert.deepEqual(
      subjects,
      messages.map((_, n) => `of ${i}: ${n}`),
    )
    reader?.close()
  }
  await indexing.close()
})

test('what is not sealed yet is written when the writer or the thread is closed', async () => {
  const indexing = startIndexing()
  await indexing.open(files.indexFile('one')).add([files.message(letter({}), 1_700_000_000)])
  await indexing.close()
  const db = new Database(files.indexFile('one'), { readonly: true })
  assert.equal(db.prepare('SELECT count(*) FROM message').pluck().get(), 1)
  db.close()
})

test('a message that takes too long to read is listed as unreadable and the others are read', async () => {
  const indexing = startIndexing({ readMs: 300 })
  const index = indexing.open(files.indexFile('one'))
  // 16 million lines that all might be a delimiter
  const bomb = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--\r\n'.repeat(16_000_000)}`
  const messages = [letter({ subject: 'before' }), bomb, letter({ subject: 'after' })].map((raw, i) =>
    files.message(raw, 1_700_000_000 + i),
  )
  await sealAll(index, messages)
  await index.close()
  assert.deepEqual(await noticesOf(files.indexFile('one')), [[], ['unreadable'], []])
  await indexing.close()
})

test('a message that takes the memory of the thread is listed as unreadable and the others are read', async () => {
  const indexing = startIndexing({ memoryMb: 24 })
  const index = indexing.open(files.indexFile('one'))
  const bomb = `Subject: ${'=?utf-8?q?a?= '.repeat(700_000)}\r\n\r\n`
  const messages = [letter({ subject: 'before' }), bomb, letter({ subject: 'after' })].map((raw, i) =>
    files.message(raw, 1_700_000_000 + i),
  )
  await sealAll(index, messages)
  await index.close()
  assert.deepEqual(await noticesOf(files.indexFile('one')), [[], ['unreadable'], []])
  await indexing.close()
})

test('a fault stops the run: a file that cannot be read rejects the seal and everything after it, until the writer is opened again', async () => {
  const indexing = startIndexing()
  const index = indexing.open(files.indexFile('one'))
  const m = files.message(letter({}), 1_700_000_000)
  await index.add([{ ...m, file: files.data }]).catch(() => {})
  await assert.rejects(sealAll(index, [m]), { code: 'EISDIR' })
  await assert.rejects(index.drop(1), { code: 'EISDIR' })
  await assert.rejects(index.close(), { code: 'EISDIR' })
  const again = indexing.open(files.indexFile('one'))
  await sealAll(again, [m])
  await again.close()
  assert.deepEqual(await noticesOf(files.indexFile('one')), [[]])
  await indexing.close()
})

test('an index that cannot be opened rejects with the reason', async () => {
  const indexing = startIndexing()
  rmSync(files.data, { recursive: true })
  const index = indexing.open(files.indexFile('one'))
  await assert.rejects(index.drop(1), /no such file or directory/)
  await indexing.close()
})
