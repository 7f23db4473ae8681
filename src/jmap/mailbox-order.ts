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

export type Compare<T> = (a: T, b: T) => number

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

/** Comparison of strings by a collation of RFC 4790 and RFC 5051, or null for one this server does not have. */
export function collation(id: string): Compare<string> | null {
  if (id === 'i;octet') return byCodePoint
  if (id === 'i;ascii-casemap') {
    return (a, b) => byCodePoint(a.replace(/[a-z]/g, upper), b.replace(/[a-z]/g, upper))
  }
  if (id === 'i;unicode-casemap') return (a, b) => byCodePoint(casemap(a), casemap(b))
  return null
}

function casemap(text: string): string {
  return text.toUpperCase().normalize('NFKD')
}

function upper(letter: string): string {
  return letter.toUpperCase()
}

/** As UTF-8 octets compare; UTF-16 units would put U+E000 to U+FFFF after all planes beyond the first. */
function byCodePoint(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
