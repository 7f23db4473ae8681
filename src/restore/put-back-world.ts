import type { LiveWriter } from '../domain/live-writer.ts'
import type {
  RestoreItem,
  RestorePlan,
  RestoreProgress,
  RestoreResult,
  UndoResult,
} from '../domain/restore.ts'
import type { RestoreFile } from '../domain/restore-file.ts'
import type { Budget } from '../limits/budget.ts'

/** What putting mail back is handed (main/restore-world.ts builds it). */
export interface PutBackWorld {
  /** signed in with the restore credential; Refusals of imap/connect.ts */
  openWriter(): Promise<LiveWriter>
  items: RestoreFile
  /** the exact octets of a message, held against its SHA-256 before the first is given out; throws Refusal 'damaged' */
  bytes(item: RestoreItem): Iterable<Uint8Array>
  /** octets that may be sent to this account today */
  budget: Budget
  now(): number
  pause(milliseconds: number): Promise<void>
  /** must it stop before the next message, and why; asked twice a second at most */
  stop(): Promise<'cancelled' | 'interrupted' | null>
  /** told after each batch of messages */
  onProgress(progress: RestoreProgress): void
}

/** What of a request putting back goes by. */
export interface PutBackRequest {
  plan: Pick<RestorePlan, 'mark' | 'folders'>
}

/** Why a restore or an undo stopped before its end. */
export interface Interruption {
  problem:
    | 'server-unreachable'
    | 'login-refused'
    | 'no-credential'
    | 'key-missing'
    | 'throttled'
    | 'budget-spent'
    | 'interrupted'
  /** sentence for the operator */
  detail: string
  /** not to be tried again before, milliseconds since 1970; null: nothing is known */
  until: number | null
}

/** Ended, or called again later it goes on where it stopped. */
type Ending<E extends string> = ({ end: E } & Nothing) | ({ end: 'interrupted' } & Interruption)
type Nothing = { [K in keyof Interruption]: null }

/** `result` counts over all tries of this request. */
export type PutBackEnd = { result: RestoreResult } & Ending<'all' | 'cancelled'>

/** restore/undo.ts */
export interface UndoWorld {
  /** signed in with the undo credential */
  openWriter(): Promise<LiveWriter>
  items: RestoreFile
  /** must it stop before the next portion */
  stop(): Promise<boolean>
  now(): number
  /** no other restore of the account began after this one: what carries its mark came by it */
  isNewest: boolean
}

export type UndoEnd = { result: UndoResult } & Ending<'all'>
