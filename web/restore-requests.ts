import { signal } from '@preact/signals'
import type {
  ItemState,
  ItemWhy,
  RequestState,
  RestorePlan,
  RestoreResult,
  UndoResult,
} from '../src/domain/restore.ts'
import type { OwnersWish } from '../src/domain/restore-reader.ts'
import type { ExportWhat } from '../src/http/wire.ts'
import { follow } from './follow.ts'
import { answerOf, jmap } from './jmap.ts'
import { compareNow } from './presence.ts'
import { ask, asTrouble, type Trouble, trouble } from './server.ts'
import { me } from './session.ts'

type Actor = { kind: 'owner'; link?: string } | { kind: 'admin'; name: string } | { kind: 'operator' }

/** A request as RestoreRequest/get tells it. Instants are UTC dates. */
export interface Request {
  id: string
  /** "R12"; null while nobody has taken it up */
  number: string | null
  state: RequestState
  asked: OwnersWish | null
  what: RequestWhat[]
  target: { kind: 'in-place' | 'beside' | 'folder'; path?: string }
  restorePointId: string
  plan: (Omit<RestorePlan, 'comparedAt'> & { comparedAt: string }) | null
  problem: string | null
  by: Actor
  note: string | null
  price: string | null
  createdAt: string
  filedAt: string | null
  decideUntil: string | null
  decidedAt: string | null
  decidedBy: Actor | null
  reason: string | null
  endedAt: string | null
  nextAt: string | null
  progress: { done: number; of: number; bytes: number } | null
  result: RestoreResult | null
  undoUntil: string | null
  undoneAt: string | null
  undone: UndoResult | null
}

export type RequestWhat =
  | { accountId: string; emails: number }
  | { accountId: string; mailboxId: string; withInside: boolean }
  | { accountId: string; inboxOnly: boolean }

/** What is wished, as RestoreRequest/set takes it. */
export interface Wish {
  what: (
    | ExportWhat
    | { accountId: string; mailboxId: string; withInside: boolean }
    | { accountId: string; inboxOnly: boolean }
  )[]
  target: { kind: 'in-place' | 'beside' } | { kind: 'folder'; path: string }
  moved: boolean
  binned: boolean
  language: string
}

export interface Item {
  id: string
  emailId: string
  path: string
  target: string
  size: number
  state: ItemState
  why: ItemWhy | null
  said: string | null
}

/** Who decides, and what it costs; null where nothing is put back. */
export interface Offer {
  decide: 'admin' | 'owner'
  price: string | null
  /** the owner is told by mail how it goes on */
  byMail: boolean
  /** seconds */
  decideWithin: number
  undoWithin: number
}

export interface AuditEntry {
  id: string
  at: string
  by: Actor | { kind: 'worker' }
  act: string
  about: Record<string, string | number>
}

/** All that are not drafts, newest first; null before they are here. */
export const requests = signal<Request[] | null>(null)

const busy = ['confirmed', 'running', 'undoing']

/** Does something go on with it that is worth looking at every second? */
export function isMoving({ state, asked }: Pick<Request, 'state' | 'asked'>): boolean {
  return busy.includes(state) || asked !== null
}

export function isOpen({ state }: Pick<Request, 'state'>): boolean {
  return state === 'waiting' || busy.includes(state)
}

/** What was to be filed and could not be: it stands among the requests and says why. */
export function isUnsent({ state, asked }: Pick<Request, 'state' | 'asked'>): boolean {
  return state === 'planned' && asked === null
}

/** More than anybody looks through; they are forgotten after ninety days. */
const mostRequests = 200

export async function loadRequests(): Promise<void> {
  const accountId = me.peek()?.control
  if (!accountId) return
  const [, answer] = await jmap<[unknown, { list: Request[] }]>(
    ['RestoreRequest/query', { accountId, filter: { draft: false }, limit: mostRequests }],
    ['RestoreRequest/get', { accountId, '#ids': answerOf(0, 'RestoreRequest/query', '/ids') }],
  )
  if (me.peek()?.control !== accountId) return
  const before = requests.peek()
  requests.value = answer.list
  // the mailbox is another one now: what was said to be missing may be there
  if (before && hasChangedMail(before, answer.list)) compareNow()
}

export async function loadRequest(id: string): Promise<Request | null> {
  const [answer] = await jmap<[{ list: Request[] }]>([
    'RestoreRequest/get',
    { accountId: control(), ids: [id] },
  ])
  return answer.list[0] ?? null
}

interface SetAnswer {
  created: Record<string, Request> | null
  notCreated: Record<string, SetError> | null
  notUpdated: Record<string, SetError> | null
}

interface SetError {
  type: string
  description?: string
}

/** Begins a dry run; the one before it is forgotten. Its id, or why there is none. */
export async function beginPlan(wish: Wish, before: string | null): Promise<string | Trouble> {
  const [answer] = await jmap<[SetAnswer]>([
    'RestoreRequest/set',
    { accountId: control(), create: { wish }, destroy: before === null ? [] : [before] },
  ])
  const refused = answer.notCreated?.wish
  return answer.created?.wish?.id ?? trouble(refused?.type ?? '', refused?.description ?? '')
}

/** Forgets a draft nobody files; it would be forgotten after an hour all the same. */
export function forgetPlan(id: string): void {
  jmap(['RestoreRequest/set', { accountId: control(), destroy: [id] }]).catch(() => undefined)
}

/** Says what is to become of a request; null when that is written down, else the type of the error. */
export async function change(
  id: string,
  state: 'waiting' | 'withdrawn' | 'cancelled' | 'undone',
  note: string | null = null,
): Promise<string | null> {
  const patch = note === null ? { state } : { state, note }
  const [answer] = await jmap<[SetAnswer]>([
    'RestoreRequest/set',
    { accountId: control(), update: { [id]: patch } },
  ])
  await loadRequests().catch(() => undefined)
  return answer.notUpdated?.[id]?.type ?? null
}

/** What stands where it stood is no news of a restore. */
const told: ItemState[] = [
  ...(['add', 'adding', 'added', 'found', 'failed', 'moved', 'binned', 'unknown', 'lost'] as const),
  ...(['removing', 'removed', 'kept'] as const),
]

/** A page of the messages of a request that were missing, with their subjects where any backup still knows them; or of those alone that failed. */
export async function loadItems(requestId: string, position: number, limit: number, onlyFailed: boolean) {
  const accountId = control()
  const [found, items, rows] = await jmap<
    [{ total: number }, { list: Item[] }, { list: { id: string; subject: string | null }[] }]
  >(
    [
      'RestoreItem/query',
      {
        ...{ accountId, position, limit, calculateTotal: true },
        filter: { requestId, states: onlyFailed ? ['failed'] : told },
      },
    ],
    ['RestoreItem/get', { accountId, '#ids': answerOf(0, 'RestoreItem/query', '/ids') }],
    [
      'EmailSearch/get',
      {
        accountId,
        '#ids': answerOf(1, 'RestoreItem/get', '/list/*/emailId'),
        properties: ['id', 'subject'],
      },
    ],
  )
  const subjects = new Map(rows.list.map(row => [row.id, row.subject]))
  return {
    ...{ position, total: found.total },
    items: items.list.map(one => ({ ...one, subject: subjects.get(one.emailId) ?? null })),
  }
}

/** What the Session object says of restores (RFC 8620 2). */
export async function loadOffer(): Promise<Offer | null> {
  const session = await ask<{
    accounts: Record<string, { accountCapabilities: Record<string, { restore?: Offer | null }> }>
  }>('/.well-known/jmap')
  const capabilities = session.accounts[control()]?.accountCapabilities ?? {}
  return Object.values(capabilities)[0]?.restore ?? null
}

export async function loadAudit(): Promise<AuditEntry[]> {
  const [answer] = await jmap<[{ list: AuditEntry[] }]>([
    'AuditEntry/get',
    { accountId: control(), ids: null },
  ])
  return answer.list
}

/** Waits until nothing is to be looked at for `id` any more: calls `see` with each state; ends when it returns true. */
export function watchRequest(
  id: string,
  see: (one: Request | null) => boolean,
  failed: (trouble: Trouble) => void,
) {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let unfollow = () => {}
  const end = () => {
    isOver = true
    clearTimeout(timer)
    unfollow()
  }
  const look = async () => {
    const one = await loadRequest(id)
    if (!isOver && see(one)) end()
  }
  const fail = (error: unknown) => {
    if (!isOver) failed(asTrouble(error))
    end()
  }
  // Most are compared before the server's stream, which looks once a second, could tell of it.
  const begin = async (looks: number) => {
    await look()
    if (isOver) return
    if (looks > 1) timer = setTimeout(() => begin(looks - 1).catch(fail), every)
    else unfollow = follow('RestoreRequest', () => look().catch(fail), 2 * every)
  }
  begin(6).catch(fail)
  return end
}

const every = 500

function control(): string {
  return me.peek()?.control ?? ''
}

const changing: RequestState[] = ['done', 'partial', 'cancelled', 'undone']

/** Has a restore or an undo ended between two looks? */
function hasChangedMail(
  before: readonly Pick<Request, 'id' | 'state'>[],
  after: readonly Pick<Request, 'id' | 'state'>[],
): boolean {
  const states = new Map(before.map(one => [one.id, one.state]))
  return after.some(one => changing.includes(one.state) && states.get(one.id) !== one.state)
}
