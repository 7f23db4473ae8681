import { parsePointId } from '../domain/ids.ts'
import { MAX_CONCURRENT_REQUESTS, MAX_SIZE_REQUEST } from '../domain/jmap-capabilities.ts'
import { type Answering, busy } from './answering.ts'
import { notFound, problem } from './errors.ts'
import { accountOf, sessionOf, type WebContext, type WebEdges } from './web.ts'

/** How long after the password was given it is not asked for again: milliseconds. */
const FRESH_MS = 30 * 60_000

const LIMIT = 'urn:ietf:params:jmap:error:limit'

/** GET /.well-known/jmap, and /at/:point/.well-known/jmap for one day as the primary account. */
export async function getSession(
  { reading }: WebEdges,
  answering: Answering,
  c: WebContext,
): Promise<Response> {
  const written = c.req.param('point')
  const only = written === undefined ? null : parsePointId(written)
  if (written !== undefined && only === null) throw notFound()
  const turn = await answering.turn(c, 'parts')
  if (turn === 'full') throw busy()
  const asked = { base: c.get('origin'), only, how: sessionOf(c).how }
  const session = await reading.session(accountOf(c).id, asked, turn.gone)
  if (session === null) throw notFound()
  return c.body(session, 200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
  })
}

/** POST /jmap/api: the request goes to the reader threads as it came (RFC 8620 3.1). */
export function jmapApi(
  { reading, now }: WebEdges,
  answering: Answering,
): (c: WebContext) => Promise<Response> {
  return async c => {
    if (!/^application\/json *(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      return problem(c, 400, {
        type: 'urn:ietf:params:jmap:error:notJSON',
        detail: 'Send Content-Type: application/json.',
      })
    const request = new Uint8Array(await c.req.arrayBuffer())
    const turn = await answering.turn(c, 'api')
    if (turn === 'full')
      return problem(c, 400, {
        type: LIMIT,
        limit: 'maxConcurrentRequests',
        detail: `At most ${MAX_CONCURRENT_REQUESTS} requests are answered at once; too many are waiting.`,
      })
    const { began, how, link } = sessionOf(c)
    const entry = { how, isFresh: now() - began <= FRESH_MS, ...(link ? { link: link.by } : {}) }
    const answer = await reading.jmap(accountOf(c).id, request, turn.gone, entry)
    const { body, length } = answering.body(c, answer.body)
    return c.body(body, answer.status as 200, { 'Content-Type': answer.type, 'Content-Length': length })
  }
}

export function requestTooLarge(c: WebContext): Response {
  // The rest of the body is not read, so the connection cannot be used again.
  c.header('Connection', 'close')
  return problem(c, 400, {
    type: LIMIT,
    limit: 'maxSizeRequest',
    detail: `A request may have ${MAX_SIZE_REQUEST} octets.`,
  })
}

/** POST /jmap/upload/:account (RFC 8620 6.1). */
export function refuseUpload(c: WebContext): Response {
  return problem(c, 403, { detail: 'Backups are read only: nothing can be uploaded.' })
}
