import { locale } from './numbers.ts'
import { words } from './words.ts'

/** A folder as Mailbox/get names it (RFC 8621 2). */
export interface Folder {
  id: string
  name: string
  parentId: string | null
  role: string | null
  sortOrder: number
  totalEmails: number
  unreadEmails: number
}

/** A folder at its place in the tree. `name` is what people read: the role's word for special folders. */
export interface FolderNode {
  folder: Folder
  name: string
  /** names from the top, for search results and titles */
  path: string
  /** names as the mail server has them, from the top */
  names: string[]
  depth: number
  children: FolderNode[]
}

/** The tree in the server's order (RFC 8621 2 sortOrder: special folders first), then by name. Built from the top without recursion on hostile depth. */
export function folderTree(folders: readonly Folder[]): FolderNode[] {
  const known = new Map(folders.map(folder => [folder.id, node(folder)]))
  const roots: FolderNode[] = []
  for (const one of known.values()) {
    const parent = one.folder.parentId === null ? undefined : known.get(one.folder.parentId)
    if (parent && parent !== one) parent.children.push(one)
    else roots.push(one)
  }
  const order = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const level = [{ nodes: roots, path: '', names: [] as string[], depth: 0 }]
  for (let at = level.pop(); at; at = level.pop()) {
    at.nodes.sort((a, b) => a.folder.sortOrder - b.folder.sortOrder || order.compare(a.name, b.name))
    for (const one of at.nodes) {
      one.depth = at.depth
      one.names = [...at.names, one.folder.name]
      one.path = at.path ? `${at.path} / ${one.name}` : one.name
      if (one.children.length > 0)
        level.push({ nodes: one.children, path: one.path, names: one.names, depth: at.depth + 1 })
    }
  }
  return roots
}

/** All nodes in the order they are shown. */
export function flatten(roots: readonly FolderNode[]): FolderNode[] {
  const all: FolderNode[] = []
  const stack = [...roots].reverse()
  for (let one = stack.pop(); one; one = stack.pop()) {
    all.push(one)
    stack.push(...[...one.children].reverse())
  }
  return all
}

/** What a folder is called in the reader's language. People's own folders keep their names. */
export function folderName(folder: Pick<Folder, 'name' | 'role'>): string {
  const names: Record<string, string> = words.folders.role
  return (folder.role && names[folder.role]) || folder.name
}

/** Is this the folder with that path? Paths are joined by whatever delimiter the mail server uses. */
export function isAt(one: FolderNode, path: string): boolean {
  const delimiter = path[one.names[0]?.length ?? 0] ?? ''
  return one.names.join(delimiter) === path
}

function node(folder: Folder): FolderNode {
  return { folder, name: folderName(folder), path: '', names: [], depth: 0, children: [] }
}
