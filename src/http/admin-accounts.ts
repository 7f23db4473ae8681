import { z } from 'zod'
import type { Account } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import { type Access, looksAfter, scopeOf } from '../domain/admin.ts'
import { ACCESS_MS, type AdminAct, MOST_ENROLLED } from '../domain/admin-ask.ts'
import { eraseTime } from '../domain/closed.ts'
import type { AccountsWish, PanelAccount } from '../domain/panel.ts'
import { Refusal } from '../domain/refusal.ts'
import { sha256Of } from '../formats/sha256.ts'
import { provesCode } from '../open/admin-sign-in.ts'
import { openLink } from './access.ts'
import { PAGE } from './admin-page.ts'
import { adminOf, heldDomains, ledgerOf } from './admin-web.ts'
import type { AccessLink, AdminAccount, AdminAccounts, Asked } from './admin-wire.ts'
import { notFound } from './errors.ts'
import { jsonOf } from './json-body.ts'
import type { WebContext, WebEdges } from './web.ts'

/** GET /api/admin/accounts?search=&state=&domain=&after=: by address. */
export async function getAccounts(edges: WebEdges, c: WebContext): Promise<Response> {
  const ledger = ledgerOf(edges.admin)
  const { search = '', state, domain, after = null } = c.req.query()
  const found = await ledger.panelAccounts({
    ...{ domains: narrowed(c, domain), search: search.trim().slice(0, 320), after },
    state: STATES.find(one => one === state) ?? null,
    behind: edges.now() - DAY,
    limit: PAGE,
  })
  const held = await heldDomains(ledger)
  const links = Map.groupBy(await ledger.accesses(null, edges.now()), one => one.account)
  return c.json({
    accounts: found.map(one => shown(edges, one, held, links.get(one.id) ?? [])),
    next: found.length === PAGE ? (found.at(-1)?.address ?? null) : null,
  } satisfies AdminAccounts)
}

/** POST /api/admin/accounts: to be backed up from now on; who has to give a password waits for their first sign-in. */
export async function postAccounts(edges: WebEdges, c: WebContext): Promise<Response> {
  const { addresses } = await jsonOf(c, ENROL, `{"addresses": ["…"]}, at most ${MOST_ENROLLED}`)
  const found = addresses.map(typed => canonicalAddress(typed, edges.admin.servers))
  const wrong = addresses.find((_, i) => {
    const one = found[i]
    return !one || !looksAfter(adminOf(c), one.domain)
  })
  if (wrong !== undefined)
    throw new Refusal('bad-address', `"${wrong}" is not a mail address of a domain you look after.`, {
      address: wrong,
    })
  return asked(edges, c, { act: 'enrol', addresses: found.flatMap(one => one?.address ?? []) })
}

/** POST /api/admin/accounts/:id/backup, pause, resume, release, keep, plan, remove, access, access-end. */
export async function postAccountAct(edges: WebEdges, c: WebContext): Promise<Response> {
  const account = await accountOf(edges, c, c.req.param('id') ?? '')
  const act = c.req.param('act') ?? ''
  switch (act) {
    case 'backup':
    case 'pause':
    case 'resume':
    case 'release':
    case 'keep':
      await jsonOf(c, z.strictObject({}), '{}')
      return asked(edges, c, { act, account: account.id })
    case 'plan': {
      const { plan } = await jsonOf(c, PLAN, '{"plan": "…"}, or null for that of its domain')
      if (plan !== null && !edges.admin.plans.has(plan))
        throw new Refusal('no-plan', `There is no plan "${plan}".`, { plan })
      return asked(edges, c, { act, account: account.id, plan })
    }
    case 'remove':
      return remove(edges, c, account)
    case 'access':
      return access(edges, c, account)
    case 'access-end':
      return endAccess(edges, c, account)
    default:
      throw notFound()
  }
}

/** POST /api/admin/runs/:id/retry: another run for the account of that one. */
export async function postRetry(edges: WebEdges, c: WebContext): Promise<Response> {
  await jsonOf(c, z.strictObject({}), '{}')
  const id = c.req.param('id') ?? ''
  const run = /^\d{1,15}$/.test(id) ? await ledgerOf(edges.admin).accountOfRun(Number(id)) : null
  const account = await accountOf(edges, c, run ?? '')
  return asked(edges, c, { act: 'backup', account: account.id })
}

const DAY = 24 * 3_600_000
const STATES: readonly NonNullable<AccountsWish['state']>[] = [
  ...(['active', 'needs-sign-in', 'gone', 'paused', 'behind', 'alarm'] as const),
]
const ENROL = z.strictObject({ addresses: z.array(z.string().max(320)).min(1).max(MOST_ENROLLED) })
const PLAN = z.strictObject({ plan: z.string().max(100).nullable() })
const REMOVE = z.strictObject({ address: z.string().max(320), code: z.string().max(100) })
const CODE = z.strictObject({ code: z.string().max(100) })

// What cannot be taken back needs the second factor once more, and the address typed again.
async function remove(edges: WebEdges, c: WebContext, account: Account): Promise<Response> {
  const { address, code } = await jsonOf(c, REMOVE, '{"address": "…", "code": "123456"}')
  if (address.trim().toLowerCase() !== account.address.toLowerCase())
    throw new Refusal('not-confirmed', 'Nothing was removed: the address is another one.')
  await provesCode(edges.admin, adminOf(c), code, c.get('ip'))
  return asked(edges, c, { act: 'remove', account: account.id })
}

async function access(edges: WebEdges, c: WebContext, account: Account): Promise<Response> {
  const { code } = await jsonOf(c, CODE, '{"code": "123456"}')
  await provesCode(edges.admin, adminOf(c), code, c.get('ip'))
  const token = Buffer.from(edges.admin.random(32)).toString('base64url')
  const until = edges.now() + ACCESS_MS
  const hash = sha256Of(Buffer.from(token))
  await askFor(edges, c, { act: 'access', account: account.id, hash, until })
  return c.json({ url: `${c.get('origin')}/access#${token}`, until } satisfies AccessLink)
}

// Whoever may give a link may withdraw it, whichever admin gave it.
async function endAccess(edges: WebEdges, c: WebContext, { id: account }: Account): Promise<Response> {
  const { id: hash } = await jsonOf(c, z.strictObject({ id: z.string().max(64) }), '{"id": "…"}')
  if ((await ledgerOf(edges.admin).access(hash))?.account !== account) throw notFound()
  await edges.admin.desk.endAccess(hash, edges.now())
  return asked(edges, c, { act: 'access-end', account, hash })
}

async function accountOf(edges: WebEdges, c: WebContext, id: string): Promise<Account> {
  const admin = adminOf(c)
  const account = await ledgerOf(edges.admin).account(id)
  if (!account || !looksAfter(admin, account.domain)) throw notFound()
  return account
}

async function asked(edges: WebEdges, c: WebContext, act: AdminAct): Promise<Response> {
  return c.json({ asked: await askFor(edges, c, act) } satisfies Asked, 202)
}

function askFor(edges: WebEdges, c: WebContext, act: AdminAct): Promise<number> {
  return edges.admin.desk.askFor({ kind: 'admin', by: adminOf(c).name, at: edges.now(), ...act })
}

// One domain of those this admin looks after, or all of them; one of another's shows nothing.
function narrowed(c: WebContext, domain: string | undefined): readonly string[] | null {
  const admin = adminOf(c)
  if (!domain) return scopeOf(admin)
  return looksAfter(admin, domain) ? [domain] : []
}

function shown(
  { admin, now }: WebEdges,
  one: PanelAccount,
  held: ReadonlySet<string>,
  links: readonly Access[],
): AdminAccount {
  const { id, address, domain, zone, state, pausedAt, erasingAt, plan, createdAt, newestGood } = one
  const { messages, bytes, run, failures, problem, alarms, closed, removalRefused: refused } = one
  const removalRefused = refused && refused.at > now() - DAY ? refused.most : null
  const eraseAt = closed && eraseTime(closed, admin.servers.get(domain)?.eraseClosedAfter, now())
  return {
    ...{ id, address, domain, zone, state, pausedAt, erasingAt, plan, createdAt, newestGood },
    ...{ messages, bytes, run, failures, problem, alarms, held: held.has(domain), removalRefused },
    ...{ closedAt: closed?.closedAt ?? null, eraseAt, kept: closed !== null && closed.keptAt !== null },
    links: links.map(openLink),
  }
}
