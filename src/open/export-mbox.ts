import type { ExportedMessage, ExportPlan, ReadsMessage } from '../domain/export.ts'
import { Lost } from '../formats/archive.ts'
import { fromLine, mboxQuoted } from '../formats/mbox.ts'
import { type StreamedFile, streamedZip } from '../formats/streamed-zip.ts'
import { planEntries } from './export-plan.ts'

/** A file each folder, in a ZIP; messages that cannot be read are left out and named in errors.txt. */
export function* mboxesInZip(plan: ExportPlan, read: ReadsMessage): Generator<Uint8Array> {
  yield* streamedZip(files(plan, read))
}

function* files(plan: ExportPlan, read: ReadsMessage): Generator<StreamedFile> {
  const { date, dos } = plan
  const lost: string[] = []
  const sums: string[] = []
  const entries = planEntries(plan)
  let entry = entries.next()
  const mbox = function* (name: string): Generator<Uint8Array> {
    for (
      ;
      !entry.done && entry.value.kind === 'message' && entry.value.name === name;
      entry = entries.next()
    ) {
      try {
        if (entry.value.isLost) throw new Lost(name)
        yield* mboxMessage(entry.value, read)
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        lost.push(`${name}: the message of ${arrival(entry.value)}, SHA-256 ${entry.value.sha}`)
      }
    }
  }
  while (!entry.done) {
    const { kind, name } = entry.value
    const onWritten = (sha256: string) => sums.push(`${sha256}  ${name}\n`)
    if (kind === 'message') yield { name, date, dos, bytes: mbox(name), onWritten }
    else {
      if (kind === 'text') yield { name, date, dos, bytes: [Buffer.from(entry.value.text)] }
      entry = entries.next()
    }
  }
  if (plan.manifest) yield { name: 'MANIFEST.sha256', date, dos, bytes: [Buffer.from(sums.join(''))] }
  const text = `These messages could not be read from the backup and are not in this archive.\n\n${lost.join('\n')}\n`
  if (lost.length) yield { name: 'errors.txt', date, dos, bytes: [Buffer.from(text)] }
}

function arrival({ date }: ExportedMessage): string {
  return new Date(date * 1000).toISOString()
}

/** All messages, folder after folder, in one file. Throws Lost when one cannot be read. */
export function* oneMbox(plan: ExportPlan, read: ReadsMessage): Generator<Uint8Array> {
  for (const entry of planEntries(plan)) {
    if (entry.kind !== 'message') continue
    if (entry.isLost) throw new Lost(entry.name)
    yield* mboxMessage(entry, read)
  }
}

// Throws Lost before its first octet.
function* mboxMessage(message: ExportedMessage, read: ReadsMessage): Generator<Uint8Array> {
  const pieces = read(message)[Symbol.iterator]()
  const first = pieces.next()
  yield fromLine(message.date)
  yield* mboxQuoted(first.done ? [] : joined(first.value, pieces))
}

function* joined(first: Uint8Array, rest: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield first
  for (let piece = rest.next(); !piece.done; piece = rest.next()) yield piece.value
}
