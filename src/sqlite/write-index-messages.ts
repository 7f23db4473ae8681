import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { StoredMessage } from '../domain/folder-state.ts'
import type { MessageFacts } from '../domain/message.ts'
import { giveBack } from '../formats/give-back.ts'
import { unreadableFacts } from '../formats/unreadable-message.ts'
import { packEnvelope, packPart } from './index-row.ts'
import { IDS_PER_SECOND } from './index-schema.ts'
import type { Db } from './open.ts'
import type { ReadMessage } from './write-index.ts'

/** Characters of text gathered before they are written: FTS5 is fast in large batches and memory stays bounded. */
const MOST_TEXT = 4_000_000
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
        for (const words of Object.values(read.facts.search)) text += words.length
        text += 1_000
        if (text >= MOST_TEXT || gathered.size >= MOST_MESSAGES) flush()
      }
    },
  }
}

// A message that cannot be parsed still has a row: it is listed, and its bytes can be had.
function readStored(readMessage: ReadMessage, message: StoredMessage): Read {
  if (message.size > LONGEST) return { message, facts: unreadableFacts(message.size), crc: 0 }
  const bytes = octetsOf(message)
  // Lost or cut on the disk: `verify` names it; one message must not keep all others out of the index.
  if (bytes?.length !== message.size) return { message, facts: unreadableFacts(message.size), crc: 0 }
  const crc = crc32(bytes)
  try {
    return { message, facts: readMessage(bytes, message), crc }
  } catch {
    return { message, facts: unreadableFacts(message.size), crc }
  } finally {
    // What was found in it is text, not a part of it.
    giveBack(bytes)
  }
}

function octetsOf({ file }: StoredMessage): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function insertMessage(db: Db) {
  const row = db.prepare(
    `INSERT INTO message(id, sha, date, size, crc32, thread, header_length, has_attachment, file, preview, notices,
       envelope, structure)
     VALUES(CAST(:id AS INTEGER), unhex(:sha), CAST(:date AS INTEGER), :size, :crc, unhex(:thread), :headerLength, :hasAttachment, :file,
       :preview, :notices, :envelope, :structure)`,
  )
  const words = db.prepare(
    `INSERT INTO search(rowid, subject, sender, recipients, cc, bcc, others, files, text)
     VALUES(CAST(:id AS INTEGER), :subject, :from, :to, :cc, :bcc, :others, :files, :text)`,
  )
  const idFor = freeIds(db)
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
      // Nearly every file is named for its hash; the row says only another name.
      file: basename(file) === sha ? null : basename(file),
      preview: facts.preview,
      notices: JSON.stringify(facts.notices),
      envelope: packEnvelope(facts.envelope),
      structure: packPart(facts.structure),
    })
    words.run({ id, ...facts.search })
  }
}

// Ids grow with the date. A second with more messages than it has ids goes on into the seconds after it.
function freeIds(db: Db): (date: number) => number {
  const isTaken = db.prepare('SELECT 1 FROM message WHERE id = CAST(:id AS INTEGER)')
  const endOfRun = db
    .prepare<object, number>(
      `SELECT id + 1 FROM message WHERE id >= CAST(:id AS INTEGER)
       AND NOT EXISTS(SELECT 1 FROM message later WHERE later.id = message.id + 1) ORDER BY id LIMIT 1`,
    )
    .pluck()
  let last = { date: Number.NaN, id: 0 }
  return date => {
    const id = last.date === date ? last.id + 1 : date * IDS_PER_SECOND
    last = { date, id: isTaken.get({ id }) ? (endOfRun.get({ id }) ?? id) : id }
    return last.id
  }
}

/** 16 hex digits that tie the emails of a thread; from earlier mail alone, so they are the same on every day. */
function threadKey(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 16)
}
