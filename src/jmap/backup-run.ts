import { pointId } from '../domain/ids.ts'
import type { Run } from '../domain/point.ts'
import { isString, readArguments } from './arguments.ts'
import { controlAccount } from './call.ts'
import { utcDate } from './dates.ts'
import { matches, readCondition, readFilter } from './filter.ts'
import { pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { readOrder, toProblem } from './restore-point.ts'
import { cut, idsInMemory, readWindow } from './window.ts'

/** Older runs say nothing about a day that is still kept. */
const MOST_RUNS = 1000

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
  localDay: { is: isString, wanted: 'a day such as "2026-11-21"' },
  state: { is: isString, wanted: '"waiting", "running", "done" or "failed"' },
  trigger: { is: isString, wanted: '"first", "nightly" or "manual"' },
}

/** BackupRun/get: each attempt to make a restore point, those under way with their progress. */
export const backupRunGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = given.idsOrNull('ids')
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const runs = await asked.person.runs(MOST_RUNS)
  return { accountId, state: runsState(runs), ...pick(runs.map(toBackupRun), ids, properties) }
}

/** BackupRun/query: newest first unless sorted by `startedAt` ascending. */
export const backupRunQuery: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const filter = readFilter(given.any('filter'), condition => readCondition(condition, CONDITIONS))
  const ascending = readOrder(given.any('sort'), 'startedAt')
  const window = readWindow(given)
  given.done()
  await controlAccount(asked, accountId)
  const runs = await asked.person.runs(MOST_RUNS)
  const found = runs.filter(run => matches(filter, condition => fits(run, condition)))
  const ids = found.map(runId)
  return {
    accountId,
    queryState: runsState(runs),
    canCalculateChanges: false,
    ...(await cut(idsInMemory(ascending ? ids.reverse() : ids), window)),
  }
}

function runId({ id }: Run): string {
  return `r${id}`
}

/** A finished run never changes, so the newest one and those under way tell one state from another. */
function runsState(runs: readonly Run[]): string {
  const open = runs.filter(({ state }) => state === 'waiting' || state === 'running')
  const parts = open.map(({ id, state, progress: p }) => {
    const done = p ? `.${p.foldersDone}.${p.messagesDone}.${p.bytesDone}` : ''
    return `${id}${state === 'running' ? 'r' : 'w'}${done}`
  })
  return [runs[0]?.id ?? 0, ...parts].join('-')
}

function toBackupRun(run: Run): JsonObject {
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
