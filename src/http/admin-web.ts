import { createHash } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import type { Account } from '../domain/account.ts'
import type { Access, Admin } from '../domain/admin.ts'
import type { AdminAsk } from '../domain/admin-ask.ts'
import type { Alarm } from '../domain/alarm.ts'
import type { Ask } from '../domain/ask.ts'
import type { AuditCheck } from '../domain/audit.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type {
  AccountsWish,
  Billed,
  PanelAccount,
  PanelAudit,
  PanelDay,
  PanelNight,
  PanelRun,
} from '../domain/panel.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Point, Run } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestState, RestoreRequest } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'
import type { PasswordDesk } from '../open/admin-password.ts'
import type { AdminDesk, AdminLedger, AdminWorld } from '../open/admin-sign-in.ts'
import type { Guard, WebContext, WebSettings } from './web.ts'

/** What the admins' panel is given of the outside. */
export interface AdminEdges extends Omit<AdminWorld, 'ledger' | 'desk'> {
  /** null while there is no ledger yet, or none of this version */
  ledger(): PanelLedger | null
  desk: PanelDesk
  servers: ReadonlyMap<string, MailServer>
  plans: ReadonlyMap<string, Plan>
  /** IANA name, of days in lists */
  zone: string
}

export interface PanelLedger extends AdminLedger {
  admins(): Promise<Admin[]>
  access(hash: string): Promise<Access | null>
  accesses(account: AccountId | null, now: number): Promise<Access[]>
  account(id: string): Promise<Account | null>
  accountByAddress(address: string): Promise<Account | null>
  points(id: string): Promise<Point[]>
  alarms(): Promise<Pick<Alarm, 'kind' | 'about' | 'account'>[]>
  request(id: string): Promise<RestoreRequest | null>
  requestsForAdmins(
    domains: readonly string[] | null,
    states: readonly RequestState[],
    after: number | null,
    limit: number,
  ): Promise<RestoreRequest[]>
  pointTimes(numbers: readonly number[]): Promise<Map<number, number>>
  requestCounts(domains: readonly string[] | null): Promise<{ state: RequestState; count: number }[]>
  panelAccounts(wish: AccountsWish): Promise<PanelAccount[]>
  panelRuns(
    domains: readonly string[] | null,
    night: string,
    state: Run['state'] | null,
    before: number | null,
    limit: number,
  ): Promise<PanelRun[]>
  panelNights(domains: readonly string[] | null, since: string): Promise<PanelNight[]>
  accountOfRun(id: number): Promise<AccountId | null>
  growth(domains: readonly string[] | null, since: string): Promise<PanelDay[]>
  stored(domains: readonly string[] | null): Promise<{ messages: number; bytes: number }>
  accountsByDomain(): Promise<{ domain: string; accounts: number; paused: number }[]>
  panelAudit(
    domains: readonly string[] | null,
    account: AccountId | null,
    before: number | null,
    limit: number,
  ): Promise<PanelAudit[]>
  checkAudit(): Promise<AuditCheck>
  billing(since: number, domains: readonly string[] | null): Promise<Billed[]>
}

export interface PanelDesk extends AdminDesk, PasswordDesk {
  addAdminSession(given: Omit<StoredSession, 'created' | 'used'> & { at: number }): Promise<void>
  adminSession(hash: Uint8Array): Promise<StoredSession | null>
  adminSessions(name: string): Promise<StoredSession[]>
  touchAdminSession(hash: Uint8Array, at: number): Promise<void>
  endAdminSession(hash: Uint8Array): Promise<void>
  sweepAdminSessions(now: number, idleSince: number): Promise<void>
  useAccess(hash: string, at: number): Promise<boolean>
  endAccess(hash: string, at: number): Promise<void>
  /** the number of the ask */
  askFor(ask: AdminAsk | RestoreAsk | Ask): Promise<number>
  waitingAbout(id: string): Promise<unknown[]>
}

interface StoredSession {
  hash: Uint8Array
  name: string
  epoch: number
  created: number
  used: number
  ends: number
  ip: string
  agent: string
}

/** An admin who is signed in. */
export interface OpenAdmin {
  admin: Admin
  /** milliseconds since 1970 */
  ends: number
  hash: Uint8Array
}

/** Milliseconds without anything done after which a session is over, and after which it is over whatever happens. */
export const ADMIN_IDLE = 15 * 60_000
const ADMIN_ENDS = 8 * 3_600_000

/** The ledger; refused while there is none. */
export function ledgerOf({ ledger }: AdminEdges): PanelLedger {
  const found = ledger()
  if (found) return found
  throw new Refusal(
    'worker-not-running',
    'The part of Yestermail that takes the backups has not run yet. Start it with "yestermail work".',
  )
}

/** Who of the admins is it, if any. The token is known by its SHA-256 alone. */
export function knowsAdmin(edges: { admin: AdminEdges }, { https }: WebSettings): Guard {
  return async (c, next) => {
    c.set('admin', await openAdmin(edges.admin, getCookie(c, adminCookie(https))))
    await next()
  }
}

/** For admins alone; `role` 'operator': for operators alone. Refusals: 'signed-out', 'no-right'. */
export function isAdmin(role: 'any' | 'operator' = 'any'): Guard {
  return async (c, next) => {
    if (role === 'operator' && adminOf(c).role !== 'operator')
      throw new Refusal('no-right', 'Only an operator may do this.')
    adminOf(c)
    await next()
  }
}

/** The admin of a request. Refusal 'signed-out'. */
export function adminOf(c: WebContext): Admin {
  const open = c.get('admin')
  if (!open) throw new Refusal('signed-out', 'You are signed out. Sign in again.')
  return open.admin
}

/** A session begins; when it ends, milliseconds. */
export async function beginAdmin(
  { desk, now, random }: AdminEdges,
  { https }: WebSettings,
  c: WebContext,
  { name, epoch }: Admin,
): Promise<number> {
  const at = now()
  const token = Buffer.from(random(32)).toString('base64url')
  const ends = at + ADMIN_ENDS
  const agent = (c.req.header('User-Agent') ?? '').slice(0, 200)
  await desk.sweepAdminSessions(at, at - ADMIN_IDLE)
  await desk.addAdminSession({ hash: hashOf(token), name, epoch, at, ends, ip: c.get('ip'), agent })
  const old = c.get('admin')
  if (old) await desk.endAdminSession(old.hash)
  setCookie(c, adminCookie(https), token, { path: '/', httpOnly: true, secure: https, sameSite: 'Strict' })
  c.header('Clear-Site-Data', '"cache"')
  return ends
}

/** See cookieName in guards.ts. */
export function adminCookie(https: boolean): string {
  return https ? '__Host-yestermail-admin' : 'yestermail-admin'
}

async function openAdmin(
  { desk, ledger, now }: AdminEdges,
  token: string | undefined,
): Promise<OpenAdmin | null> {
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return null
  const hash = hashOf(token)
  const session = await desk.adminSession(hash)
  const at = now()
  if (!session || session.ends <= at || session.used + ADMIN_IDLE <= at) return null
  const admin = await ledger()?.admin(session.name)
  // Removed, or given a new link since.
  if (!admin || admin.epoch !== session.epoch) return null
  if (at - session.used >= 60_000) await desk.touchAdminSession(hash, at)
  return { admin, ends: session.ends, hash }
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

/** Mail domains whose server refuses everybody or answers nobody, so that their accounts are not tried. */
export async function heldDomains(ledger: Pick<PanelLedger, 'alarms'>): Promise<Set<string>> {
  const open = await ledger.alarms()
  return new Set(
    open
      .filter(one => one.account === null && (one.kind === 'all-refused' || one.kind === 'server-down'))
      .map(one => one.about),
  )
}
