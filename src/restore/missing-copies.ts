import type { RestoreWish } from '../domain/restore.ts'
import type { RestoreIndex, Standing } from '../domain/restore-index.ts'
import type { Doubts } from './doubts.ts'
import type { LiveFolders } from './plan-folders.ts'
import type { Targets } from './plan-targets.ts'
import { openPools } from './standing-pools.ts'
import { turn, type WantedCopy } from './wished-copies.ts'

/** What became of each wished copy, side by side with the list of them. */
export interface Found {
  states: Uint8Array
  /** of a moved or binned one, where it stands: a place as domain/restore-index.ts counts */
  places: Int32Array
}

export const MISSING = { double: 0, there: 1, moved: 2, unknown: 3, binned: 4, gone: 5 } as const
type Missing = (typeof MISSING)[keyof typeof MISSING]

/** Contents that are asked about at once. */
const CONTENTS = 500

/**
 * Which of the copies are missing. Where a folder held a message twice, both are counted: one is back when one is there.
 * What stands in the folder it would go to is there, too. A message that several points show is wished for as many times
 * as that one of them has it which has it most; the others are 'double'.
 */
export async function whatIsMissing(
  index: Pick<RestoreIndex, 'standing'>,
  copies: readonly WantedCopy[],
  { live, targets, wish, doubts }: { live: LiveFolders; targets: Targets; wish: RestoreWish; doubts: Doubts },
): Promise<Found> {
  const found = { states: new Uint8Array(copies.length), places: new Int32Array(copies.length) }
  const byContent = Uint32Array.from(copies.keys()).sort(
    (x, y) => keyAt(copies, x) - keyAt(copies, y) || x - y,
  )
  /** what came is one message, whatever it looks like */
  const taken = new Set<string>()
  for (let from = 0; from < byContent.length; ) {
    const groups: number[][] = []
    while (from < byContent.length && groups.length < CONTENTS) {
      const key = keyAt(copies, byContent[from] ?? 0)
      const group: number[] = []
      for (; keyAt(copies, byContent[from] ?? -1) === key && from < byContent.length; from++)
        group.push(byContent[from] ?? 0)
      groups.push(group)
    }
    const keys = groups.map(([i = 0]) => keyAt(copies, i))
    const standing = await doubts.settle(index.standing(keys))
    for (const [g, group] of groups.entries()) {
      const stands = standing.get(keys[g] ?? 0)
      if (!stands) throw new Error('the index lost a message')
      settle({ copies, group, stands, live, targets, wish, taken, found })
    }
    await turn()
  }
  return found
}

function keyAt(copies: readonly WantedCopy[], i: number): number {
  return copies[i]?.key ?? Number.NaN
}

interface Group {
  copies: readonly WantedCopy[]
  /** places in `copies` of one content's */
  group: readonly number[]
  stands: Standing
  live: LiveFolders
  targets: Targets
  wish: RestoreWish
  taken: Set<string>
  found: Found
}

function settle({ copies, group, stands, live, targets, wish, taken, found }: Group): void {
  const pools = openPools(stands, taken)
  const left: { i: number; folder: number }[] = []
  for (const i of mostWanted(copies, group, targets)) {
    const copy = copies[i]
    if (!copy) continue
    const own = targets.own(copy.folder).live?.place
    if (own !== undefined && pools.takeKnown(own, `${copy.uidValidity}/${copy.uid}`))
      found.states[i] = MISSING.there
    else left.push({ i, folder: copy.folder })
  }
  const chosen = wish.target.kind === 'folder'
  const missing = left.flatMap(({ i, folder }) => {
    const own = targets.own(folder).live
    const to = chosen ? targets.to(folder).live : null
    found.states[i] = MISSING.there
    if (own && pools.take(own.place)) return []
    const not = new Set([own?.place, to?.place])
    const [state, place] = elsewhere(
      pools.places.filter(one => !not.has(one)),
      stands.unsure,
      live,
      [own, to],
    )
    return { i, to, state, place }
  })
  // What is kept elsewhere leaves to the others what stands in the folder that was chosen: it would not be added.
  const isMoved = ({ state }: { state: Missing }) => state === MISSING.moved
  for (const { i, to, state, place } of [
    ...missing.filter(one => !isMoved(one)),
    ...missing.filter(isMoved),
  ]) {
    if (to && pools.take(to.place)) continue
    found.states[i] = state
    found.places[i] = place
  }
}

// The same message in the same folder may have come and gone under several numbers: it stood there once at a time.
function mostWanted(copies: readonly WantedCopy[], group: readonly number[], targets: Targets): number[] {
  if (group.length === 1) return [...group]
  const byFolder = Map.groupBy(group, i => targets.own(copies[i]?.folder ?? 0).path)
  return [...byFolder.values()].flatMap(ofFolder => {
    const byPoint = new Map<number, number[]>()
    for (const i of ofFolder)
      for (const point of [copies[i]?.point ?? 0, ...(copies[i]?.others ?? [])])
        byPoint.set(point, [...(byPoint.get(point) ?? []), i])
    const [first = [], ...others] = [...byPoint].sort(([x], [y]) => y - x).map(([, list]) => list)
    return others.reduce((most, list) => (list.length > most.length ? list : most), first)
  })
}

// The order of sqlite/whereabouts.ts: what keeps it, then doubt, then Trash and Junk.
function elsewhere(
  places: readonly number[],
  unsure: ReadonlySet<number>,
  live: LiveFolders,
  homes: readonly ({ isKnown: boolean } | null)[],
): [Missing, number] {
  if (homes.some(home => home && !home.isKnown)) return [MISSING.unknown, 0]
  const kept = places.find(place => !live.at(place)?.bin)
  if (kept !== undefined) return [MISSING.moved, kept]
  if (unsure.size) return [MISSING.unknown, 0]
  const [bin] = places
  return bin === undefined ? [MISSING.gone, 0] : [MISSING.binned, bin]
}
