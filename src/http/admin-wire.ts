import type { AccountState } from '../domain/account.ts'
import type { AlarmKind } from '../domain/alarm.ts'
import type { AuditEntry } from '../domain/audit.ts'
import type { Language } from '../domain/language.ts'
import type { Point, Problem, Run, Trigger } from '../domain/point.ts'
import type { RequestState, RestoreRequest, RestoreTarget } from '../domain/restore.ts'
import type { OpenLink } from './wire.ts'

/**
 * The JSON of the admins' panel, types only; its page imports them. Times are milliseconds since 1970. All below
 * /api/admin. Errors are ErrorAnswer (wire.ts): 401 signed-out · 403 no-right (an operator's alone) · 404 not-found (also
 * whatever is of another admin's domains) · 503 worker-not-running. What changes something is an ask that `work` takes
 * up within a second or two: 202 Asked, and the lists show what became of it.
 *
 *   POST /sign-in         AdminSignIn → AdminMe         401 sign-in-refused · 429 too-many-tries {seconds} · 503 busy
 *   POST /sign-out        → 204
 *   POST /welcome         {token} → Welcome             404 link-over
 *   POST /welcome/code    WelcomeDone → Welcomed        404 link-over · 400 weak-password · 401 wrong-code
 *   GET  /me              → AdminMe                     always 200, signed in or not
 *   GET  /sessions        → AdminSessions
 *   POST /sessions/revoke {id} → 204
 *   POST /password        PasswordWish → 204           400 weak-password, wrong-password · 429 too-many-tries · 503 busy
 *   GET  /requests?state=waiting,running&after=N   → AdminRequests
 *   GET  /requests/:id    → AdminRequest
 *   POST /requests/:id/confirm | cancel | undo  {} → Asked        /reject  {reason} → Asked
 *   GET  /points?address=ADDRESS → AdminPoints
 *   POST /restores        RestoreFor → {id}: look at /requests/:id until it is planned
 *   POST /restores/:id/file  {note} → Asked
 *   GET  /accounts?search=&state=&domain=&after=ADDRESS → AdminAccounts   state: also "paused", "behind", "alarm"
 *   POST /accounts        {addresses: string[]} → Asked
 *   POST /accounts/:id/backup | pause | resume | release | keep {} → Asked   /plan {plan: string | null} → Asked
 *   POST /accounts/:id/remove  {address, code} → Asked            401 wrong-code
 *   POST /accounts/:id/access  {code} → AccessLink                401 wrong-code
 *   POST /accounts/:id/access-end  {id} → Asked                   404 not-found
 *   GET  /runs?night=2026-11-21&state=failed&after=ID → AdminRuns
 *   POST /runs/:id/retry  {} → Asked
 *   GET  /storage         → AdminStorage
 *   GET  /domains         → AdminDomains
 *   GET  /audit?account=&after=ID → AdminAudit
 *   GET  /audit/check     → AuditCheck of domain/audit.ts; for operators
 *   GET  /billing.csv?since=2026-01-01
 *
 *   POST /api/access (not below /api/admin)  {token} → 204, and the owner of the account is signed in   404 link-over
 */
export interface AdminSignIn {
  name: string
  password: string
  /** six figures, or one of the recovery codes */
  code: string
}

export type AdminMe = AdminSignedIn | { signedIn: false; version: string }

export interface AdminSignedIn {
  signedIn: true
  version: string
  name: string
  role: AdminRole
  /** mail domains that are this admin's to look after; an operator's are all */
  domains: string[]
  language: Language
  /** when this session ends whatever happens, and after how much idle time it ends before */
  sessionEnds: number
  sessionIdle: number
  /** recovery codes that are not used up */
  recoveryLeft: number
}

export type AdminRole = 'operator' | 'domain'

export interface Welcome {
  name: string
  role: AdminRole
  domains: string[]
  language: Language
  /** base32, to be typed into an app; the same as long as the link holds */
  secret: string
  /** otpauth://totp/… with the same secret, for a link or QR code */
  uri: string
}

export interface WelcomeDone {
  token: string
  /** 12 characters and more */
  password: string
  /** what the app shows */
  code: string
}

export interface Welcomed {
  /** shown once; each stands for a code of the app, once */
  recovery: string[]
  me: AdminSignedIn
}

export interface AdminSessions {
  sessions: {
    id: string
    /** the one that asks */
    own: boolean
    began: number
    used: number
    ends: number
    ip: string
    agent: string
  }[]
}

/** Another password in place of the own one; the admin's other sessions end. */
export interface PasswordWish {
  /** the one of before */
  password: string
  /** 12 characters and more */
  next: string
}

/** Number of the ask that was written down. */
export interface Asked {
  asked: number
}

/** A request as admins see it: which emails by number, never by what they are. */
export interface AdminRequest extends Omit<RestoreRequest, 'wish'> {
  wish: {
    what: (
      | { point: number; emails: number }
      | { point: number; folder: string; inside: boolean }
      | { point: number; only: 'inbox' | null }
    )[]
    target: RestoreTarget
    moved: boolean
    binned: boolean
  }
  domain: string
  /** when `point` was taken; null when nothing is known of it any more */
  pointTakenAt: number | null
}

export interface AdminRequests {
  requests: AdminRequest[]
  /** `after` of the next page */
  next: number | null
  /** by state, of all that this admin may see, drafts left out */
  counts: Partial<Record<RequestState, number>>
}

/** Of one account, newest first; none of an address that is not there or not this admin's. */
export interface AdminPoints {
  points: Pick<Point, 'number' | 'takenAt' | 'status' | 'messages'>[]
}

/** Ask and decide for somebody. */
export interface RestoreFor {
  address: string
  /** #142 */
  point: number
  only: 'inbox' | null
  target: RestoreTarget
  moved: boolean
  binned: boolean
}

export interface AdminAccount {
  id: string
  address: string
  domain: string
  zone: string
  state: AccountState
  /** since when its nights are paused by an admin */
  pausedAt: number | null
  /** since when all its data is to be erased */
  erasingAt: number | null
  /** since when it is closed: listed no longer, and refused by the server; null: it is open */
  closedAt: number | null
  /** when it is erased because it is closed; null: it is kept, or its domain erases none */
  eraseAt: number | null
  /** an admin wants it kept though it is closed */
  kept: boolean
  /** its removal was refused in the last 24 hours, because the panel had removed so many accounts */
  removalRefused: number | null
  /** its domain's server refuses everybody or answers nobody, so it is not tried */
  held: boolean
  /** its own; null: that of its domain */
  plan: string | null
  createdAt: number
  newestGood: number | null
  messages: number
  bytes: number
  run: Pick<Run, 'state' | 'startedAt' | 'finishedAt'> | null
  /** runs that failed since the last good one, and why the newest did */
  failures: number
  problem: Problem['code'] | null
  /** open alarms of the account; 'mail-vanished' is mass loss */
  alarms: AlarmKind[]
  /** links that open it without the mail password, or by which somebody is in now */
  links: OpenLink[]
}

export interface AdminAccounts {
  accounts: AdminAccount[]
  next: string | null
}

export interface AdminRun {
  id: number
  account: string
  address: string
  trigger: Trigger
  state: Run['state']
  startedAt: number
  finishedAt: number | null
  problem: AdminProblem | null
  /** its receipt in short; null without a point */
  point: {
    number: number
    status: 'complete' | 'partial'
    messages: number
    bytes: number
    newMessages: number
    newBytes: number
    problems: AdminProblem[]
  } | null
}

/** Why a run failed, or what its point lacks; `detail`: words of the server or the system, never shown unescaped. */
export interface AdminProblem extends Pick<Problem, 'code' | 'done' | 'of' | 'until' | 'held' | 'detail'> {
  folder: string | null
  /** how many it names of those that could not be had */
  messages: number
}

export interface AdminRuns {
  night: string
  /** newest first, of the last two weeks those that have runs */
  nights: { night: string; done: number; partial: number; failed: number; open: number }[]
  runs: AdminRun[]
  next: number | null
}

export interface AdminStorage {
  /** what each day of the last month added, oldest first */
  days: { day: string; messages: number; bytes: number }[]
  /** octets added a day, the mean of the last 14 days without the first copies of accounts */
  perDay: number
  /** of the newest points of all accounts */
  messages: number
  bytes: number
  /** the file system; for operators alone, null for others */
  disk: { bytes: number; freeBytes: number; inodes: number; freeInodes: number } | null
  /** days until it is full at this pace; null where it does not grow, or for who sees no disk */
  fullInDays: number | null
}

export interface AdminDomains {
  domains: {
    domain: string
    host: string
    signIn: 'passwords' | 'master' | 'oauth'
    enrol: 'sign-in' | 'list'
    plan: string
    accounts: number
    paused: number
    admins: string[]
    held: boolean
    restore: {
      decide: 'admin' | 'owner' | 'off'
      why: 'policy' | 'no-credential' | null
      decideWithin: number
      price: string | null
      most: number
      mostWithin: number
      undoWithin: number
    }
  }[]
  /** names of all plans */
  plans: string[]
}

export interface AdminAudit {
  /** newest first; `address` is null when the account is gone */
  entries: (AuditEntry & { address: string | null })[]
  next: number | null
}

/** To be handed to the owner by another way than their mailbox; good once, and only until then. */
export interface AccessLink {
  url: string
  until: number
}
