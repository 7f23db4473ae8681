import type { ExportedMessage, ExportPlan } from '../domain/export.ts'
import type { AccountId } from '../domain/point.ts'

/** What the thread that writes downloads is told. */
export type ExportOrder = { id: number } & (
  | { kind: 'measure'; plan: ExportPlan }
  /** begin at octet `from`; the first piece is the answer. Unless some may be left out, what cannot be read ends it */
  | { kind: 'open'; account: AccountId; plan: ExportPlan; from: number; mayLeaveOut: boolean }
  | { kind: 'next' }
  | { kind: 'close' }
)

export type ExportAnswer = { id: number } & (
  | { kind: 'measured'; length: number | null; mark: string }
  /** null: that was all. `lost`: messages that were left out since the last piece */
  | { kind: 'piece'; piece: Uint8Array<ArrayBuffer> | null; lost: ExportedMessage[] }
  | { kind: 'failed'; message: string; stack: string; lost: ExportedMessage[] }
)
