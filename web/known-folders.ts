import { type FolderNode, flatten, folderTree } from './folder-tree.ts'
import { loaded, ready } from './loaded.ts'
import { loadFolders } from './mail.ts'
import { accountOf, backups, openTree } from './open.ts'

/** Days whose folders are looked through for one that is no more. */
const mostDays = 40

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
  const known = new Map(open.map(node => [node.folder.id, { node, isOpen: true }]))
  const answers = days
    .flatMap(day => day.backups.at(-1) ?? [])
    .slice(-mostDays)
    .reverse()
    .map(one => loaded(`folders ${one.number}`, async () => folderTree(await loadFolders(accountOf(one)))))
  for (const { value } of answers) {
    if (value.state === 'loading') return undefined
    for (const node of flatten(ready(value) ?? []))
      if (!known.has(node.folder.id)) known.set(node.folder.id, { node, isOpen: false })
  }
  return [...known.values()]
}
