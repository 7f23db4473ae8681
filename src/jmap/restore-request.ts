import { createHash } from 'node:crypto'
import { pointId } from '../domain/ids.ts'
import type { RestorePlan, RestoreWhat } from '../domain/restore.ts'
import { isDraft, isOpenRequest, type OwnersRequest } from '../domain/restore-reader.ts'
import { isBoolean } from './arguments.ts'
import { type ControlList, getFrom, queryIn } from './control-list.ts'
import { utcDate } from './dates.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'

const PROPERTIES = [
  ...['id', 'number', 'state', 'asked', 'what', 'target', 'moved', 'binned', 'restorePointId', 'plan'],
  ...['problem', 'by', 'language', 'note', 'price', 'createdAt', 'filedAt', 'decideUntil', 'decidedAt'],
  ...['decidedBy', 'reason', 'startedAt', 'endedAt', 'nextAt', 'tries', 'progress', 'result', 'undoUntil'],
  ...['undoneAt', 'undone'],
]

const CONDITIONS = {
  open: { is: isBoolean, wanted: 'true or false' },
  draft: { is: isBoolean, wanted: 'true or false' },
}

/** RestoreRequest/get: drafts and requests of this person, with their plans, decisions and results. */
export const restoreRequestGet: Method = (asked, args) => getFrom(RESTORE_REQUESTS, asked, args)

/** RestoreRequest/query: newest first unless sorted by `createdAt` ascending; `open` are those that wait or run. */
export const restoreRequestQuery: Method = (asked, args) => queryIn(RESTORE_REQUESTS, asked, args)

const RESTORE_REQUESTS: ControlList<OwnersRequest> = {
  properties: PROPERTIES,
  conditions: CONDITIONS,
  sortedBy: 'createdAt',
  load: asked => asked.person.restores.requests(),
  state: requestsState,
  id: one => one.id,
  toObject: toRestoreRequest,
  fits: (one, { open, draft }) =>
    (open === undefined || isOpenRequest(one) === open) && (draft === undefined || isUnfiled(one) === draft),
}

// What is being filed, or could not be, is looked for where requests are.
function isUnfiled(one: OwnersRequest): boolean {
  return isDraft(one) && one.asked !== 'file' && (one.state !== 'planned' || one.problem === null)
}

/** The state of the list: whatever can change in it. */
export function requestsState(all: readonly OwnersRequest[]): string {
  const parts = all.map(one => [one.id, one.state, one.asked, one.progress, one.nextAt, one.endedAt])
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

/** A request as the API shows it. Ids of single emails are counted: RestoreItem/query tells them. */
export function toRestoreRequest(one: OwnersRequest): JsonObject {
  const at = (time: number | null) => (time === null ? null : utcDate(time))
  return {
    ...{ id: one.id, number: one.number === 0 ? null : `R${one.number}`, state: one.state, asked: one.asked },
    what: one.wish.what.map(toWhat),
    target: { ...one.wish.target },
    ...{ moved: one.wish.moved, binned: one.wish.binned, restorePointId: pointId(one.point) },
    plan: one.plan && toPlan(one.plan),
    ...{ problem: one.problem, by: { ...one.by }, language: one.language, note: one.note, price: one.price },
    ...{ createdAt: utcDate(one.madeAt), filedAt: at(one.filedAt), decideUntil: at(one.decideUntil) },
    ...{ decidedAt: at(one.decidedAt), decidedBy: one.decidedBy && { ...one.decidedBy }, reason: one.reason },
    ...{ startedAt: at(one.startedAt), endedAt: at(one.endedAt), nextAt: at(one.nextAt), tries: one.tries },
    progress: one.progress && { ...one.progress },
    result: one.result && { ...one.result },
    ...{ undoUntil: at(one.undoUntil), undoneAt: at(one.undoneAt), undone: one.undone && { ...one.undone } },
  }
}

function toWhat(what: RestoreWhat): Json {
  const accountId = pointId(what.point)
  if ('ids' in what) return { accountId, emails: what.ids.length }
  if ('folder' in what) return { accountId, mailboxId: what.folder, withInside: what.inside }
  return { accountId, inboxOnly: what.only === 'inbox' }
}

function toPlan(plan: RestorePlan): JsonObject {
  return JSON.parse(JSON.stringify({ ...plan, comparedAt: utcDate(plan.comparedAt) }))
}
