import { jmap } from './jmap.ts'
import type { Problem } from './problem-words.ts'

/** A backup that was asked for (BackupRun). */
export interface Run {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  progress: { messages: number; messagesDone: number } | null
  problem: Problem | null
  restorePointId: string | null
}

/** The run that was begun, or the one that was under way already; else why not, as a JMAP error type. */
export async function backUpNow(control: string): Promise<{ run: string } | { refused: string }> {
  const [answer] = await jmap<
    [
      {
        created: { now?: Run } | null
        notCreated: { now?: { type: string; existingId?: string } } | null
      },
    ]
  >(['BackupRun/set', { accountId: control, create: { now: {} } }])
  const run = answer.created?.now?.id ?? answer.notCreated?.now?.existingId
  return run === undefined ? { refused: answer.notCreated?.now?.type ?? 'other' } : { run }
}

export async function loadRun(control: string, id: string): Promise<Run | null> {
  const [answer] = await jmap<[{ list: Run[] }]>(['BackupRun/get', { accountId: control, ids: [id] }])
  return answer.list[0] ?? null
}
