import type { Progress, Trigger } from '../src/domain/point.ts'
import { answerOf, jmap } from './jmap.ts'
import type { Problem } from './problem-words.ts'

/** One restore point as the page knows it. Instants are milliseconds. */
export interface Backup {
  number: number
  takenAt: number
  /** computed once on the server; never derived from an instant here */
  localDay: string
  zone: string
  keptUntil: number
  status: 'complete' | 'partial'
  messages: number
  bytes: number
  newMessages: number
  /** what made it take place, how long it took, and the name of its folder below days/ */
  trigger: Trigger
  durationMs: number
  dir: string
  problems: Problem[]
  /** what keeps it longer, and until when (UTC date) */
  pinned: { reason: string; until: string }[]
}

/** One attempt to take a backup that made none, or has not yet. */
export interface Attempt {
  localDay: string
  startedAt: number
  state: 'waiting' | 'running' | 'done' | 'failed'
  problem: Problem | null
  progress: Progress | null
}

/** A calendar day with its backups, oldest first, or with the attempt that failed. */
export interface Day {
  day: string
  backups: Backup[]
  failure: Attempt | null
}

export interface Backups {
  /** oldest first */
  all: Backup[]
  /** oldest first */
  days: Day[]
  /** the newest attempt while it waits, runs or when it failed before any backup was there */
  attempt: Attempt | null
}

interface WirePoint {
  id: string
  takenAt: string
  localDay: string
  zone: string
  keptUntil: string
  status: 'complete' | 'partial'
  totalEmails: number
  size: number
  newEmails: number
  trigger: Trigger
  durationMs: number
  dir: string
  problems: Problem[]
  pinned?: Backup['pinned']
}

interface WireRun {
  localDay: string
  startedAt: string
  state: Attempt['state']
  problem: Problem | null
  progress: Progress | null
}

/** During an outage there is one an hour and more: enough for the days that are kept. */
const MOST_ATTEMPTS = 500

/** All backups of the person and the newest attempts, in one request. */
export async function loadBackups(control: string): Promise<Backups> {
  const newest = { accountId: control, sort: [{ property: 'takenAt', isAscending: false }] }
  const [, points, , runs] = await jmap<[unknown, { list: WirePoint[] }, unknown, { list: WireRun[] }]>(
    ['RestorePoint/query', newest],
    ['RestorePoint/get', { accountId: control, '#ids': answerOf(0, 'RestorePoint/query', '/ids') }],
    ['BackupRun/query', { accountId: control, limit: MOST_ATTEMPTS }],
    ['BackupRun/get', { accountId: control, '#ids': answerOf(2, 'BackupRun/query', '/ids') }],
  )
  const all = points.list.map(backup).sort((a, b) => a.takenAt - b.takenAt || a.number - b.number)
  const attempts = runs.list.map(attempt).sort((a, b) => b.startedAt - a.startedAt)
  return { all, days: daysOf(all, attempts), attempt: attempts[0] ?? null }
}

/** Groups backups by day and adds the days on which every attempt failed, from the oldest kept backup on. */
export function daysOf(all: readonly Backup[], attempts: readonly Attempt[]): Day[] {
  const days = new Map<string, Day>()
  for (const one of all) {
    const day = days.get(one.localDay) ?? { day: one.localDay, backups: [], failure: null }
    day.backups.push(one)
    days.set(one.localDay, day)
  }
  const oldest = all[0]?.localDay
  for (const one of attempts) {
    if (one.state !== 'failed' || days.has(one.localDay)) continue
    if (oldest === undefined || one.localDay < oldest) continue
    days.set(one.localDay, { day: one.localDay, backups: [], failure: one })
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Which backup of its minute, as its clock shows it, this one is: 1 for the first; an hour that comes twice counts too. */
export function nthInMinute(one: Backup, all: readonly Backup[], clock: (one: Backup) => string): number {
  const same = all.filter(other => other.localDay === one.localDay && clock(other) === clock(one))
  return same.indexOf(one) + 1
}

/** Whole days since the backup was taken, or 0 while it is no older than a night that is late. */
export function daysOld(one: Pick<Backup, 'takenAt'>, now: number): number {
  return now - one.takenAt < 36 * 3_600_000 ? 0 : Math.floor((now - one.takenAt) / 86_400_000)
}

function backup(it: WirePoint): Backup {
  return {
    number: Number(it.id.slice(1)),
    takenAt: Date.parse(it.takenAt),
    localDay: it.localDay,
    zone: it.zone,
    keptUntil: Date.parse(it.keptUntil),
    status: it.status,
    messages: it.totalEmails,
    bytes: it.size,
    newMessages: it.newEmails,
    trigger: it.trigger,
    durationMs: it.durationMs,
    dir: it.dir,
    problems: it.problems,
    pinned: it.pinned ?? [],
  }
}

function attempt(it: WireRun): Attempt {
  return { ...it, startedAt: Date.parse(it.startedAt) }
}
