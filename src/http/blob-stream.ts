import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { damagedMessage } from '../domain/damage.ts'
import type { BlobPlace } from '../domain/ports.ts'
import { decodeTransfer } from '../formats/transfer-encoding.ts'
import { octetStream } from './octet-stream.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'

/**
 * The octets [start, end) of a blob, of a whole message read straight from its file, of a part with its
 * content-transfer-encoding undone. Throws a fault before the first octet when the file is gone or too short; a later
 * fault ends the connection, so that a cut download never looks like a whole one. `sha256` (of a whole message, asked
 * for whole) is checked on the way, and the last octets are held back until it is right.
 */
export async function blobStream(
  edges: Pick<WebEdges, 'log' | 'onDamaged'>,
  c: WebContext,
  place: BlobPlace,
  { start, end, sha256 }: { start: number; end: number; sha256?: string | undefined },
): Promise<ReadableStream<Uint8Array>> {
  const pieces = await openBlob(edges, c, place, { start, end, sha256 })
  if (!pieces) return new Blob([]).stream()
  return octetStream(edges, c, pieces, {
    onBroken(error) {
      if (error === otherHash && sha256 !== undefined) edges.onDamaged?.(accountOf(c).id, sha256)
    },
  })
}

/**
 * The pieces of a blob, one after the other; null when there are no octets in it. Throws a fault when the file is gone
 * or too short; what is begun has to be read to its end or given back by `return`.
 */
export async function openBlob(
  { onDamaged }: Pick<WebEdges, 'onDamaged'>,
  c: WebContext,
  place: BlobPlace,
  { start, end, sha256 }: { start: number; end: number; sha256?: string | undefined },
): Promise<AsyncIterableIterator<Uint8Array> | null> {
  const wanted = { ...place, start: place.start + start, end: place.start + end }
  const [whole = wanted, ...inner] = [...(place.holders ?? []), wanted]
  const file = await open(place.file)
  try {
    const { size } = await file.stat()
    if (size < whole.end && sha256 !== undefined) onDamaged?.(accountOf(c).id, sha256)
    if (size < whole.end) throw damagedMessage(new Error(`${size} octets, ${whole.end} were expected`))
  } catch (error) {
    await file.close()
    throw error
  }
  if (start >= end) {
    await file.close()
    return null
  }
  const raw = file.createReadStream({ start: whole.start, end: whole.end - 1 })
  const steps = [
    sha256 === undefined ? null : checkHash(sha256),
    decodeTransfer(whole.encoding),
    ...inner.flatMap(one => [onlyBetween(one.start, one.end), decodeTransfer(one.encoding)]),
  ]
  return steps.reduce<Readable>((from, step) => (step ? into(from, step) : from), raw).iterator()
}

function into(from: Readable, step: Transform): Readable {
  from.on('error', error => step.destroy(error))
  step.on('close', () => from.destroy())
  return from.pipe(step)
}

/** The octets [start, end) of what comes. */
function onlyBetween(start: number, end: number): Transform {
  let at = 0
  return new Transform({
    transform(piece: Uint8Array, _, done: TransformCallback) {
      const kept = piece.subarray(Math.max(0, start - at), Math.max(0, end - at))
      at += piece.length
      done(null, kept.length > 0 ? kept : undefined)
    },
  })
}

const otherHash = new Error('a stored message is damaged: its octets do not have their hash')

function checkHash(sha256: string): Transform {
  const hash = createHash('sha256')
  let held: Uint8Array | null = null
  return new Transform({
    transform(piece: Uint8Array, _, done: TransformCallback) {
      hash.update(piece)
      const ready = held
      held = piece
      done(null, ready)
    },
    flush(done: TransformCallback) {
      if (hash.digest('hex') === sha256) done(null, held)
      else done(otherHash)
    },
  })
}
