import type { NewAuditEntry } from './audit.ts'
import type { NewLetter } from './letter.ts'
import type { RequestId, RequestState, RestoreRequest } from './restore.ts'

/** What may change of a request. */
export type RequestFields = Partial<
  Omit<
    RestoreRequest,
    'id' | 'number' | 'account' | 'address' | 'wish' | 'point' | 'by' | 'language' | 'madeAt'
  >
> & { worker?: string | null }

/** One step of a request, with all that goes with it, or nothing of it (sqlite/ledger-requests.ts). Times are milliseconds since 1970. */
export interface RequestChange {
  id: RequestId
  /** it happens only from one of these states */
  from: readonly RequestState[]
  /** only while this process works on it */
  worker?: string
  /** only before its deadline, at this instant */
  decideBefore?: number
  /** only while its undo is offered, at this instant */
  undoBefore?: number
  /** only while fewer requests of the account by its owner than `most` were carried out since */
  atMost?: { most: number; since: number }
  /** only while fewer requests of the account wait for a decision */
  waitingLess?: number
  /** only while every point that it takes from is kept */
  needsPoints?: true
  set: RequestFields
  audit?: NewAuditEntry
  letters?: { at: number; list: readonly NewLetter[] }
  /** its points are held until then; null: they are let go, as far as no other open request needs them */
  pinUntil?: number | null
  /** a restore that costs something */
  bill?: { at: number; domain: string; price: string; messages: number; bytes: number }
}
