import type { ItemState, RestoreItem } from '../domain/restore.ts'
import type { RestoreFile } from '../domain/restore-file.ts'
import type { Arrivals } from './arrivals.ts'

/** The UIDs that this request added so far, by folder and UIDVALIDITY. */
export function addedUids(items: RestoreFile): (path: string, uidValidity: number) => ReadonlySet<number> {
  const known = new Map<string, Set<number>>()
  for (const { target, uid, uidValidity } of eachItem(items, ['added'])) {
    if (uid === null || uidValidity === null) continue
    const key = `${uidValidity} ${target}`
    const uids = known.get(key) ?? new Set<number>()
    known.set(key, uids.add(uid))
  }
  return (path, uidValidity) => known.get(`${uidValidity} ${path}`) ?? new Set()
}

/**
 * What this request added and the server told no UID of, by folder: it stands among the arrivals until it is read back, and
 * would be taken for another copy of the same message that is still to be added.
 */
export function addedWithoutUid(items: RestoreFile): (path: string) => readonly RestoreItem[] {
  const untold = new Map<string, RestoreItem[]>()
  for (const item of eachItem(items, ['added'])) {
    if (item.uid !== null) continue
    const same = untold.get(item.target) ?? []
    untold.set(item.target, same)
    same.push(item)
  }
  return path => untold.get(path) ?? []
}

/** In a folder that became another one since the plan, what was there then is counted first. */
export async function passThere(items: RestoreFile, path: string, arrivals: Arrivals): Promise<void> {
  for (const item of eachItem(items, ['there'])) if (item.target === path) await arrivals.take(item)
}

/** All items of these states, read in pages; what is marked meanwhile may come or not. */
export function* eachItem(items: RestoreFile, states: readonly ItemState[]): Generator<RestoreItem> {
  for (let after = 0; ; ) {
    const page = items.items({ states, after, limit: 500 })
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.n
  }
}
