import type { RestoreRequest } from './restore.ts'
import type { RestoreAsk } from './restore-ask.ts'

/** A draft that `work` has not taken up yet, as it will be; it has no number. */
export function askedDraft(ask: RestoreAsk & { kind: 'restore-plan' }, address: string): RestoreRequest {
  const { id, account, wish, by, language, at: madeAt } = ask
  // People are told of the newest.
  const point = Math.max(0, ...wish.what.map(one => one.point))
  return {
    ...{ id, number: 0, account, address, state: 'planning', wish, point, by, language, madeAt },
    ...{ plan: null, problem: null, note: null, price: null, filedAt: null, decideUntil: null },
    ...{ decidedAt: null, decidedBy: null, reason: null, startedAt: null, endedAt: null, nextAt: null },
    ...{ tries: 0, faults: 0, progress: null, cancelledBy: null, result: null, undoUntil: null },
    ...{ undoneAt: null, undone: null },
  }
}
