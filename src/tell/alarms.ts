import type { Alarm, AlarmKind, WatchedAlarm } from '../domain/alarm.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { Plan } from '../domain/plan.ts'
import { planOf } from '../domain/plans.ts'
import type { Standing, Standings } from '../domain/standing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Raised = Pick<Alarm, 'kind' | 'account' | 'about' | 'detail'>

export interface AlarmWorld {
  ledger: Pick<Standings, 'standings' | 'runMinutes'> & {
    alarms(): Promise<WatchedAlarm[]>
    clear(alarm: Pick<Alarm, 'kind' | 'account' | 'about'>, now: number): Promise<void>
    /** of these kinds exactly the wanted ones are open afterwards */
    settle(kinds: readonly AlarmKind[], wanted: readonly Raised[], now: number): Promise<void>
  }
  servers: ReadonlyMap<string, MailServer>
  plans: ReadonlyMap<string, Plan>
  /** days without a good point that are too many */
  alarmAfterDays: number
}

/**
 * What can be seen only by looking at every account now and then: no good point for days, runs that take far too long,
 * and alarms whose reason went away by itself. One write, however many accounts.
 */
export async function watchAccounts(world: AlarmWorld, now: number): Promise<void> {
  const { ledger } = world
  const standings = await ledger.standings()
  const wanted: Raised[] = []
  for (const one of standings) {
    const days = daysBehind(world, one, now)
    if (days !== null)
      wanted.push({
        kind: 'no-good-point',
        account: one.id,
        about: '',
        detail: { days, ...(one.problem === null ? {} : { problem: one.problem }) },
      })
    const long = await longRun(world, one, now)
    if (long) wanted.push({ kind: 'run-long', account: one.id, about: '', detail: long })
  }
  await ledger.settle(['no-good-point', 'run-long'], wanted, now)
  const byId = new Map(standings.map(one => [one.id, one]))
  for (const alarm of await ledger.alarms()) if (isOver(alarm, byId, now)) await ledger.clear(alarm, now)
}

/** Whole days this account has been without a good point, when they are too many for its plan; else null. */
export function daysBehind(
  { servers, plans, alarmAfterDays }: Pick<AlarmWorld, 'servers' | 'plans' | 'alarmAfterDays'>,
  { newestGood, createdAt, state, hasCredential, ...account }: Standing,
  now: number,
): number | null {
  // Whoever was only listed and never signed in has nothing to miss; who left has no more nights.
  if (state === 'gone' || (state === 'needs-sign-in' && !hasCredential && newestGood === null)) return null
  const { schedule } = planOf(account, servers, plans)
  if (schedule.kind === 'by-hand') return null
  const usual = schedule.kind === 'weekly' ? 7 * DAY : 0
  const waited = now - (newestGood ?? createdAt)
  // Six hours, because a night is spread over a window and a run takes its time.
  return waited > usual + alarmAfterDays * DAY + 6 * HOUR ? Math.floor(waited / DAY) : null
}

// More than three times the median of the last ten and more than ten minutes above it, over or still under way.
async function longRun(
  { ledger }: AlarmWorld,
  { id, run }: Standing,
  now: number,
): Promise<{ minutes: number; usualMinutes: number } | null> {
  if (!run || (run.state !== 'running' && run.state !== 'done')) return null
  const minutes = ((run.finishedAt ?? now) - run.startedAt) / MINUTE
  if (minutes <= 10) return null
  const before = await ledger.runMinutes(id, 11)
  if (run.state === 'done') before.shift()
  const usual = median(before.slice(0, 10))
  if (usual === null || minutes <= 3 * usual || minutes <= usual + 10) return null
  return { minutes: Math.round(minutes), usualMinutes: Math.round(usual) }
}

// Of fewer than three runs nothing can be said.
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.length < 3 ? null : (sorted[Math.floor(sorted.length / 2)] ?? null)
}

function isOver(
  { kind, account, detail }: WatchedAlarm,
  standings: ReadonlyMap<string, Standing>,
  now: number,
): boolean {
  if (kind === 'mail-vanished') return typeof detail.until === 'number' && detail.until <= now
  const standing = account === null ? undefined : standings.get(account)
  if (!standing) return false
  // A run by hand, or on the command line, mends what the nights could not.
  if (kind === 'run-failed')
    return standing.state !== 'active' || (standing.run !== null && standing.failures === 0)
  return kind === 'sign-in-needed' && standing.state !== 'needs-sign-in'
}
