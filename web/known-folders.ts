import { type FolderNode, flatten, folderTree } from './folder-tree.ts'
import { loaded, ready } from './loaded.ts'
import { loadFolders } from './mail.ts'
import { accountOf, backups, openTree } from './open.ts'

/** Days whose folders are asked for in one request. */
const atOnce = 16

/** A folder of any day: `isOpen` where the open backup has it. */
export interface KnownFolder {
  node: FolderNode
  isOpen: boolean
}

/** The folders of the open backup; undefined while they are not here. */
export function openFolders(): FolderNode[] | undefined {
  const roots = ready(openTree.value)
  return roots && flatten(roots)
}

/** The folders of all days, each once as it was last, those of the open backup first; undefined while any is on its way. */
export function foldersOfAllDays(): KnownFolder[] | undefined {
  const open = openFolders()
  const days = ready(backups.value)?.days
  if (!open || !days) return undefined
  const newest = days.flatMap(day => day.backups.at(-1) ?? []).reverse()
  const key = `folders of ${newest.map(one => one.number)}`
  const earlier = loaded(key, () => foldersOf(newest)).value
  if (earlier.state === 'loading') return undefined
  const known = new Map(open.map(node => [node.folder.id, { node, isOpen: true }]))
  for (const node of ready(earlier) ?? [])
    if (!known.has(node.folder.id)) known.set(node.folder.id, { node, isOpen: false })
  return [...known.values()]
}

// A year of days is asked for in a few requests, one after another; of each folder only its last look is kept.
async function foldersOf(newest: readonly Parameters<typeof accountOf>[0][]): Promise<FolderNode[]> {
  const found = new Map<string, FolderNode>()
  for (let i = 0; i < newest.length; i += atOnce) {
    const some = newest.slice(i, i + atOnce)
    for (const list of await Promise.all(some.map(one => loadFolders(accountOf(one)))))
      for (const node of flatten(folderTree(list)))
        if (!found.has(node.folder.id)) found.set(node.folder.id, node)
  }
  return [...found.values()]
}
