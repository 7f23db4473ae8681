import { scopeOf } from '../domain/admin.ts'
import { addDays, instantOf, isDay, localDay } from '../domain/day.ts'
import type { PanelRun } from '../domain/panel.ts'
import type { Problem } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { policyOf } from '../domain/restore-policy.ts'
import { billingCsv } from '../formats/billing-csv.ts'
import { afterOf, PAGE } from './admin-page.ts'
import { adminOf, heldDomains, ledgerOf } from './admin-web.ts'
import type {
  AdminAudit,
  AdminDomains,
  AdminProblem,
  AdminRun,
  AdminRuns,
  AdminStorage,
} from './admin-wire.ts'
import type { WebContext, WebEdges } from './web.ts'

/** GET /api/admin/runs?night=&state=&after=: newest first; without a night the newest that has runs. */
export async function getRuns(edges: WebEdges, c: WebContext): Promise<Response> {
  const { admin, now } = edges
  const ledger = ledgerOf(admin)
  const domains = scopeOf(adminOf(c))
  const today = localDay(now(), admin.zone)
  const nights = await ledger.panelNights(domains, addDays(today, -14))
  const asked = c.req.query('night')
  const night = asked === undefined ? (nights[0]?.night ?? today) : dayOf(asked)
  if (night === null) throw new Refusal('bad-request', 'Name a night, for example night=2026-11-01.')
  const state = RUN_STATES.find(one => one === c.req.query('state')) ?? null
  if (state === null && c.req.query('state'))
    throw new Refusal('bad-request', `There are runs ${RUN_STATES.join(', ')}.`)
  const runs = await ledger.panelRuns(domains, night, state, afterOf(c), PAGE)
  return c.json({
    ...{ night, nights, runs: runs.map(shown) },
    next: runs.length === PAGE ? (runs.at(-1)?.id ?? null) : null,
  } satisfies AdminRuns)
}

/** GET /api/admin/storage. Kept for ten minutes: it goes through the points of a month (10,000 accounts: 0.3 s). */
export function openStorage(edges: WebEdges) {
  const kept = new Map<string, { at: number; answer: AdminStorage }>()
  return async (c: WebContext): Promise<Response> => {
    const domains = scopeOf(adminOf(c))
    const key = JSON.stringify(domains)
    const before = kept.get(key)
    if (before && Math.abs(edges.now() - before.at) < KEPT) return c.json(before.answer)
    const answer = await storage(edges, domains)
    for (const [old, { at }] of kept) if (edges.now() - at > KEPT) kept.delete(old)
    kept.set(key, { at: edges.now(), answer })
    return c.json(answer)
  }
}

/** GET /api/admin/domains: those this admin looks after, and what holds there. */
export async function getDomains({ admin }: WebEdges, c: WebContext): Promise<Response> {
  const ledger = ledgerOf(admin)
  const scope = scopeOf(adminOf(c))
  const counts = new Map((await ledger.accountsByDomain()).map(one => [one.domain, one]))
  const admins = await ledger.admins()
  const held = await heldDomains(ledger)
  const servers = [...admin.servers.values()].filter(one => scope === null || scope.includes(one.domain))
  return c.json({
    plans: [...admin.plans.keys()],
    domains: servers.map(server => {
      const { domain, host, enrol, plan, master, oauth } = server
      const deciders = admins.filter(one => one.role === 'operator' || one.domains.includes(domain))
      const { accounts = 0, paused = 0 } = counts.get(domain) ?? {}
      return {
        ...{ domain, host, enrol, plan, accounts, paused, held: held.has(domain) },
        signIn: master ? 'master' : oauth ? 'oauth' : 'passwords',
        admins: deciders.map(one => one.name),
        restore: policyOf(server, deciders.length > 0),
      }
    }),
  } satisfies AdminDomains)
}

/** GET /api/admin/audit?account=&after=: newest first; a domain's admin sees what is of its accounts. */
export async function getAudit({ admin }: WebEdges, c: WebContext): Promise<Response> {
  const { account = null } = c.req.query()
  const entries = await ledgerOf(admin).panelAudit(scopeOf(adminOf(c)), account, afterOf(c), PAGE)
  const next = entries.length === PAGE ? (entries.at(-1)?.id ?? null) : null
  return c.json({ entries, next } satisfies AdminAudit)
}

/** GET /api/admin/billing.csv?since=2026-01-01. */
export async function getBilling({ admin }: WebEdges, c: WebContext): Promise<Response> {
  const asked = c.req.query('since')
  const since = dayOf(asked)
  if (asked !== undefined && since === null)
    throw new Refusal('bad-request', 'Name a day, for example since=2026-11-01.')
  const from = since === null ? 0 : instantOf(since, '00:00', admin.zone)
  const bills = await ledgerOf(admin).billing(from, scopeOf(adminOf(c)))
  return c.body(billingCsv(bills, admin.zone), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="restores.csv"',
  })
}

const KEPT = 10 * 60_000
const RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const

async function storage(
  { admin, now, disk }: WebEdges,
  domains: readonly string[] | null,
): Promise<AdminStorage> {
  const ledger = ledgerOf(admin)
  const today = localDay(now(), admin.zone)
  const days = await ledger.growth(domains, addDays(today, -31))
  // Today is not over, and what lies on disk from the first copies will not come again.
  const from = addDays(today, -14)
  const lately = days.filter(({ day }) => day >= from && day < today)
  const began = lately[0]?.day
  const span = began === undefined ? 1 : daysBetween(began, today)
  const perDay = lately.reduce((sum, one) => sum + one.bytes - one.first, 0) / span
  const free = domains === null ? await disk() : null
  return {
    ...(await ledger.stored(domains)),
    ...{ days: days.map(({ day, messages, bytes }) => ({ day, messages, bytes })), perDay, disk: free },
    fullInDays: free && perDay > 0 ? Math.floor(free.freeBytes / perDay) : null,
  }
}

function daysBetween(from: string, to: string): number {
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))
}

function shown({ problem, point, ...run }: PanelRun): AdminRun {
  return {
    ...run,
    problem: problem && problemOf(problem),
    point: point && { ...point, problems: point.problems.map(problemOf) },
  }
}

function problemOf({ folder, uids, ...problem }: Problem): AdminProblem {
  const { code, done, of, until, held, detail } = problem
  return {
    ...{ code, folder: folder ?? null, messages: uids?.length ?? 0 },
    ...(done === undefined ? {} : { done }),
    ...(of === undefined ? {} : { of }),
    ...(until === undefined ? {} : { until }),
    ...(held === undefined ? {} : { held }),
    ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
  }
}

function dayOf(text: string | undefined): string | null {
  return text !== undefined && isDay(text) ? text : null
}
