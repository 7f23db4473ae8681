import { randomUUID } from 'node:crypto'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { loggedPath } from './access-log.ts'
import type { WebContext, WebEdges } from './web.ts'
import type { ErrorAnswer } from './wire.ts'

/**
 * Whatever was thrown, as an answer. A refusal is told with its code and sentence; anything else is a fault: the person
 * gets a number, the log line with that number has the rest. Below /jmap/ problem details (RFC 8620 3.6.1, RFC 7807).
 */
export function errorAnswer({ log }: Pick<WebEdges, 'log'>, error: unknown, c: WebContext): Response {
  const known = isRefusal(error)
  const id = known ? undefined : randomUUID()
  if (id) log.error('fault', { id, method: c.req.method, path: loggedPath(c), error })
  const status = known ? (STATUS[error.code] ?? 400) : 500
  const code = known ? error.code : 'fault'
  const message = known
    ? error.message
    : 'Something went wrong here. The administrator finds it by its number.'
  const params = known ? error.params : {}
  c.header('Cache-Control', 'no-store')
  if (status === 401 && !['sign-in-refused', 'app-password-needed', 'wrong-code'].includes(code))
    c.header('WWW-Authenticate', 'Bearer realm="Yestermail"')
  if (typeof params.seconds === 'number') c.header('Retry-After', String(params.seconds))
  if (c.req.path.includes('/jmap'))
    return problem(c, status, { detail: message, ...(id ? { id } : { code }) })
  const body: ErrorAnswer = { error: { code, message, params, ...(id ? { id } : {}) } }
  return c.json(body, status)
}

/** Problem details; without a `type` of its own the status says it all ("about:blank"). */
export function problem(
  c: WebContext,
  status: ContentfulStatusCode,
  fields: { type?: string; detail: string; limit?: string; id?: string; code?: string },
): Response {
  return c.body(JSON.stringify({ type: 'about:blank', status, ...fields }), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  })
}

export function notFound(): Refusal {
  return new Refusal('not-found', 'There is nothing here under this address.')
}

const STATUS: Record<string, ContentfulStatusCode> = {
  'sign-in-refused': 401,
  'app-password-needed': 401,
  'signed-out': 401,
  'wrong-code': 401,
  'unknown-account': 401,
  'not-enrolled': 403,
  'other-origin': 403,
  'sign-in-again': 403,
  'only-through-proxy': 403,
  'read-only': 403,
  'no-right': 403,
  'not-found': 404,
  'link-over': 404,
  'not-waiting': 409,
  'not-planned': 409,
  damaged: 410,
  'too-large': 413,
  'wrong-type': 415,
  'other-host': 421,
  'too-many-tries': 429,
  'too-many-connections': 429,
  'server-unreachable': 503,
  'worker-not-running': 503,
  busy: 503,
  'too-slow': 503,
  'index-rebuilding': 503,
  'data-missing': 503,
  'data-unreadable': 503,
  'older-ledger': 503,
}
