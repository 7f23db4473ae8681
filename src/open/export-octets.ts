import type { ExportedMessage, ExportPlan, ExportTaking, ReadsMessage } from '../domain/export.ts'
import { archiveLength, archiveOctets, type Item, madeItem } from '../formats/archive.ts'
import { tar } from '../formats/tar.ts'
import { zip } from '../formats/zip.ts'
import { mboxesInZip, oneMbox } from './export-mbox.ts'
import { checksumLine, planEntries } from './export-plan.ts'

/** Octets of the whole, where they are known beforehand: MBOX grows by what is quoted, so its length is not. Stops now and then, so that others come in between. */
export function* exportLength(plan: ExportPlan): Generator<void, number | null> {
  const { format, container } = plan
  if (format === 'mbox') return null
  if (container === 'none') return onlyMessage(plan).size
  return yield* archiveLength(container === 'zip' ? zip : tar, membersOf(plan))
}

/**
 * The octets of an export from `from` on; only where its length is known may that be other than 0. In an archive what
 * cannot be read is left out and named in errors.txt; in a bare file, and where nothing may be left out, Lost is thrown.
 */
export function* exportOctets(
  plan: ExportPlan,
  read: ReadsMessage,
  { from, mayLeaveOut }: Pick<ExportTaking, 'from' | 'mayLeaveOut'>,
): Generator<Uint8Array> {
  const { format, container } = plan
  if (format === 'mbox' && container === 'zip') yield* mboxesInZip(plan, read)
  else if (format === 'mbox') yield* oneMbox(plan, read)
  else if (container === 'none') yield* after(from, read(onlyMessage(plan)))
  else
    yield* archiveOctets(container === 'zip' ? zip : tar, () => itemsOf(plan, read), {
      from,
      errorsName: mayLeaveOut ? (plan.lost > 0 ? 'errors-2.txt' : 'errors.txt') : null,
    })
}

// Everything in its order; what is gone through twice is the same both times.
function* itemsOf(plan: ExportPlan, read: ReadsMessage): Generator<Item> {
  for (const entry of planEntries(plan)) {
    const { name } = entry
    if (entry.kind === 'text') yield madeItem(name, plan, () => [Buffer.from(entry.text)])
    else if (entry.kind === 'folder')
      yield {
        member: { name, size: 0, crc32: 0, date: plan.date, dos: plan.dos, isFolder: true },
        bytes: () => [],
      }
    else if (!entry.isLost) {
      const { size, crc32, date, dos } = entry
      const item: Item = { member: { name, size, crc32, date, dos }, bytes: () => read(entry) }
      yield item
    }
  }
  if (plan.manifest) yield manifestOf(plan, plan.manifest)
  if (plan.lost > 0) yield madeItem('errors.txt', plan, () => lostLines(plan))
}

function* membersOf(plan: ExportPlan) {
  for (const { member } of itemsOf(plan, () => [])) yield member
}

function manifestOf(plan: ExportPlan, { size, crc32 }: { size: number; crc32: number }): Item {
  const { date, dos } = plan
  return { member: { name: 'MANIFEST.sha256', size, crc32, date, dos }, bytes: () => checksums(plan) }
}

function* checksums(plan: ExportPlan): Generator<Uint8Array> {
  for (const entry of planEntries(plan)) {
    const line = checksumLine(entry)
    if (line) yield line
  }
}

function* lostLines(plan: ExportPlan): Generator<Uint8Array> {
  yield Buffer.from('These messages are damaged in the backup and are not in this archive.\n\n')
  for (const entry of planEntries(plan))
    if (entry.kind === 'message' && entry.isLost) yield Buffer.from(`${entry.name}\n`)
}

function onlyMessage(plan: ExportPlan): ExportedMessage {
  const only = planEntries(plan).find(entry => entry.kind === 'message')
  if (only?.kind !== 'message') throw new Error('this export has no message')
  return only
}

function* after(from: number, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let left = from
  for (const piece of pieces) {
    if (left < piece.length) yield piece.subarray(left)
    left = Math.max(0, left - piece.length)
  }
}
