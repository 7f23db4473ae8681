import { emailId, parseEmailId } from '../domain/ids.ts'
import type { EmailRow, Part, Sha256 } from '../domain/message.ts'
import { unpackEnvelope, unpackPart } from './index-row.ts'
import { folderNumber } from './index-schema.ts'
import type { Db } from './open.ts'

/** Emails, threads and messages of a point. What the point does not hold is not in the answer. */
export function emailReader(db: Db) {
  const row = db.prepare<object, Row>(
    `SELECT lower(hex(m.sha)) AS blob, 't' || lower(hex(m.thread)) AS thread, f.keywords, m.size, m.date, m.envelope,
       m.preview, m.has_attachment AS hasAttachment, m.header_length AS headerLength, m.structure, m.notices
     FROM point_folder p
     CROSS JOIN copy c INDEXED BY copy_by_uid
       ON c.folder = p.folder AND c.uid = :uid AND c.a <= p.state AND c.b > p.state AND c.uid_validity = :uidValidity
     CROSS JOIN message m ON m.id = c.message CROSS JOIN flags f ON f.id = c.flags
     WHERE p.point = :point AND p.folder = :folder`,
  )
  const thread = db.prepare<object, { folder: number; uidValidity: number; uid: number }>(
    `SELECT c.folder, c.uid_validity AS uidValidity, c.uid FROM copy c INDEXED BY copy_by_thread
     CROSS JOIN point_folder p ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state
     WHERE c.thread = unhex(:thread) ORDER BY c.date, c.folder, c.uid`,
  )
  const inPoint = `EXISTS(SELECT 1 FROM copy c CROSS JOIN point_folder p
    ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state WHERE c.message = m.id)`
  const blob = db.prepare<object, { structure: string; size: number; date: number }>(
    `SELECT m.structure, m.size, m.date FROM message m WHERE m.sha = unhex(:sha) AND ${inPoint} ORDER BY m.date LIMIT 1`,
  )
  const file = db
    .prepare<object, string>(
      `SELECT coalesce(m.file, lower(hex(m.sha))) FROM message m WHERE m.sha = unhex(:sha) AND m.date = CAST(:date AS INTEGER) AND ${inPoint}`,
    )
    .pluck()

  return {
    rows(point: number, ids: readonly string[]): Map<string, EmailRow> {
      const rows = new Map<string, EmailRow>()
      for (const id of ids) {
        const key = parseEmailId(id)
        if (!key || emailId(key.folder, key.uidValidity, key.uid) !== id) continue
        const found = row.get({ point, ...key, folder: folderNumber(key.folder) })
        if (found) rows.set(id, toEmail({ id, ...key }, found))
      }
      return rows
    },

    threads(point: number, ids: readonly string[]): Map<string, string[]> {
      const threads = new Map<string, string[]>()
      for (const id of ids) {
        if (!/^t[0-9a-f]{16}$/.test(id)) continue
        const copies = thread.all({ point, thread: id.slice(1) })
        if (!copies.length) continue
        threads.set(
          id,
          copies.map(c => emailId(`f${c.folder}`, c.uidValidity, c.uid)),
        )
      }
      return threads
    },

    blob(point: number, sha: Sha256): { structure: Part; size: number; receivedAt: number } | null {
      const found = isSha(sha) && blob.get({ point, sha })
      if (!found) return null
      return { structure: unpackPart(found.structure), size: found.size, receivedAt: found.date * 1000 }
    },

    file(point: number, sha: Sha256, receivedAt: number): string | null {
      if (!isSha(sha)) return null
      return file.get({ point, sha, date: Math.floor(receivedAt / 1000) }) ?? null
    },
  }
}

interface Row {
  blob: Sha256
  thread: string
  keywords: string
  size: number
  date: number
  envelope: string
  preview: string
  hasAttachment: number
  headerLength: number
  structure: string
  notices: string
}

function toEmail(key: Pick<EmailRow, 'id' | 'folder' | 'uidValidity' | 'uid'>, row: Row): EmailRow {
  return {
    ...key,
    blob: row.blob,
    thread: row.thread,
    keywords: JSON.parse(row.keywords),
    size: row.size,
    receivedAt: row.date * 1000,
    envelope: unpackEnvelope(row.envelope),
    preview: row.preview,
    hasAttachment: row.hasAttachment === 1,
    headerLength: row.headerLength,
    structure: unpackPart(row.structure),
    notices: JSON.parse(row.notices),
  }
}

// Upper-case hex would be found too, and then one message would have two ids.
function isSha(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
