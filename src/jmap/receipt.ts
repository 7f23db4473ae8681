import type { KnownDamage, Proof } from '../domain/damage.ts'
import type { Receipt, ReceiptFolder } from '../domain/folder-state.ts'
import { emailId, parsePointId, pointId } from '../domain/ids.ts'
import type { Point } from '../domain/point.ts'
import { receiptTotals } from '../formats/receipt-totals.ts'
import { readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { utcDate } from './dates.ts'
import { methodError } from './errors.ts'
import { pick, propertiesToGet } from './get.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { toProblem } from './restore-point.ts'

/** Each one reads files: so many at once. */
const MOST = 50
/** Gaps of a folder that are listed; their number is told whole. */
const MOST_GAPS = 1000

const PROPERTIES = [
  'id',
  'restorePointId',
  'number',
  'dir',
  'localDay',
  'takenAt',
  'status',
  'state',
  'hasReceipt',
  'totals',
  'folders',
  'leftOut',
  'problems',
  'sha256',
  'chain',
  'checkedAt',
  'damages',
]

/** Receipt/get: what restore points hold and lack, and what proves it; `ids` are those of the points. */
export const receiptGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = given.idsOrNull('ids') ?? asked.points.map(({ number }) => pointId(number))
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  if (ids.length > MOST) throw methodError('requestTooLarge', `One call can get ${MOST} receipts.`)
  const objects: JsonObject[] = []
  for (const id of new Set(ids)) {
    const point = asked.points.find(({ number }) => number === parsePointId(id))
    const proof = point ? await asked.person.proof(point.number) : null
    if (point && proof) objects.push(toReceipt(asked, point, proof))
  }
  // Damage comes and goes without a new point: what was read now is the only state there is.
  const state = String(Math.max(0, ...asked.points.map(({ number }) => number)))
  return { accountId, state, ...pick(objects, ids, properties) }
}

function toReceipt(asked: Asked, point: Point, proof: Proof): JsonObject {
  const { receipt, sha, chain, damages, checkedAt } = proof
  const isWhole = receipt !== null && chain !== 'broken' && damages.length === 0
  const previous = receipt?.previous ?? null
  const before = asked.points.find(({ dir }) => dir === previous?.dir)
  return {
    id: pointId(point.number),
    restorePointId: pointId(point.number),
    number: point.number,
    dir: point.dir,
    localDay: point.localDay,
    takenAt: utcDate(point.takenAt),
    status: point.status,
    state: isWhole ? 'whole' : 'damaged',
    hasReceipt: receipt !== null,
    totals: receipt && receiptTotals(receipt),
    folders: receipt ? receipt.folders.map(toFolder) : null,
    leftOut: receipt && (receipt.leftOut ?? []),
    problems: (receipt?.point ?? point).problems.map(toProblem),
    sha256: sha,
    chain: {
      state: chain,
      previousDir: previous?.dir ?? null,
      previousId: before ? pointId(before.number) : null,
      previousSha256: previous?.receipt ?? null,
    },
    checkedAt: checkedAt === null ? null : utcDate(checkedAt),
    damages: damages.map(damage => toDamage(damage, receipt)),
  }
}

function toFolder(folder: ReceiptFolder): JsonObject {
  const { outcome, counted, state, newest, manifest, problem } = folder
  const header = state === null ? null : newest
  return {
    id: folder.folder,
    path: folder.path,
    outcome,
    counted,
    stored: header?.messages ?? null,
    size: header?.bytes ?? null,
    gaps: (header?.gaps ?? []).slice(0, MOST_GAPS).map(({ uid, reason }) => ({ uid, reason })),
    gapsTotal: header?.gaps.length ?? 0,
    later: header?.unread ?? 0,
    uidValidity: header?.uidValidity ?? null,
    readAt: header ? utcDate(header.readAt) : null,
    state,
    manifest: header ? manifest : null,
    problem: problem && toProblem(problem),
  }
}

function toDamage({ what, mailbox, folder, uid, file, foundAt }: KnownDamage, receipt: Receipt | null): Json {
  const shown = receipt?.folders.find(f => f.folder === mailbox)?.newest
  const isMessage = what === 'message-lost' || what === 'message-changed'
  return {
    what,
    folder,
    mailboxId: mailbox,
    uid,
    emailId: mailbox && uid && shown ? emailId(mailbox, shown.uidValidity, uid) : null,
    blobId: isMessage ? file.slice(0, 64) : null,
    foundAt: utcDate(foundAt),
  }
}
