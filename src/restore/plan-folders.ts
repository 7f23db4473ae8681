import { type Bin, binOf, rolesOf, topName } from '../domain/folder-roles.ts'
import type { LiveFolder } from '../domain/live-mailbox.ts'
import type { LiveCheck } from '../domain/presence.ts'
import { pathKey } from './path-key.ts'

/** A folder of the live mailbox. */
export interface LivePlace {
  /** as domain/restore-index.ts counts places; NaN for one that was not looked at */
  place: number
  folder: LiveFolder
  /** what stands in it is known */
  isKnown: boolean
  bin: Bin
}

export interface LiveFolders {
  /** of the account's own folders; the delimiter is null where folders do not nest */
  namespace: { prefix: string; delimiter: string | null }
  all: readonly LivePlace[]
  /** the folder that this id of ours is today; null when it is gone, or no folder of the newest point */
  ofFolder(folder: number): LivePlace | null
  byPath(path: string): LivePlace | null
  at(place: number): LivePlace | null
}

/** The live folders, with what a look at them found. */
export function liveFolders(
  listed: readonly LiveFolder[],
  check: Pick<LiveCheck, 'folders'>,
  namespace: LiveFolders['namespace'],
): LiveFolders {
  const roles = rolesOf(listed.map(one => ({ ...one, folder: one.path })))
  const places = new Map<string, { place: number; isKnown: boolean }>()
  let fresh = 0
  for (const { folder, path, known } of check.folders)
    places.set(path, { place: folder === null ? --fresh : Number(folder.slice(1)), isKnown: known })
  const all = listed.map(folder => ({
    ...(places.get(folder.path) ?? { place: Number.NaN, isKnown: false }),
    folder,
    bin: binOf(roles.get(folder.path) ?? null, topName(folder)),
  }))
  const byPath = new Map(all.map(one => [pathKey(one.folder.path), one]))
  const byPlace = new Map(all.map(one => [one.place, one]))
  return {
    namespace,
    all,
    ofFolder: folder => byPlace.get(folder) ?? null,
    byPath: path => byPath.get(pathKey(path)) ?? null,
    at: place => byPlace.get(place) ?? null,
  }
}
