import type { ExportPlan } from '../domain/export.ts'
import { loggedPath } from './access-log.ts'
import type { ExportWatch } from './export-progress.ts'
import { watchReader } from './pace.ts'
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

/**
 * The octets of a download; each piece is made when the network took the one before. What cannot be read is noted before
 * anything goes out that lacks it, so that nobody continues what began otherwise. A fault ends the connection: a cut
 * download never looks like a whole one.
 */
export function exportStream(
  { exporting, tickets, log, onDamaged }: Pick<WebEdges, 'exporting' | 'tickets' | 'log' | 'onDamaged'>,
  c: WebContext,
  { ticket, plan, start, end, isWhole }: Taken,
  progress: ExportWatch,
): ReadableStream<Uint8Array> {
  const account = accountOf(c).id
  const pieces = exporting.open(account, plan, {
    from: start,
    mayLeaveOut: isWhole,
    async onLost(messages) {
      const lost = messages.map(({ sha }) => sha)
      await tickets.addLost(ticket, lost)
      for (const sha of lost) onDamaged?.(account, sha)
    },
  })
  const took = watchReader(c)
  let left = end === null ? Number.POSITIVE_INFINITY : end - start
  let canceled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = left > 0 ? await pieces.next() : { done: true, value: undefined }
          if (canceled) return
          if (done || value === undefined) {
            if (left > 0 && end !== null) throw new Error(`${left} octets are missing of a download`)
            await pieces.return(undefined)
            progress.ended('done')
            return controller.close()
          }
          const piece = value.length > left ? value.subarray(0, left) : value
          left -= piece.length
          took(piece.length)
          progress.took(piece.length)
          controller.enqueue(piece)
        } catch (error) {
          if (canceled) return
          progress.ended('broken')
          log.error('download broken', { path: loggedPath(c), error })
          c.env.outgoing.destroy()
          controller.close()
        }
      },
      async cancel() {
        canceled = true
        progress.ended('canceled')
        await pieces.return(undefined)
      },
    },
    // The next piece is made while the network takes this one.
    { highWaterMark: 1 },
  )
}
