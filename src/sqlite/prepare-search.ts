import type { EmailSearch } from '../domain/email-query.ts'
import { type Plan, planOf } from './email-plan.ts'
import { emailWhere } from './email-where.ts'
import { folderNumber } from './index-schema.ts'

/** A search in a point, made ready: SQL over the aliases p, c and, where the filter asks for it, m. */
export interface Searched {
  plan: Plan
  /** all that must be true of c besides the words */
  where: string
  /** nothing must be, and no folder is named */
  isFree: boolean
  /** a folder or a time is named: what can be meant is sought, not found by a look at all copies of the point */
  isSought: boolean
  params: Record<string, unknown>
}

/** Null when nothing can be found. */
export function prepareSearch(point: number, { filter, hidesDeleted }: EmailSearch): Searched | null {
  const plan = planOf(filter)
  if (!plan) return null
  const { sql, params } = emailWhere(plan.rest, 'point', { point })
  const conditions = [sql]
  if (hidesDeleted) conditions.push('c.flags NOT IN (SELECT id FROM flags WHERE deleted = 1)')
  if (plan.folder !== null) {
    // Said of p too: SQLite would look into every folder of the point.
    conditions.push('p.folder = :folder')
    params.folder = folderNumber(plan.folder)
  }
  return {
    plan,
    where: conditions.join(' AND '),
    isFree: plan.rest === null && !hidesDeleted,
    isSought: plan.folder !== null || /\bc\.date\b/.test(sql),
    params,
  }
}

/** CROSS JOIN holds SQLite to the order written. */
export const IN_POINT = `FROM point_folder p CROSS JOIN copy c
  ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state`
/** Rows of message are read only where something asks for them. */
export function joined(sql: string): string {
  return /\bm\./.test(sql) ? 'CROSS JOIN message m ON m.id = c.message' : ''
}
