import { createHash } from 'node:crypto'
import { addPiece, type Member } from './archive.ts'
import { descriptor, zip } from './zip.ts'

type Named = Pick<Member, 'name' | 'date' | 'dos'>

/** A file whose length is known only when it is written. */
export interface StreamedFile extends Named {
  bytes: Iterable<Uint8Array>
  /** told the SHA-256 of its bytes when it is written */
  onWritten?(sha256: string): void
}

/** A ZIP of such files: its own length is not known beforehand either. */
export function* streamedZip(files: Iterable<StreamedFile>): Generator<Uint8Array> {
  const writing = writeZip()
  for (const { bytes, onWritten, ...named } of files) {
    const { head, took, foot } = writing.begin(named)
    yield head
    const hash = onWritten ? createHash('sha256') : null
    for (const piece of bytes) {
      hash?.update(piece)
      took(piece)
      yield piece
    }
    if (hash) onWritten?.(hash.digest('hex'))
    yield foot()
  }
  yield* writing.end()
}

/** What stands around the bytes of such files, for whoever has them one after another. */
export function writeZip() {
  const records: Uint8Array[] = []
  let at = 0
  return {
    /** The next file: `head` goes before its bytes, each piece of which `took` is told, and `foot` after them. */
    begin(named: Named) {
      const member: Member = { ...named, size: 0, crc32: 0, streamed: true }
      const head = zip.head(member)
      const start = at
      at += head.length
      return {
        head,
        took(piece: Uint8Array): void {
          addPiece(member, piece)
          at += piece.length
        },
        foot(): Uint8Array {
          const foot = descriptor(member)
          records.push(zip.record(member, start, start))
          at += foot.length
          return foot
        },
      }
    },
    /** What stands at the end. */
    *end(): Generator<Uint8Array> {
      const length = records.reduce((sum, record) => sum + record.length, 0)
      yield* records
      const count = records.length
      yield zip.end({ count, start: at, length, mostMembers: count, mostOctets: at + length })
    },
  }
}
