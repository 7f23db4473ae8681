import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { StoredMessage } from '../domain/folder-state.ts'
import type { MessageFacts } from '../domain/message.ts'
import { packEnvelope, packPart, unreadableFacts } from './index-row.ts'
import type { Db } from './open.ts'
import type { ReadMessage } from './write-index.ts'

/** Characters of text gathered before they are written: FTS5 is fast in large batches and memory stays bounded. */
const MOST_TEXT = 12_000_000
const MOST_MESSAGES = 5_000
/** Longer messages are not parsed: their bytes alone would not fit beside the rest. */
const LONGEST = 256 * 1024 * 1024

interface Read {
  message: StoredMessage
  facts: MessageFacts
  crc: number
}

/**
 * Message rows and their full text. Messages are gathered and written by rising date in one transaction, because row ids
 * that go back and forth cost FTS5 three to five times as much.
 */
export function messageWriter({ db, readMessage }: { db: Db; readMessage: ReadMessage }) {
  const isThere = db.prepare(
    'SELECT 1 FROM message WHERE sha = unhex(:sha) AND date = CAST(:date AS INTEGER)',
  )
  const insert = insertMessage(db)
  let gathered = new Map<string, Read>()
  let text = 0

  const write = db.transaction(() => {
    const batch = [...gathered.values()]
    batch.sort((x, y) => x.message.date - y.message.date || (x.message.sha < y.message.sha ? -1 : 1))
    for (const read of batch) insert(read)
  })
  const flush = () => {
    if (gathered.size) write.immediate()
    gathered = new Map()
    text = 0
  }
  return {
    flush,
    waiting: () => gathered.size,
    add(messages: readonly StoredMessage[]): void {
      for (const message of messages) {
        const { sha, date } = message
        const key = `${sha} ${date}`
        if (gathered.has(key) || isThere.get({ sha, date })) continue
        const read = readStored(readMessage, message)
        gathered.set(key, read)
        const { subject, people, files, text: body } = read.facts.search
        text += subject.length + people.length + files.length + body.length + 1_000
        if (text >= MOST_TEXT || gathered.size >= MOST_MESSAGES) flush()
      }
    },
  }
}

// A message that cannot be parsed still has a row: it is listed, and its bytes can be had.
function readStored(readMessage: ReadMessage, message: StoredMessage): Read {
  if (message.size > LONGEST) return { message, facts: unreadableFacts(message.size), crc: 0 }
  const bytes = readFileSync(message.file)
  if (bytes.length !== message.size)
    throw new Error(`${message.file} has ${bytes.length} octets instead of ${message.size}`)
  const crc = crc32(bytes)
  try {
    return { message, facts: readMessage(bytes, message), crc }
  } catch {
    return { message, facts: unreadableFacts(message.size), crc }
  }
}

function insertMessage(db: Db) {
  const freeId = db
    .prepare(
      `SELECT coalesce(max(id) + 1, CAST(:date AS INTEGER) << 20) FROM message
       WHERE id >= CAST(:date AS INTEGER) << 20 AND id < CAST(:date AS INTEGER) + 1 << 20`,
    )
    .pluck()
    .safeIntegers()
  const row = db.prepare(
    `INSERT INTO message(id, sha, date, size, crc32, thread, header_length, has_attachment, file, preview, notices,
       envelope, structure)
     VALUES(:id, unhex(:sha), CAST(:date AS INTEGER), :size, :crc, unhex(:thread), :headerLength, :hasAttachment, :file,
       :preview, :notices, :envelope, :structure)`,
  )
  const words = db.prepare(
    'INSERT INTO search(rowid, subject, people, files, text) VALUES(:id, :subject, :people, :files, :text)',
  )
  const idFor = (date: number): bigint => {
    // A second with 2^20 messages is full; the next ones take numbers of the seconds after it.
    for (let second = date; ; second++) {
      const id = freeId.get({ date: second }) as bigint
      if (id < BigInt(second + 1) << 20n) return id
    }
  }
  return ({ message, facts, crc }: Read): void => {
    const { sha, date, size, file } = message
    const id = idFor(date)
    row.run({
      id,
      sha,
      date,
      size,
      crc,
      thread: threadKey(facts.threadRoot || sha),
      headerLength: facts.headerLength,
      hasAttachment: facts.hasAttachment ? 1 : 0,
      file: basename(file),
      preview: facts.preview,
      notices: JSON.stringify(facts.notices),
      envelope: packEnvelope(facts.envelope),
      structure: packPart(facts.structure),
    })
    const { subject, people, files, text } = facts.search
    words.run({ id, subject, people, files, text })
  }
}

/** 16 hex digits that tie the emails of a thread; from earlier mail alone, so they are the same on every day. */
function threadKey(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 16)
}
