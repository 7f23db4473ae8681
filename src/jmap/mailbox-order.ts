import type { Compare } from '../domain/collation.ts'
import type { FolderInPoint } from '../domain/point.ts'

/** Special folders first (RFC 8621 2, sortOrder: lower comes first); everybody else after them, by name. */
const ORDER: Readonly<Record<NonNullable<FolderInPoint['role']>, number>> = {
  inbox: 1,
  sent: 2,
  drafts: 3,
  archive: 4,
  junk: 5,
  trash: 6,
  all: 7,
  flagged: 8,
}

/** `sortOrder` of a folder. */
export function sortOrder(folder: FolderInPoint): number {
  return folder.role === null ? 10 : ORDER[folder.role]
}

/** Sorted copy in which children follow their parent (RFC 8621 2.3 `sortAsTree`); `compare` orders siblings. */
export function asTree(folders: readonly FolderInPoint[], compare: Compare<FolderInPoint>): FolderInPoint[] {
  const ids = new Set(folders.map(folder => folder.folder))
  const children = new Map<string | null, FolderInPoint[]>()
  for (const folder of folders) {
    const parent = folder.parent !== null && ids.has(folder.parent) ? folder.parent : null
    children.set(parent, [...(children.get(parent) ?? []), folder])
  }
  const tree: FolderInPoint[] = []
  const waiting = (children.get(null) ?? []).sort(compare).reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    tree.push(next)
    waiting.push(...(children.get(next.folder) ?? []).sort(compare).reverse())
  }
  // A circle of parents hangs from no root; its folders still belong in the answer.
  return tree.length === folders.length
    ? tree
    : [...tree, ...folders.filter(folder => !tree.includes(folder))]
}
