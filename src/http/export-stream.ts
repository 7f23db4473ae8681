import type { ExportPlan } from '../domain/export.ts'
import type { ExportWatch } from './export-progress.ts'
import { freeWritten } from './free-written.ts'
import { octetStream } from './octet-stream.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'

interface Taken {
  ticket: string
  plan: ExportPlan
  start: number
  /** null: to the end, wherever that is */
  end: number | null
  /** the whole is asked for: what cannot be read may be left out of it */
  isWhole: boolean
}

type Piece = Uint8Array<ArrayBuffer>

/**
 * The octets of a download; each piece is made when the network took the one before. What cannot be read is noted before
 * anything goes out that lacks it, so that nobody continues what began otherwise. A fault ends the connection: a cut
 * download never looks like a whole one.
 */
export function exportStream(
  edges: Pick<WebEdges, 'exporting' | 'tickets' | 'log' | 'onDamaged'>,
  c: WebContext,
  { ticket, plan, start, end, isWhole }: Taken,
  progress: ExportWatch,
): ReadableStream<Uint8Array> {
  const account = accountOf(c).id
  const pieces = edges.exporting.open(account, plan, {
    from: start,
    mayLeaveOut: isWhole,
    async onLost(messages) {
      const lost = messages.map(({ sha }) => sha)
      await edges.tickets.addLost(ticket, lost)
      for (const sha of lost) edges.onDamaged?.(account, sha)
    },
  })
  const free = freeWritten(c.env)
  return octetStream(edges, c, between(pieces, end === null ? null : end - start, progress), {
    onSent(piece) {
      progress.took(piece.length)
      free(piece)
    },
  })
}

/** So many of the octets, all where that is not known; how it ends is told. Throws when there are fewer. */
async function* between(
  pieces: AsyncGenerator<Piece>,
  octets: number | null,
  progress: ExportWatch,
): AsyncGenerator<Piece> {
  let left = octets ?? Number.POSITIVE_INFINITY
  try {
    while (left > 0) {
      const { done, value } = await pieces.next()
      if (done && octets !== null) throw new Error(`${left} octets are missing of a download`)
      if (done) break
      const piece = value.length > left ? value.subarray(0, left) : value
      left -= piece.length
      yield piece
    }
    progress.ended('done')
  } catch (error) {
    progress.ended('broken')
    throw error
  } finally {
    // What ended otherwise stays so.
    progress.ended('canceled')
    await pieces.return(undefined)
  }
}
