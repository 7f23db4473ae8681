import { z } from 'zod'
import type { Account } from '../domain/account.ts'
import { canonicalAddress, domainOf } from '../domain/address.ts'
import { looksAfter, scopeOf } from '../domain/admin.ts'
import { askedDraft } from '../domain/asked-draft.ts'
import { isFolderPath } from '../domain/folder-path.ts'
import type { Language } from '../domain/language.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Actor, RequestState, RestoreRequest, RestoreWish } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'
import { afterOf, PAGE } from './admin-page.ts'
import { adminOf, ledgerOf } from './admin-web.ts'
import type { AdminPoints, AdminRequest, AdminRequests, Asked } from './admin-wire.ts'
import { notFound } from './errors.ts'
import { jsonOf } from './json-body.ts'
import type { WebContext, WebEdges } from './web.ts'

/** GET /api/admin/requests?state=&after=: newest first, drafts left out. */
export async function getRequests(edges: WebEdges, c: WebContext): Promise<Response> {
  const domains = scopeOf(adminOf(c))
  const asked = c.req.query('state')?.split(',')
  const states = FILED.filter(state => asked === undefined || asked.includes(state))
  const ledger = ledgerOf(edges.admin)
  const found = await ledger.requestsForAdmins(domains, states, afterOf(c), PAGE)
  const counts = Object.fromEntries(
    (await ledger.requestCounts(domains)).map(({ state, count }) => [state, count]),
  )
  return c.json({
    requests: await shown(edges, found),
    next: found.length === PAGE ? (found.at(-1)?.number ?? null) : null,
    counts,
  } satisfies AdminRequests)
}

/** GET /api/admin/requests/:id: also a draft of one's own, from the moment it was asked for. */
export async function getRequest(edges: WebEdges, c: WebContext): Promise<Response> {
  const { request, account, waiting } = await requestOf(edges, c)
  const found = request ?? (waiting && askedDraft(waiting, account.address))
  if (!found) throw notFound()
  const [one] = await shown(edges, [found])
  if (!one) throw notFound()
  return c.json(one satisfies AdminRequest)
}

/** GET /api/admin/points?address=: what can be restored for somebody, newest first. */
export async function getPoints(edges: WebEdges, c: WebContext): Promise<Response> {
  const ledger = ledgerOf(edges.admin)
  const typed = canonicalAddress(c.req.query('address') ?? '', edges.admin.servers)
  const account = typed && (await ledger.accountByAddress(typed.address))
  const isOurs = account && looksAfter(adminOf(c), account.domain)
  const points = isOurs ? await ledger.points(account.id) : []
  const listed = points.map(({ number, takenAt, status, messages }) => ({
    ...{ number, takenAt, status, messages },
  }))
  return c.json({ points: listed } satisfies AdminPoints)
}

/** POST /api/admin/requests/:id/confirm, reject, cancel, undo. */
export async function postRequestAct(edges: WebEdges, c: WebContext): Promise<Response> {
  const { reason } = await jsonOf(c, REASON, '{}, or {"reason": "…"} to reject')
  const { request } = await requestOf(edges, c)
  if (!request || isDraft(request.state)) throw notFound()
  const head = { ...{ id: request.id, account: request.account }, by: actor(c), at: edges.now() }
  const act = c.req.param('act')
  if (act === 'cancel' || act === 'undo') return asked(edges, c, { kind: `restore-${act}`, ...head })
  if (request.state !== 'waiting')
    throw new Refusal('not-waiting', 'Nobody has to decide about this request (any more).')
  if (act === 'reject' && !reason?.trim())
    throw new Refusal('no-reason', 'Say why: the owner is told the reason.')
  const decision = act === 'reject' ? 'reject' : 'confirm'
  return asked(edges, c, { kind: 'restore-decide', ...head, decision, reason: reason?.trim() || null })
}

/** POST /api/admin/restores: a dry run for somebody. */
export async function postRestore(edges: WebEdges, c: WebContext): Promise<Response> {
  const body = await jsonOf(
    c,
    RESTORE,
    '{"address": "…", "point": 142, "only": null, "target": {"kind": "in-place"}, "moved": false, "binned": false}',
  )
  const ledger = ledgerOf(edges.admin)
  const typed = canonicalAddress(body.address, edges.admin.servers)
  const account = typed && (await ledger.accountByAddress(typed.address))
  if (!account || !looksAfter(adminOf(c), account.domain)) throw notFound()
  if (!(await ledger.points(account.id)).some(point => point.number === body.point))
    throw new Refusal('no-point', `${account.address} has no backup #${body.point} (any more).`, {
      point: body.point,
    })
  const { point, only, target, moved, binned } = body
  const wish: RestoreWish = { what: [{ point, only }], target, moved, binned }
  const id = `q${Array.from(edges.admin.random(24), octet => (octet % 36).toString(36)).join('')}`
  const language: Language = edges.admin.servers.get(account.domain)?.language ?? adminOf(c).language
  await edges.admin.desk.askFor({
    ...{ kind: 'restore-plan', id, account: account.id, wish, by: actor(c), language, at: edges.now() },
  })
  return c.json({ id }, 202)
}

/** POST /api/admin/restores/:id/file: exactly the plan that was shown is carried out. */
export async function postRestoreFile(edges: WebEdges, c: WebContext): Promise<Response> {
  const { note } = await jsonOf(c, NOTE, '{}, or {"note": "…"}')
  const { request } = await requestOf(edges, c)
  if (!request) throw notFound()
  if (request.state !== 'planned')
    throw new Refusal('not-planned', 'This is not a request that was compared and waits to be sent.')
  const { id, account } = request
  return asked(edges, c, {
    ...{ kind: 'restore-file', id, account, by: actor(c), note: note?.trim() || null, at: edges.now() },
  })
}

const FILED: readonly RequestState[] = [
  ...(['waiting', 'confirmed', 'running', 'done', 'partial', 'failed', 'cancelled'] as const),
  ...(['rejected', 'expired', 'withdrawn', 'undoing', 'undone'] as const),
]
const TARGET = z.union([
  z.strictObject({ kind: z.enum(['in-place', 'beside']) }),
  // A control character in a folder's name could end an IMAP command.
  z.strictObject({ kind: z.literal('folder'), path: z.string().refine(isFolderPath) }),
])
const RESTORE = z.strictObject({
  address: z.string().max(320),
  point: z.int().positive(),
  only: z.enum(['inbox']).nullable(),
  target: TARGET,
  moved: z.boolean(),
  binned: z.boolean(),
})
const REASON = z.strictObject({ reason: z.string().max(1000).optional() })
const NOTE = z.strictObject({ note: z.string().max(1000).nullish() })

async function asked(edges: WebEdges, c: WebContext, ask: RestoreAsk): Promise<Response> {
  return c.json({ asked: await edges.admin.desk.askFor(ask) } satisfies Asked, 202)
}

function actor(c: WebContext): Actor {
  return { kind: 'admin', name: adminOf(c).name }
}

// The request and its account, when it is this admin's to see; null for one that `work` has not taken up yet.
async function requestOf(
  edges: WebEdges,
  c: WebContext,
): Promise<{ request: RestoreRequest | null; account: Account; waiting: PlanAsk | null }> {
  const ledger = ledgerOf(edges.admin)
  const admin = adminOf(c)
  // The ask first: taken up between the two it would be in neither.
  const waiting = await planAsk(edges, c)
  const request = await ledger.request(c.req.param('id') ?? '')
  const account = await ledger.account(request?.account ?? waiting?.account ?? '')
  if (!account || !looksAfter(admin, account.domain)) throw notFound()
  const isOwn = request?.by.kind === 'admin' && request.by.name === admin.name
  if (request && isDraft(request.state) && !isOwn) throw notFound()
  return { request, account, waiting }
}

type PlanAsk = Extract<RestoreAsk, { kind: 'restore-plan' }>

async function planAsk(edges: WebEdges, c: WebContext): Promise<PlanAsk | null> {
  const found = (await edges.admin.desk.waitingAbout(c.req.param('id') ?? '')) as RestoreAsk[]
  const plan = found.find(ask => ask.kind === 'restore-plan')
  const isOwn = plan?.by.kind === 'admin' && plan.by.name === adminOf(c).name
  return isOwn ? plan : null
}

// Ids of emails say nothing to an admin, and there may be a hundred thousand.
async function shown({ admin }: WebEdges, requests: readonly RestoreRequest[]): Promise<AdminRequest[]> {
  const times = await ledgerOf(admin).pointTimes(requests.map(one => one.point))
  return requests.map(({ wish, ...request }) => ({
    ...request,
    wish: {
      ...wish,
      what: wish.what.map(one => ('ids' in one ? { point: one.point, emails: one.ids.length } : one)),
    },
    domain: domainOf(request.address),
    pointTakenAt: times.get(request.point) ?? null,
  }))
}

function isDraft(state: RequestState): boolean {
  return state === 'planning' || state === 'planned' || state === 'unplannable'
}
