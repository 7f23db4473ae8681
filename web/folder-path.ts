import type { Progress } from '../src/domain/point.ts'
import { flatten, isAt } from './folder-tree.ts'
import { ready } from './loaded.ts'
import { openTree } from './open.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/**
 * A folder as the page calls it, by its path at the mail server: "Inbox", "Projects / Kitchen". Of one that the open day
 * lacks what is below a folder that it has; else the path itself, whose delimiter nobody told us.
 */
export function pathText(path: string): string {
  const tree = ready(openTree.value) ?? []
  const known = flatten(tree).find(one => isAt(one, path))
  if (known) return visible(known.path)
  const top = tree.find(({ folder: { name } }) => path.startsWith(name) && isMark(path[name.length]))
  if (!top) return visible(path)
  const { name } = top.folder
  const below = path.slice(name.length + 1).split(path[name.length] ?? '')
  return visible([top.name, ...below].join(' / '))
}

/** Its own name alone, "Kitchen", where no other folder of the open day has the same; else as `pathText`. */
export function leafText(path: string): string {
  const all = flatten(ready(openTree.value) ?? [])
  const own = all.find(one => isAt(one, path))?.name ?? pathText(path).split(' / ').at(-1) ?? path
  return all.filter(({ name }) => name === own).length > 1 ? pathText(path) : visible(own)
}

/** The folder that a run is in, before there is a backup to look names up in: "Inbox", "Sent", "Inbox / Kitchen". */
export function underWayText({
  folder,
  delimiter,
  role,
}: Pick<Progress, 'folder' | 'delimiter' | 'role'>): string {
  const names = delimiter ? (folder ?? '').split(delimiter) : [folder ?? '']
  const roles = words.folders.role
  if (role) return roles[role]
  return visible(
    names.map((name, i) => (i === 0 && name.toUpperCase() === 'INBOX' ? roles.inbox : name)).join(' / '),
  )
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && /^[^\p{L}\p{N}\s]$/u.test(character)
}
