import type { Account } from './account.ts'
import type { Problem, Run } from './point.ts'
import type { Nights } from './schedule.ts'

/** A run as the rules of when look at it. */
export interface Tried extends Pick<Run, 'trigger' | 'state' | 'startedAt' | 'finishedAt' | 'problem'> {
  /** problems of the point it made */
  problems: Problem[]
}

export interface DueAccount extends Pick<Account, 'state' | 'createdAt'> {
  nights: Nights
  /** runs that began since `wantedSince`, newest first */
  runs: readonly Tried[]
}

/** Since when a point is wanted: the newest night, or the enrolment where that was later. Runs before it do not count. */
export function wantedSince({ nights, createdAt }: Pick<DueAccount, 'nights' | 'createdAt'>): number {
  return Math.max(nights.last ?? createdAt, createdAt)
}

/**
 * When an account's next run that nobody asks for is due: at or before `now` means now, null means never by itself.
 * `began`: when this worker started; a key that was missing may have been put back since.
 *
 * One good run a night, and the first point as soon as the account is enrolled; nights that were missed are one. A point
 * taken by hand stands in for none. A failed run is tried again every ten minutes in the hour after the first try, then hourly;
 * an interrupted one at once, unless it is interrupted again and again. A refused password is tried three times a
 * night, where it was refused the nights before once. A missing key waits for the next night. A point that is unfinished because the
 * provider's octets were used up, or by a server that wished to be left alone or broke off again and again, goes on when that
 * time is over.
 */
export function nextDue(account: DueAccount, now: number, began: number): number | null {
  const { nights, state } = account
  if (state === 'gone') return null
  const since = wantedSince(account)
  const here = account.runs.filter(run => counts(run, since, now))
  const night = here.filter(run => run.trigger !== 'manual')
  // It stands in the queue already.
  if (night.some(run => run.state === 'waiting')) return now + 60_000
  const refusals = here.filter(run => run.problem?.code === 'login-refused').length
  const good = (nights.last === null ? here : night).find(run => run.state === 'done')
  const from = good ? goesOn(good) : since
  if (from === null) return nights.next
  const tried = good ? night.filter(run => run.startedAt > good.startedAt) : night
  if (refusals >= (state === 'active' ? 3 : 1)) return nights.next
  if (here.some(run => run.problem?.code === 'not-signed-in') && state !== 'active') return nights.next
  return earlier(again(tried, from, began), nights.next)
}

/** Milliseconds until a next try: every ten minutes in the hour after the first, then hourly. */
export function retryAfter(first: number, last: number): number {
  return last + TEN_MINUTES - first <= HOUR ? TEN_MINUTES : HOUR
}

const TEN_MINUTES = 600_000
const HOUR = 3_600_000
const INTERRUPTIONS = 5
const RESTING: Problem['code'][] = ['budget-spent', 'throttled', 'server-unreachable']

// Of a clock that was ahead there may be runs of days to come: they must not stand in for them. One that was held back was no try.
function counts(run: Tried, since: number, now: number): boolean {
  return run.startedAt >= since && run.startedAt <= now + 60_000 && !run.problem?.held
}

// `tried`: newest first, since `from`. Null: not again this night.
function again(tried: readonly Tried[], from: number, began: number): number | null {
  const [newest] = tried
  const first = tried.at(-1)
  if (!newest || !first) return from
  const code = newest.problem?.code
  if (code === 'key-missing' && newest.startedAt >= began) return null
  // Still marked as running it may be a dead worker's: the lease tells.
  const cutOff = newest.finishedAt === null || code === 'interrupted'
  const ended = newest.finishedAt ?? newest.startedAt
  const interruptions = tried.filter(run => run.problem?.code === 'interrupted').length
  if (cutOff && interruptions <= INTERRUPTIONS) return ended
  const until = newest.problem && resting(newest.problem)
  if (until && until > ended) return until
  // On the beat of the first try, and never without a breath after a long one.
  const onBeat = newest.startedAt + retryAfter(first.startedAt, newest.startedAt)
  return Math.max(onBeat, ended + 60_000)
}

function goesOn(good: Tried): number | null {
  const times = good.problems.flatMap(problem => resting(problem) ?? [])
  const until = times.length ? Math.max(...times) : null
  return until !== null && until > good.startedAt ? until : null
}

// Of 'not-finished' `until` is only a forecast of when all will be in.
function resting({ code, until }: Problem): number | null {
  return RESTING.includes(code) ? (until ?? null) : null
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
