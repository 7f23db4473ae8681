import type { WebContext } from './web.ts'

export interface Pace {
  /** milliseconds between two looks */
  lookEvery: number
  /** looks without a single octet read after which a reader is cut off */
  silentLooks: number
  /** looks over which the least is counted */
  looks: number
  /** octets a reader must take during those looks */
  least: number
}

/** Nothing for half a minute, or less than 4 KB a second over a minute. */
const PACE: Pace = { lookEvery: 10_000, silentLooks: 3, looks: 6, least: 60 * 4096 }

const PIECE = 65_536

/** `done` when the answer was handed to the network whole, or its connection is gone; at once when it is already. */
export function whenEnded({ env: { incoming, outgoing } }: WebContext, done: () => void): void {
  if (outgoing.closed || incoming.socket.destroyed) {
    done()
    return
  }
  let ended = false
  const end = () => {
    if (!ended) done()
    ended = true
  }
  outgoing.once('close', end)
  // An answer that waits behind another one of its connection is not told that the connection is gone; its request is.
  incoming.once('close', () => {
    if (incoming.socket.destroyed) end()
  })
}

/** Octets as a stream of which each piece is asked for only when the network took the one before. */
export function inPieces(c: WebContext, bytes: Uint8Array, pace: Pace = PACE): ReadableStream<Uint8Array> {
  const took = watchReader(c, pace)
  let at = 0
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        const piece = bytes.subarray(at, at + PIECE)
        at += piece.length
        took(piece.length)
        controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
}

/** To be told of every octet a reader takes; cuts its connection when it is too slow: what it is to read is kept in memory. */
export function watchReader(c: WebContext, pace: Pace = PACE): (octets: number) => void {
  let recent = [0]
  const timer = setInterval(() => {
    const silent = recent.length >= pace.silentLooks && recent.slice(-pace.silentLooks).every(n => n === 0)
    const slow = recent.length >= pace.looks && recent.reduce((sum, n) => sum + n, 0) < pace.least
    if (silent || slow) c.env.incoming.socket.destroy()
    recent = [...recent.slice(1 - pace.looks), 0]
  }, pace.lookEvery).unref()
  whenEnded(c, () => clearInterval(timer))
  return octets => {
    recent.push((recent.pop() ?? 0) + octets)
  }
}
