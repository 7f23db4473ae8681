import type { Ask } from './web-world.ts'

/**
 * 'owner' is signed in at the mailbox page; 'elsewhere' is an admin of another mail domain, 'domain' of this one;
 * 'operator' of all; 'revoked' was signed in as an operator and is out by now.
 */
export const adminVisitors = ['nobody', 'owner', 'revoked', 'elsewhere', 'domain', 'operator'] as const
export type AdminVisitor = (typeof adminVisitors)[number]
type Statuses = Record<AdminVisitor, number>

export interface AdminThings {
  account: string
  address: string
  point: number
  request: string
  draft: string
  run: number
}

const all = (status: number): Statuses => ({
  ...{ nobody: status, owner: status, revoked: status },
  ...{ elsewhere: status, domain: status, operator: status },
})
/** Lists, which are narrowed to what is one's own. */
const lists = (status: number) => ({ ...all(401), elsewhere: status, domain: status, operator: status })
/** What is of one mail domain. */
const ours = (status: number) => ({ ...all(401), elsewhere: 404, domain: status, operator: status })
const operators = (status: number) => ({ ...all(401), elsewhere: 403, domain: 403, operator: status })

/** Requests by the route they belong to: who gets what. Nobody but admins reaches any of it, and a wrong code does nothing. */
export function adminTable({
  account,
  address,
  point,
  request,
  draft,
  run,
}: AdminThings): Record<string, [path: string, ask: Ask, wanted: Statuses][]> {
  const post = (body: unknown = {}): Ask => ({ body })
  const wrongCode = '000000'
  const token = 'A'.repeat(43)
  const wish = { point, only: null, target: { kind: 'in-place' }, moved: false, binned: false }
  const api = '/api/admin'
  return {
    'GET /admin': [['/admin', {}, all(200)]],
    'GET /admin/welcome': [['/admin/welcome', {}, all(200)]],
    'GET /admin/:part{[a-z]+}': [['/admin/accounts', {}, all(200)]],
    'GET /admin/requests/:id{[a-z0-9]+}': [[`/admin/requests/${request}`, {}, all(200)]],
    'GET /access': [['/access', {}, all(200)]],
    'POST /api/access': [
      ['/api/access', post({ token }), all(404)],
      ['/api/access', post(), all(400)],
    ],
    'POST /api/admin/sign-in': [
      [`${api}/sign-in`, post(), all(400)],
      [`${api}/sign-in`, post({ name: 'nobody', password: 'x', code: wrongCode }), all(401)],
    ],
    'POST /api/admin/welcome': [[`${api}/welcome`, post({ token }), all(404)]],
    'POST /api/admin/welcome/code': [
      [`${api}/welcome/code`, post({ token, password: 'correct horse battery', code: wrongCode }), all(404)],
    ],
    'GET /api/admin/me': [[`${api}/me`, {}, all(200)]],
    'GET /api/admin/sessions': [[`${api}/sessions`, {}, lists(200)]],
    'POST /api/admin/sessions/revoke': [
      [`${api}/sessions/revoke`, post({ id: 'f'.repeat(32) }), lists(404)],
      [`${api}/sessions/revoke`, post({ id: '' }), lists(404)],
    ],
    'POST /api/admin/password': [
      [`${api}/password`, post({ password: 'x', next: 'another horse battery' }), lists(400)],
    ],
    'GET /api/admin/requests': [[`${api}/requests?state=waiting`, {}, lists(200)]],
    'GET /api/admin/requests/:id': [
      [`${api}/requests/${request}`, {}, ours(200)],
      [`${api}/requests/${draft}`, {}, lists(404)],
      [`${api}/requests/q${'0'.repeat(24)}`, {}, lists(404)],
    ],
    'POST /api/admin/requests/:id/:act{confirm|reject|cancel|undo}': [
      [`${api}/requests/${request}/reject`, post(), ours(400)],
      [`${api}/requests/${request}/confirm`, post(), ours(202)],
      [`${api}/requests/${request}/cancel`, post(), ours(202)],
      [`${api}/requests/${request}/undo`, post(), ours(202)],
      [`${api}/requests/${draft}/confirm`, post(), lists(404)],
    ],
    'GET /api/admin/points': [[`${api}/points?address=${address}`, {}, lists(200)]],
    'POST /api/admin/restores': [
      [`${api}/restores`, post({ address, ...wish }), ours(202)],
      [`${api}/restores`, post({ address: `x${address}`, ...wish }), lists(404)],
      [`${api}/restores`, post({ address, ...wish, point: 999_999 }), ours(400)],
    ],
    'POST /api/admin/restores/:id/file': [
      [`${api}/restores/${draft}/file`, post(), lists(404)],
      [`${api}/restores/${request}/file`, post(), ours(409)],
    ],
    'GET /api/admin/accounts': [
      [`${api}/accounts`, {}, lists(200)],
      [`${api}/accounts?domain=yester.example&state=paused&after=a&search=%25`, {}, lists(200)],
    ],
    'POST /api/admin/accounts': [
      [`${api}/accounts`, post({ addresses: [address] }), { ...lists(202), elsewhere: 400 }],
      [`${api}/accounts`, post({ addresses: ['a@nowhere.example'] }), lists(400)],
    ],
    'POST /api/admin/accounts/:id/:act{backup|pause|resume|release|keep|plan|remove|access-end|access}': [
      [`${api}/accounts/${account}/backup`, post(), ours(202)],
      [`${api}/accounts/${account}/pause`, post(), ours(202)],
      [`${api}/accounts/${account}/resume`, post(), ours(202)],
      [`${api}/accounts/${account}/release`, post(), ours(202)],
      [`${api}/accounts/${account}/keep`, post(), ours(202)],
      [`${api}/accounts/${account}/plan`, post({ plan: null }), ours(202)],
      [`${api}/accounts/${account}/remove`, post({ address, code: wrongCode }), ours(401)],
      [`${api}/accounts/${account}/access`, post({ code: wrongCode }), ours(401)],
      [`${api}/accounts/${account}/access-end`, post({ id: 'f'.repeat(64) }), lists(404)],
      [`${api}/accounts/aaaaaaaaaaaaaaaa/backup`, post(), lists(404)],
    ],
    'GET /api/admin/runs': [[`${api}/runs?night=2026-11-14&state=failed`, {}, lists(200)]],
    'POST /api/admin/runs/:id/retry': [
      [`${api}/runs/${run}/retry`, post(), ours(202)],
      [`${api}/runs/999999/retry`, post(), lists(404)],
      [`${api}/runs/x/retry`, post(), lists(404)],
    ],
    'GET /api/admin/storage': [[`${api}/storage`, {}, lists(200)]],
    'GET /api/admin/domains': [[`${api}/domains`, {}, lists(200)]],
    'GET /api/admin/audit': [[`${api}/audit?account=${account}`, {}, lists(200)]],
    'GET /api/admin/audit/check': [[`${api}/audit/check`, {}, operators(200)]],
    'GET /api/admin/billing.csv': [
      [`${api}/billing.csv?since=2026-01-01`, {}, lists(200)],
      [`${api}/billing.csv?since=x`, {}, lists(400)],
      [`${api}/billing.csv?since=2026-02-31`, {}, lists(400)],
    ],
    // The last, because it ends the session.
    'POST /api/admin/sign-out': [[`${api}/sign-out`, post(), all(204)]],
  }
}

/** The routes of the panel, as the router writes them. */
export const adminRouteNames = Object.keys(
  adminTable({ account: '', address: '', point: 0, request: '', draft: '', run: 0 }),
)
