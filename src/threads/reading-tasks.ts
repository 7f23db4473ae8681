import type { ExportStep, ExportWish } from '../domain/export.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId } from '../domain/point.ts'
import type { RestoreOffer } from '../domain/restore-reader.ts'
import type { HtmlOptions } from '../domain/safe-html.ts'
import type { Entry, WayIn } from '../domain/way-in.ts'

/** What a reader thread is asked: one task at a time. */
export type Task = { account: AccountId } & (
  | ({ kind: 'jmap'; request: Uint8Array } & Entry)
  | { kind: 'session'; base: string; only: number | null; how: WayIn }
  | { kind: 'exportSteps'; wish: ExportWish }
  | { kind: 'exportCopies'; step: ExportStep; after: number }
  | { kind: 'exportLost' }
  | { kind: 'blob'; point: number; blobId: string }
  | { kind: 'html'; point: number; email: string; part: string; options: HtmlOptions }
)

/** What it answers; `fault` goes to the log and ends no task. */
export type Result =
  | { state: 'done'; value: unknown }
  | { state: 'refused'; code: string; message: string; params: Readonly<Record<string, string | number>> }
  | { state: 'failed'; message: string; stack: string; code: string }
  | { state: 'fault'; message: string; stack: string }

export interface ReadingData {
  /** the data folder */
  data: string
  plans: ReadonlyMap<string, Plan>
  /** of each mail domain the name of its plan, and who decides about restores where it has admins */
  domains: ReadonlyMap<string, { plan: string; restore?: RestoreOffer }>
}

/** One task on its way to a thread. */
export interface Errand {
  task: Task
  /** milliseconds by which the clock of the program is ahead of the machine's; a clock itself cannot be handed to a thread */
  ahead: number
}
