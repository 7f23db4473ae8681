import type { Sha256 } from '../domain/message.ts'
import {
  type ItemState,
  RESTORED_KEYWORD,
  type RestoreItem,
  type RestorePlan,
  type RestoreWish,
} from '../domain/restore.ts'
import type { RestoreAbilities } from '../domain/restore-abilities.ts'
import type { NewRestoreFile } from '../domain/restore-file.ts'
import type { CopyDetails, RestoreIndex, WishedCopy } from '../domain/restore-index.ts'
import { type Foretold, openForetelling } from './foretell.ts'
import { keptFlags } from './kept-flags.ts'
import { type Found, MISSING } from './missing-copies.ts'
import type { LiveFolders } from './plan-folders.ts'
import type { Target, Targets } from './plan-targets.ts'
import { planTotals } from './plan-totals.ts'
import { turn, type Wished } from './wished-copies.ts'

export interface Planned {
  index: Pick<RestoreIndex, 'details'>
  wished: Wished
  targets: Targets
  found: Found
  live: LiveFolders
  lost: ReadonlySet<Sha256>
  items: NewRestoreFile
  wish: RestoreWish
  abilities: RestoreAbilities
  /** does this login write, too: then its rights say what can be written */
  isWriting: boolean
}

/** Items that are written at once. */
const ROWS = 500

/** Writes an item for each wished copy, and sums them up. */
export async function planItems(planned: Planned): Promise<Omit<RestorePlan, 'comparedAt'>> {
  const { index, wished, targets, found, live, lost, items, wish, abilities, isWriting } = planned
  const { copies } = wished
  const totals = planTotals()
  const foretelling = await openForetelling(abilities, { live, isWriting })
  let n = 0
  for (let from = 0; from < copies.length; from += ROWS) {
    const places: number[] = []
    for (let i = from; i < Math.min(from + ROWS, copies.length); i++)
      if (found.states[i] !== MISSING.double) places.push(i)
    const chunk = places.flatMap(i => copies[i] ?? [])
    const page: RestoreItem[] = []
    for (const [c, details] of index.details(chunk).entries()) {
      const copy = chunk[c]
      const i = places[c]
      if (!copy || i === undefined) continue
      const missing = found.states[i]
      const state = stateOf(missing, wish, lost.has(details.sha))
      const [own, to] = [targets.own(copy.folder), targets.to(copy.folder)]
      const from = wished.folders.get(copy.folder)?.path ?? own.path
      const message = { ...details, flags: keptFlags(details.flags) }
      const foretold: Foretold =
        state === 'add' ? await foretelling.of(to, message) : { refused: null, why: null }
      const at = found.places[i] ?? 0
      totals.add({
        from,
        to,
        state,
        size: details.size,
        refused: foretold.refused,
        isBinned: missing === MISSING.binned,
        movedTo: missing === MISSING.moved ? (live.at(at)?.folder.path ?? '') : null,
      })
      page.push({ ...newItem(copy, message, to), n: ++n, path: from, state, why: foretold.why })
    }
    items.add(page)
    await turn()
  }
  const keeps = await foretelling.keepsKeywords()
  return {
    ...totals.sum(targets.beside),
    quota: foretelling.quota(),
    appendLimit: foretelling.appendLimit(),
    mark: keeps ? `${RESTORED_KEYWORD}${wished.point.number}` : null,
    canUndo: abilities.uidPlus(),
  }
}

function stateOf(missing: number | undefined, { moved, binned }: RestoreWish, isLost: boolean): ItemState {
  if (missing === MISSING.there) return 'there'
  if (missing === MISSING.unknown) return 'unknown'
  if (missing === MISSING.moved && !moved) return 'moved'
  if (missing === MISSING.binned && !binned) return 'binned'
  return isLost ? 'lost' : 'add'
}

function newItem(
  { point, folder }: WishedCopy,
  message: CopyDetails,
  to: Target,
): Omit<RestoreItem, 'n' | 'path' | 'state' | 'why'> {
  return {
    ...message,
    point,
    folder: `f${folder}`,
    target: to.path,
    said: null,
    uid: null,
    uidValidity: null,
    addedFlags: null,
  }
}
