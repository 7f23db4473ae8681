import type { ItemState, PlannedFolder, RefusedWhy, RestorePlan } from '../domain/restore.ts'
import type { Target } from './plan-targets.ts'

interface Counted {
  from: string
  to: Target
  state: ItemState
  size: number
  refused: RefusedWhy | null
  isBinned: boolean
  /** where it stands, when it was only moved */
  movedTo: string | null
}

type Sums = Omit<RestorePlan, 'comparedAt' | 'quota' | 'appendLimit' | 'mark' | 'canUndo'>

/** Adds up what a plan would do. */
export function planTotals() {
  const count = { add: 0, bytes: 0, binned: 0, there: 0, moved: 0, unknown: 0, lost: 0 }
  const movedTo = new Map<string, number>()
  const refused = new Map<RefusedWhy, number>()
  const folders = new Map<string, PlannedFolder>()
  const create = new Set<string>()
  return {
    add({ from, to, state, size, refused: why, isBinned, movedTo: place }: Counted): void {
      const key = JSON.stringify([from, to.path])
      const folder = folders.get(key) ?? newFolder(from, to)
      folders.set(key, folder)
      if (state === 'add') {
        count.bytes += size
        if (!to.live?.folder.selectable) create.add(to.path)
      }
      if (why) refused.set(why, (refused.get(why) ?? 0) + 1)
      const both: Pick<PlannedFolder, 'add' | 'there' | 'binned' | 'moved'>[] = [count, folder]
      for (const sums of both) {
        if (state === 'add') sums.add++
        if (state === 'there') sums.there++
        if (isBinned) sums.binned++
        if (place !== null) sums.moved++
      }
      if (state === 'unknown') count.unknown++
      if (state === 'lost') count.lost++
      if (place !== null) movedTo.set(place, (movedTo.get(place) ?? 0) + 1)
    },
    sum(beside: string | null): Sums {
      const made = beside !== null && create.size ? [beside, ...create] : [...create]
      return {
        ...count,
        movedTo: [...movedTo].map(([path, n]) => ({ path, count: n })).sort((x, y) => y.count - x.count),
        create: [...new Set(made)].sort(),
        beside,
        folders: [...folders.values()],
        refused: [...refused].map(([why, n]) => ({ why, count: n })),
      }
    },
  }
}

function newFolder(from: string, { path, live }: Target): PlannedFolder {
  const { uidValidity = null, uidNext = null } = live?.folder.status ?? {}
  return { from, to: path, add: 0, there: 0, moved: 0, binned: 0, uidValidity, uidNext }
}
