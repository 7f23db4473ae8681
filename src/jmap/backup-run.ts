import { pointId } from '../domain/ids.ts'
import type { Run } from '../domain/point.ts'
import { isString } from './arguments.ts'
import { type ControlList, DAY_CONDITIONS, getFrom, queryIn } from './control-list.ts'
import { utcDate } from './dates.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { toProblem } from './restore-point.ts'

/** Older runs say nothing about a day that is still kept. */
export const MOST_RUNS = 1000

const PROPERTIES = [
  'id',
  'startedAt',
  'finishedAt',
  'localDay',
  'trigger',
  'state',
  'progress',
  'problem',
  'restorePointId',
]

const CONDITIONS = {
  ...DAY_CONDITIONS,
  state: { is: isString, wanted: '"waiting", "running", "done" or "failed"' },
}

/** BackupRun/get: each attempt to make a restore point, those under way with their progress. */
export const backupRunGet: Method = (asked, args) => getFrom(BACKUP_RUNS, asked, args)

/** BackupRun/query: newest first unless sorted by `startedAt` ascending. */
export const backupRunQuery: Method = (asked, args) => queryIn(BACKUP_RUNS, asked, args)

const BACKUP_RUNS: ControlList<Run> = {
  properties: PROPERTIES,
  conditions: CONDITIONS,
  sortedBy: 'startedAt',
  load: asked => asked.person.runs(MOST_RUNS),
  state: runsState,
  id: runId,
  toObject: toBackupRun,
  fits,
}

/** Its id in the API. */
export function runId({ id }: Pick<Run, 'id'>): string {
  return `r${id}`
}

/** The state of the list: a finished run never changes, so the newest one and those under way tell one state from another. */
export function runsState(runs: readonly Run[]): string {
  const open = runs.filter(({ state }) => state === 'waiting' || state === 'running')
  const parts = open.map(({ id, state, progress: p }) => {
    const done = p ? `.${p.foldersDone}.${p.messagesDone}.${p.bytesDone}` : ''
    return `${id}${state === 'running' ? 'r' : 'w'}${done}`
  })
  return [runs[0]?.id ?? 0, ...parts].join('-')
}

/** A run as the API shows it. */
export function toBackupRun(run: Run): JsonObject {
  return {
    id: runId(run),
    startedAt: utcDate(run.startedAt),
    finishedAt: run.finishedAt === null ? null : utcDate(run.finishedAt),
    localDay: run.localDay,
    trigger: run.trigger,
    state: run.state,
    progress: run.progress === null ? null : { ...run.progress },
    problem: run.problem === null ? null : toProblem(run.problem),
    restorePointId: run.point === null ? null : pointId(run.point),
  }
}

function fits(run: Run, { localDay, state, trigger }: JsonObject): boolean {
  if (localDay !== undefined && run.localDay !== localDay) return false
  if (state !== undefined && run.state !== state) return false
  return trigger === undefined || run.trigger === trigger
}
