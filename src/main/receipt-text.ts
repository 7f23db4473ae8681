import type { KnownDamage, Proof } from '../domain/damage.ts'
import { clockWords, localDay, localTime } from '../domain/day.ts'
import type { Gap, ReceiptFolder } from '../domain/folder-state.ts'
import type { Point, Problem } from '../domain/point.ts'
import { receiptTotals } from '../formats/receipt-totals.ts'
import { wordsOf } from './problem-words.ts'

/** Gaps that are written out one by one; the JSON has all. */
const MOST_GAPS = 100

/** A receipt in words, for a person at a terminal: lines without their end. Names from the mail server are as they came. */
export function receiptText(point: Point, proof: Proof): string[] {
  const { receipt } = proof
  const when = (at: number) => clockWords(at, point.zone)
  const head = [`Backup #${point.number} of ${point.localDay}, ${point.status}, in days/${point.dir}`]
  if (!receipt)
    return [...head, 'Its receipt is lost or is not as it was sealed.', ...damageLines(proof.damages)]
  const totals = receiptTotals(receipt)
  return [
    ...head,
    `Taken ${when(point.takenAt)}, ${keptWords(point)} (${point.zone})`,
    `${totals.folders} folders, ${totals.foldersRead} read; the server counted ${totals.counted} messages, ` +
      `${totals.stored} are stored, ${totals.gaps} could not be had, ${totals.later} are left for a later night`,
    ...receipt.folders.flatMap(folder => folderLines(folder, when)),
    ...(receipt.leftOut?.length ? [`Left out by the plan: ${receipt.leftOut.join(', ')}`] : []),
    ...receipt.point.problems
      .filter(problem => problem.folder === undefined)
      .map(problem => problemLine(problem, when)),
    `SHA-256 of this receipt: ${proof.sha}`,
    chainLine(proof),
    proof.checkedAt === null
      ? 'Its messages have not all been read again yet.'
      : `All messages of this account were last read again in the round that began ${when(proof.checkedAt)}.`,
    ...damageLines(proof.damages),
  ]
}

/** "kept until the end of 2026-12-08": that day, its last, is what lists and page show. A time that ends within a day is told with the clock. */
export function keptWords({
  keptUntil,
  takenAt,
  zone,
}: Pick<Point, 'keptUntil' | 'takenAt' | 'zone'>): string {
  if (keptUntil <= takenAt) return 'promised no time, because its plan keeps none taken by hand'
  const isMidnight = localTime(keptUntil, zone) === '0000'
  return `kept until ${isMidnight ? `the end of ${localDay(keptUntil - 1, zone)}` : clockWords(keptUntil, zone)}`
}

function folderLines(
  { path, outcome, counted, state, newest, manifest, problem }: ReceiptFolder,
  when: (at: number) => string,
): string[] {
  const header = state === null ? null : newest
  const count = counted === null ? 'not counted by the server' : `server ${counted}`
  const first = header
    ? `  ${path}: ${outcome}, ${count}, stored ${header.messages}, ${header.bytes} octets, state ${header.folder}/${header.n}`
    : `  ${path}: ${outcome === 'read' ? 'a parent without messages' : 'not read'}, ${count}`
  return [
    first,
    ...(header && manifest ? [`    manifest ${manifest}`] : []),
    ...(header?.gaps ?? []).slice(0, MOST_GAPS).map(gapLine),
    ...(header && header.gaps.length > MOST_GAPS ? [`    … and ${header.gaps.length - MOST_GAPS} more`] : []),
    ...(header?.unread ? [`    ${header.unread} messages are left for a later night`] : []),
    ...(problem ? [problemLine(problem, when)] : []),
  ]
}

const REASONS: Record<Gap['reason'], string> = {
  refused: 'the server refused it',
  'not-sent': 'the server did not send it',
  cut: 'the server broke off in the middle',
  'too-slow': 'it took too long',
}

function gapLine({ uid, reason }: Gap): string {
  return `    UID ${uid} is missing: ${REASONS[reason]}`
}

function problemLine(
  { code, folder, uids, done, of, until, detail }: Problem,
  when: (at: number) => string,
): string {
  const words = [
    folder ?? '',
    uids?.length ? `UID ${uids.slice(0, MOST_GAPS).join(' ')}` : '',
    done === undefined ? '' : `${done} of ${of ?? '?'}`,
    until === undefined ? '' : `${code === 'not-finished' ? 'done by' : 'goes on'} ${when(until)}`,
    detail ?? '',
  ]
  return `    ${wordsOf({ code, until })}: ${words.filter(Boolean).join(', ')}`.replace(/: $/, '')
}

function chainLine({ chain, receipt }: Proof): string {
  const previous = receipt?.previous
  const named = previous ? `${previous.dir} (receipt ${previous.receipt})` : ''
  switch (chain) {
    case 'first':
      return 'Chain: this is the first backup of the account.'
    case 'linked':
      return `Chain: follows ${named}, which is there unchanged.`
    case 'begins':
      return `Chain: begins here; ${named} was dropped at the end of its time.`
    case 'broken':
      return `Chain: BROKEN; ${named} is missing or was changed.`
  }
}

function damageLines(damages: readonly KnownDamage[]): string[] {
  return damages.map(({ what, folder, uid, file }) =>
    ['DAMAGED:', what, folder ?? '', uid === null ? '' : `UID ${uid}`, file].filter(Boolean).join(' '),
  )
}
