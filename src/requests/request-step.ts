import type { AuditActor, NewAuditEntry, RestoreAct } from '../domain/audit.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { RequestId, RequestState, RestoreRequest } from '../domain/restore.ts'

/** One step of a request with all that goes with it: all of it happens, or nothing (sqlite/ledger-requests.ts). */
export interface RequestStep {
  id: RequestId
  from: readonly RequestState[]
  worker?: string
  decideBefore?: number
  undoBefore?: number
  atMost?: { most: number; since: number }
  waitingLess?: number
  set: Partial<
    Pick<
      RestoreRequest,
      | 'state'
      | 'plan'
      | 'problem'
      | 'note'
      | 'price'
      | 'filedAt'
      | 'decideUntil'
      | 'decidedAt'
      | 'decidedBy'
      | 'reason'
      | 'endedAt'
      | 'nextAt'
      | 'tries'
      | 'cancelledBy'
      | 'result'
      | 'undoUntil'
      | 'undoneAt'
      | 'undone'
    >
  > & { worker?: string | null }
  audit?: NewAuditEntry
  letters?: readonly NewLetter[]
  pinUntil?: number | null
  bill?: { at: number; domain: string; price: string; messages: number; bytes: number }
}

/** What is written down of a step for good: figures of ours alone, nothing that anybody typed. */
export function entryOf(
  request: RestoreRequest,
  act: RestoreAct,
  who: AuditActor,
  at: number,
  figures: Record<string, string | number> = {},
): NewAuditEntry {
  const about = { request: request.number, point: request.point, ...figures }
  return { at, who, act: `restore.${act}`, account: request.account, about }
}
