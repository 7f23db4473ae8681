import type { KnownDamage, Proof } from '../domain/damage.ts'
import type { Gap, Receipt, ReceiptFolder } from '../domain/folder-state.ts'
import type { Point, Problem } from '../domain/point.ts'

/** Gaps that are written out one by one; the JSON has all. */
const MOST_GAPS = 100

/** A receipt in words, for a person at a terminal: lines without their end. Names from the mail server are as they came. */
export function receiptText(point: Point, proof: Proof): string[] {
  const { receipt } = proof
  const head = [`Backup #${point.number} of ${point.localDay}, ${point.status}, in days/${point.dir}`]
  if (!receipt)
    return [...head, 'Its receipt is lost or is not as it was sealed.', ...damageLines(proof.damages)]
  const totals = receiptTotals(receipt)
  return [
    ...head,
    `Taken ${new Date(point.takenAt).toISOString()}, kept until ${new Date(point.keptUntil).toISOString()}`,
    `${totals.folders} folders, ${totals.foldersRead} read; the server counted ${totals.counted} messages, ` +
      `${totals.stored} are stored, ${totals.gaps} could not be had, ${totals.later} are left for a later night`,
    ...receipt.folders.flatMap(folderLines),
    ...(receipt.leftOut?.length ? [`Left out by the plan: ${receipt.leftOut.join(', ')}`] : []),
    ...receipt.point.problems.filter(problem => problem.folder === undefined).map(problemLine),
    `SHA-256 of this receipt: ${proof.sha}`,
    chainLine(proof),
    proof.checkedAt === null
      ? 'Its messages have not all been read again yet.'
      : `All messages of this account were last read again in the round that began ${new Date(proof.checkedAt).toISOString()}.`,
    ...damageLines(proof.damages),
  ]
}

/** Sums over the folders of a receipt. Folders without messages of their own count as folders only. */
export function receiptTotals({ folders }: Pick<Receipt, 'folders'>) {
  const shown = folders.filter(({ state }) => state !== null)
  const sum = (of: (f: ReceiptFolder) => number, over = shown) => over.reduce((all, f) => all + of(f), 0)
  return {
    folders: folders.length,
    foldersRead: folders.filter(({ outcome }) => outcome === 'read').length,
    counted: sum(f => f.counted ?? 0, folders),
    stored: sum(f => f.newest?.messages ?? 0),
    gaps: sum(f => f.newest?.gaps.length ?? 0),
    later: sum(f => f.newest?.unread ?? 0),
    size: sum(f => f.newest?.bytes ?? 0),
    gone: sum(f => (f.problem?.code === 'message-gone' ? (f.problem.uids?.length ?? 0) : 0)),
  }
}

function folderLines({ path, outcome, counted, state, newest, manifest, problem }: ReceiptFolder): string[] {
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
    ...(problem ? [problemLine(problem)] : []),
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

function problemLine({ code, folder, uids, done, of, detail }: Problem): string {
  const words = [
    folder ?? '',
    uids?.length ? `UID ${uids.slice(0, MOST_GAPS).join(' ')}` : '',
    done === undefined ? '' : `${done} of ${of ?? '?'}`,
    detail ?? '',
  ]
  return `    ${code}: ${words.filter(Boolean).join(', ')}`.replace(/: $/, '')
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
