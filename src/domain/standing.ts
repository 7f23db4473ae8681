import type { Account } from './account.ts'
import type { AlarmKind } from './alarm.ts'
import type { AccountId, Point, Problem, Run } from './point.ts'

/** What makes a point no good one: a folder that was left out, or a copy that goes on. It is no reason to be easy, and none to prune. */
export const notGood: readonly Problem['code'][] = ['folder-not-read', 'not-finished']

/** Did the run leave out no folder and leave nothing for later? */
export function isGood({ problems }: Pick<Point, 'problems'>): boolean {
  return !problems.some(problem => notGood.includes(problem.code))
}

/** How one account stands: enough to say what is wrong with it. Times are milliseconds since 1970. */
export interface Standing
  extends Pick<
    Account,
    'id' | 'address' | 'domain' | 'zone' | 'plan' | 'state' | 'hasCredential' | 'createdAt'
  > {
  /** when its newest good point was taken; null before the first */
  newestGood: number | null
  /** of its newest sealed point */
  messages: number
  bytes: number
  /** its newest run; null before the first */
  run: Pick<Run, 'state' | 'startedAt' | 'finishedAt'> | null
  /** failed runs since the last one that was none, when they began, and the newest one's reason */
  failures: number
  failingSince: number | null
  problem: Problem['code'] | null
}

/** All accounts in numbers: for metrics, health and the status of the command line. No address is among them. */
export interface Figures {
  /** accounts by state */
  accounts: Record<string, number>
  /** accounts (those that are gone left out) without a good point for more than so many hours */
  without: { hours: number; accounts: number }[]
  /** when the newest good point of all was taken, and the newest of the account that has waited longest; null without any */
  newestGood: number | null
  oldestGood: number | null
  messages: number
  bytes: number
  running: number
  /** runs that ended within the last day, by state and problem ('' = none); seconds they took in all */
  runs: { state: string; problem: string; count: number; seconds: number }[]
  /** open alarms by kind */
  alarms: Partial<Record<AlarmKind, number>>
  /** letters in the outbox, and those given up within the last day */
  letters: number
  lettersGivenUp: number
}

/** What reads them (sqlite/ledger-standing.ts). */
export interface Standings {
  standings(): Promise<Standing[]>
  /** minutes that the last done runs of an account took, newest first, at most `limit` */
  runMinutes(account: AccountId, limit: number): Promise<number[]>
  /** the account whose turn comes next, and when; 0 = at once; null without accounts */
  nextDue(): Promise<{ address: string; at: number } | null>
  /** when a run ended last, milliseconds; 0 before the first */
  lastRunEnd(): Promise<number>
  figures(now: number): Promise<Figures>
}
