import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import type { AccountState } from '../domain/account.ts'
import type { Access } from '../domain/admin.ts'
import type { Exporting, ExportTicket } from '../domain/export.ts'
import type { AccountId, Point, Run } from '../domain/point.ts'
import type { Reading } from '../domain/ports.ts'
import type { Figures } from '../domain/standing.ts'
import type { Log } from '../log.ts'
import type { SignedInAs, Tried } from '../open/login.ts'
import type { AdminEdges, OpenAdmin } from './admin-web.ts'
import type { OpenSession, Sessions } from './sessions.ts'

/** What the web server is given of the outside. It has no way to write mail, index or ledger. */
export interface WebEdges {
  sessions: Sessions
  ledger: WebLedger
  reading: Reading
  exporting: Exporting
  /** downloads that were granted (sqlite/desk-exports.ts) */
  tickets: ExportTickets
  signIn(tried: Tried): Promise<SignedInAs>
  log: Log
  /** milliseconds since 1970 */
  now(): number
  /** what was asked about restores of the account and `work` has not taken up yet: numbers of the asks */
  restoresAsked(account: AccountId): Promise<number[]>
  /** a reader met this message damaged: `work` is to look at it */
  onDamaged?(account: AccountId, sha: string): void
  /** can the data folder be read at this moment */
  dataReadable(): Promise<boolean>
  /** all accounts in numbers, some seconds old; null where the ledger cannot be read or is not there yet */
  figures(): Promise<Figures | null>
  /** the data folder's file system; null where it cannot be asked */
  disk(): Promise<Disk | null>
  admin: AdminEdges
}

export interface ExportTickets {
  addExport(ticket: string, granted: Omit<ExportTicket, 'lost'>, at: number): Promise<void>
  export(ticket: string, now: number): Promise<ExportTicket | null>
  exportState(ticket: string, now: number): Promise<Omit<ExportTicket, 'wish'> | null>
  addLost(ticket: string, messages: readonly string[]): Promise<void>
}

export interface Disk {
  bytes: number
  freeBytes: number
  inodes: number
  freeInodes: number
}

export interface WebLedger {
  account(id: AccountId): Promise<WebAccount | null>
  points(id: AccountId): Promise<Point[]>
  runs(id: AccountId, limit: number): Promise<Run[]>
  /** another text whenever anything about the account's requests is another */
  requestsMark(id: AccountId): Promise<string>
  heartbeat(): Promise<number>
  /** a link by the hash of its token; null when it was withdrawn, or is none */
  access(hash: string): Promise<Access | null>
  /** links of the account that are good at `now` and were not withdrawn */
  accesses(id: AccountId, now: number): Promise<Access[]>
}

export interface WebAccount {
  id: AccountId
  address: string
  zone: string
  state: AccountState
}

export interface WebSettings {
  version: string
  /** people reach it by https: cookies are Secure, HSTS is sent */
  https: boolean
  /** origin people type, or null: the one of the request */
  publicUrl: string | null
  trustedProxies: readonly string[]
  /** who may read figures, beside this machine: addresses or CIDR ranges */
  metricsFrom: readonly string[]
  /** plain http beyond loopback is for the proxies alone */
  onlyThroughProxy: boolean
  /** by mail domain: whom its owners may ask */
  contacts?: ReadonlyMap<string, string>
  /** mail domains whose people are shown no pictures of the internet, whatever they ask for */
  noPictures?: ReadonlySet<string>
}

/** What the guards found out about a request. */
export interface Web {
  Bindings: HttpBindings
  Variables: {
    /** the client's address, seen through trusted proxies */
    ip: string
    /** "https://mail.example.org" */
    origin: string
    session: OpenSession | null
    account: WebAccount | null
    /** who is signed in at the admins' panel */
    admin: OpenAdmin | null
  }
}

export type WebContext = Context<Web>
export type Guard = MiddlewareHandler<Web>

/** The session of a request that passed the guard `signedIn`. */
export function sessionOf(c: WebContext): OpenSession {
  const session = c.get('session')
  if (!session) throw new Error('this URL lacks the guard signedIn')
  return session
}

/** The account of a request that passed the guard `signedIn`. */
export function accountOf(c: WebContext): WebAccount {
  const account = c.get('account')
  if (!account) throw new Error('this URL lacks the guard signedIn')
  return account
}
