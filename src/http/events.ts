import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { controlId } from '../domain/ids.ts'
import { CORE, TIME_MACHINE } from '../domain/jmap-capabilities.ts'
import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'

const MOST_PER_SESSION = 8
/** However often a person is signed in: nobody takes the streams of all. */
const MOST_PER_ACCOUNT = 24
const MOST_IN_ALL = 1000
const LOOK_EVERY = 1000
/** Seconds between remarks to who wants no pings. */
const REMARK_EVERY = 60

/**
 * GET /jmap/events?types=&closeafter=&ping= (RFC 8620 7.3): `state` whenever the restore points, the runs or the
 * requests of the account change, with the states that RestorePoint/get, BackupRun/get and RestoreRequest/get would
 * answer. A restore point itself never changes, so only the control account is ever named, and only the types asked for that did change. The stream ends with the session, which it does not prolong.
 */
export function eventSource(edges: WebEdges): (c: WebContext) => Response {
  const open = new Map<string, number>()
  let all = 0
  return c => {
    const session = c.get('session')
    const account = accountOf(c).id
    if (!session) throw new Error('this URL lacks the guard signedIn')
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    const keys = { session: `session ${session.key}`, account: `account ${account}` }
    const count = (key: string) => open.get(key) ?? 0
    const isFull = count(keys.session) >= MOST_PER_SESSION || count(keys.account) >= MOST_PER_ACCOUNT
    if (isFull || all >= MOST_IN_ALL)
      throw new Refusal('too-many-connections', 'There are too many open event streams; close some windows.')
    for (const key of Object.values(keys)) open.set(key, count(key) + 1)
    all++
    const release = once(() => {
      for (const key of Object.values(keys)) {
        if (count(key) > 1) open.set(key, count(key) - 1)
        else open.delete(key)
      }
      all--
    })
    const wish = {
      types: new Set((c.req.query('types') ?? '*').split(',')),
      closeAfterState: c.req.query('closeafter') === 'state',
      ping: pingSeconds(c.req.query('ping')),
    }
    const alive = async () => (await edges.sessions.find(session.token, { active: false })) !== null
    const response = streamSSE(c, async stream => {
      stream.onAbort(release)
      // When it breaks the stream ends, and the browser comes again by itself.
      await watch(edges, account, wish, alive, stream)
        .catch(error => edges.log.error('events broken', { account, error }))
        .finally(release)
    })
    // A proxy that gathers answers would hold every event back.
    response.headers.set('X-Accel-Buffering', 'no')
    response.headers.set('Cache-Control', 'no-store')
    return response
  }
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}

interface Wish {
  types: ReadonlySet<string>
  closeAfterState: boolean
  /** seconds; 0 is never */
  ping: number
}

// RFC 8620 7.3: 0 is never, and nobody may be held to less than 300 seconds at most or more than 30 at least.
function pingSeconds(written: string | undefined): number {
  if (written === '0') return 0
  const seconds = Number(written)
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(300, Math.max(5, seconds)) : 60
}

async function watch(
  edges: WebEdges,
  account: AccountId,
  wish: Wish,
  alive: () => Promise<boolean>,
  stream: SSEStreamingApi,
): Promise<void> {
  let seen = await fingerprint(edges, account)
  let told = await states(edges, account, wish.types)
  const ping = () => stream.writeSSE({ event: 'ping', data: JSON.stringify({ interval: wish.ping }) })
  // Whoever wants no pings gets a comment: no event, and yet a connection that is gone is noticed.
  const remark = () => stream.write(': here\n\n')
  const every = wish.ping || REMARK_EVERY
  await (wish.ping ? ping() : remark())
  for (let quiet = 0; !stream.aborted && !stream.closed; quiet += LOOK_EVERY) {
    await stream.sleep(LOOK_EVERY)
    if (stream.aborted || !(await alive())) return
    const now = await fingerprint(edges, account)
    const before = told
    if (now !== seen) told = await states(edges, account, wish.types)
    seen = now
    const changed = Object.fromEntries(Object.entries(told).filter(([type, state]) => before[type] !== state))
    if (Object.keys(changed).length > 0) {
      // RFC 8620 7.1
      const data = JSON.stringify({ '@type': 'StateChange', changed: { [controlId(account)]: changed } })
      await stream.writeSSE({ event: 'state', data })
      if (wish.closeAfterState) return
      quiet = 0
    } else if (quiet >= every * 1000) {
      await (wish.ping ? ping() : remark())
      quiet = 0
    }
  }
}

async function fingerprint({ ledger, restoresAsked }: WebEdges, account: AccountId): Promise<string> {
  const [points, runs, requests, asked] = await Promise.all([
    ledger.points(account),
    ledger.runs(account, 3),
    ledger.requestsMark(account),
    restoresAsked(account),
  ])
  return JSON.stringify([
    points.map(point => point.number),
    runs.map(run => [run.id, run.state, run.progress]),
    requests,
    asked,
  ])
}

/** By type, of those that are wished for. Asked of the methods themselves, so that the strings are the same. */
async function states(
  { reading }: WebEdges,
  account: AccountId,
  types: ReadonlySet<string>,
): Promise<Record<string, string>> {
  const accountId = controlId(account)
  const names = ['RestorePoint', 'BackupRun', 'RestoreRequest'].filter(
    name => types.has('*') || types.has(name),
  )
  if (names.length === 0) return {}
  const request = {
    using: [CORE, TIME_MACHINE],
    methodCalls: names.map(name => [`${name}/get`, { accountId, ids: [] }, name]),
  }
  const answer = await reading.jmap(account, Buffer.from(JSON.stringify(request)))
  const responses: [string, { state?: string }, string][] = JSON.parse(answer.body).methodResponses ?? []
  return Object.fromEntries(responses.flatMap(([, { state }, name]) => (state ? [[name, state]] : [])))
}
