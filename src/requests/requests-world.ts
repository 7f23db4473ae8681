import type { Account } from '../domain/account.ts'
import type { Language } from '../domain/language.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { RequestChange } from '../domain/request-change.ts'
import type {
  Actor,
  RequestId,
  RestorePlan,
  RestoreProgress,
  RestoreRequest,
  RestoreResult,
  RestoreWish,
  UndoResult,
} from '../domain/restore.ts'
import type { Log } from '../log.ts'

/** What the life of a request needs of the outside. */
export interface RequestsWorld {
  ledger: RequestsLedger
  servers: ReadonlyMap<string, MailServer>
  restoring: Restoring
  /** null: nobody is written to */
  post: Post | null
  /** name of this process */
  worker: string
  /** is the process of that name certainly gone */
  isGone(worker: string): boolean
  now(): number
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
  log: Log
}

/** What looks at the live mailbox and writes into it. */
export interface Restoring {
  /** Compares and writes the request's file. Throws Refusal when it cannot. */
  plan(request: RestoreRequest, signal: AbortSignal): Promise<RestorePlan>
  /** Adds what is missing. Throws Refusal when it was interrupted, after which it can be called again. */
  putBack(request: RestoreRequest, watch: Watch, signal: AbortSignal): Promise<RestoreResult>
  /** Removes what it added and is unchanged; throws as `putBack` does. */
  undo(request: RestoreRequest, signal: AbortSignal): Promise<UndoResult>
  /** what has become of it so far, by its file */
  soFar(request: RestoreRequest): Promise<RestoreResult>
  /** every request that has a file */
  files(): AsyncIterable<{ account: AccountId; id: RequestId }>
  /** the request's file goes */
  forget(account: AccountId, id: RequestId): Promise<void>
}

export interface Watch {
  onProgress(progress: RestoreProgress): void
  /** asked between two messages */
  isCancelled(): boolean
}

export interface Post {
  mail: Pick<MailSettings, 'from' | 'language'>
  publicUrl: string | null
  preferences(account: AccountId): Promise<unknown>
  /** random text for a Message-ID */
  newId(): string
}

/** Whoever may decide. */
export interface Decider {
  name: string
  mail: string | null
  language: Language
}

interface RequestsLedger {
  account(id: AccountId): Promise<Account | null>
  points(id: AccountId): Promise<Point[]>
  request(id: RequestId): Promise<RestoreRequest | null>
  /** admins of that mail domain, and operators */
  deciders(domain: string): Promise<Decider[]>
  addRequest(request: {
    id: RequestId
    account: AccountId
    wish: RestoreWish
    points: readonly number[]
    by: Actor
    language: Language
    madeAt: number
  }): Promise<boolean>
  changeRequest(change: RequestChange): Promise<boolean>
  /** the number a draft is filed under; given back when it is not */
  giveNumber(id: RequestId): Promise<number>
  takeNumberBack(id: RequestId): Promise<void>
  claimRequest(claim: {
    kind: 'plan' | 'restore'
    worker: string
    now: number
    gone: readonly string[]
    silent: number
    only?: RequestId
  }): Promise<RequestId | null>
  beatRequest(id: RequestId, worker: string, now: number, progress: RestoreProgress | null): Promise<boolean>
  requestWorkers(): Promise<string[]>
  hasWork(): Promise<boolean>
  overdueRequests(now: number): Promise<RequestId[]>
  forgetRequests(before: {
    drafts: number
    most: number
    ended: number
  }): Promise<{ id: RequestId; account: AccountId }[]>
  dropDraft(id: RequestId): Promise<boolean>
}
