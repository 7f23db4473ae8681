import type { RestorePlan } from '../../src/domain/restore.ts'

/** A plan as a dry run would give it. */
export const RESTORE_PLAN: RestorePlan = {
  ...{ comparedAt: 0, add: 1, bytes: 100, binned: 0, there: 0, moved: 0, movedTo: [], unknown: 0, lost: 0 },
  ...{ create: [], beside: null, folders: [], quota: null, refused: [], appendLimit: null },
  ...{ mark: '$Restored1', canUndo: true },
}
