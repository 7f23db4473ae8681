import type { AuditActor, NewAuditEntry, RestoreAct } from '../domain/audit.ts'
import type { RestoreRequest } from '../domain/restore.ts'

/** What is written down of a step for good: figures of ours alone, nothing that anybody typed. */
export function entryOf(
  request: RestoreRequest,
  act: RestoreAct,
  who: AuditActor,
  at: number,
  figures: Record<string, string | number> = {},
): NewAuditEntry {
  const about = { request: request.number, point: request.point, ...figures }
  return { at, who, act: `restore.${act}`, account: request.account, about }
}
