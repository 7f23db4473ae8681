import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Member } from './archive.ts'
import { descriptor, zip } from './zip.ts'

/** A file whose length is known only when it is written. */
export interface StreamedFile extends Pick<Member, 'name' | 'date' | 'dos'> {
  bytes: Iterable<Uint8Array>
  /** told the SHA-256 of its bytes when it is written */
  onWritten?(sha256: string): void
}

/** A ZIP of such files: its own length is not known beforehand either. */
export function* streamedZip(files: Iterable<StreamedFile>): Generator<Uint8Array> {
  const records: Uint8Array[] = []
  let at = 0
  for (const { name, date, dos, bytes, onWritten } of files) {
    const member: Member = { name, date, dos, size: 0, crc32: 0, streamed: true }
    const head = zip.head(member)
    yield head
    const hash = onWritten ? createHash('sha256') : null
    for (const piece of bytes) {
      hash?.update(piece)
      member.size += piece.length
      member.crc32 = crc32(piece, member.crc32)
      yield piece
    }
    if (hash) onWritten?.(hash.digest('hex'))
    const foot = descriptor(member)
    yield foot
    records.push(zip.record(member, at, at))
    at += head.length + member.size + foot.length
  }
  const length = records.reduce((sum, record) => sum + record.length, 0)
  yield* records
  const count = records.length
  yield zip.end({ count, start: at, length, mostMembers: count, mostOctets: at + length })
}
