import { loggedPath } from './access-log.ts'
import { watchReader } from './pace.ts'
import type { WebContext, WebEdges } from './web.ts'

/**
 * Pieces as the body of an answer, each made when the network wants it; `ahead` of them while it does not. A fault ends the
 * connection, so that a cut download never looks like a whole one; `onBroken` is told it first.
 */
export function octetStream<T extends Uint8Array>(
  { log }: Pick<WebEdges, 'log'>,
  c: WebContext,
  pieces: AsyncIterator<T>,
  {
    ahead = 1,
    onBroken = () => {},
    onSent = () => {},
  }: {
    ahead?: number
    onBroken?: (error: unknown) => void
    /** told of each piece that goes out */
    onSent?: (piece: T) => void
  } = {},
): ReadableStream<Uint8Array> {
  const took = watchReader(c)
  let canceled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next()
          // Who left while a piece was read is no fault.
          if (canceled) return
          if (done) return controller.close()
          took(value.length)
          onSent(value)
          controller.enqueue(value)
        } catch (error) {
          if (canceled) return
          onBroken(error)
          log.error('download broken', { path: loggedPath(c), error })
          c.env.outgoing.destroy()
          controller.close()
        }
      },
      async cancel() {
        canceled = true
        await pieces.return?.()
      },
    },
    { highWaterMark: ahead },
  )
}
