import type { CopyToExport, ExportStep } from '../domain/export.ts'
import type { OpenAccount } from './open-account.ts'

/** Rows that are read of the index at once: no transaction lasts longer. */
const ROWS = 500

/** The next copies of a step after that UID, and where to go on. What the point does not hold is not among them. */
export async function exportCopies(
  person: Pick<OpenAccount, 'open'>,
  { point: number, folder, ids }: ExportStep,
  after: number,
): Promise<{ copies: CopyToExport[]; after: number | null }> {
  const point = await person.open(number)
  if (!point) return { copies: [], after: null }
  if (ids) return { copies: await point.exportByIds(ids), after: null }
  const copies = await point.exportPage({ folder, after, limit: ROWS })
  const last = copies.at(-1)
  return { copies, after: last && copies.length === ROWS ? last.uid : null }
}
