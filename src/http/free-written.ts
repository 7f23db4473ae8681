import type { HttpBindings } from '@hono/node-server'
import { giveBack } from '../formats/give-back.ts'

type Piece = Uint8Array<ArrayBuffer>
type Write = (piece: unknown, ...rest: unknown[]) => boolean

/**
 * Gives back the memory of pieces that are nobody else's when the network has them. They lie outside the heap, where
 * garbage is collected after 64 MB at the earliest and on a busy machine much later. It goes by Node's own word for the
 * very piece: what is written otherwise, or not to its end, is left to the collector.
 */
export function freeWritten({ outgoing }: Pick<HttpBindings, 'outgoing'>): (piece: Piece) => void {
  const ours = new Map<unknown, Piece>()
  const write = outgoing.write.bind(outgoing) as Write
  const freeing: Write = (given, ...rest) => {
    const piece = ours.get(given)
    ours.delete(given)
    if (!piece || rest.length > 0) return write(given, ...rest)
    return write(piece, (error?: Error | null) => {
      if (!error) giveBack(piece)
    })
  }
  outgoing.write = freeing as typeof outgoing.write
  return piece => {
    ours.set(piece, piece)
  }
}
