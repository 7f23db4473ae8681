import { computed, signal } from '@preact/signals'
import { type Backup, type Backups, loadBackups, nthInMinute } from './backups.ts'
import { clock } from './dates.ts'
import { type FolderNode, flatten, folderTree } from './folder-tree.ts'
import { type Loaded, loaded, ready, reload } from './loaded.ts'
import { loadFolders } from './mail.ts'
import { go, home, type Place, place } from './place.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** All backups of who is signed in. */
export const backups = computed<Loaded<Backups>>(() => {
  const who = me.value
  if (!who) return { state: 'loading' }
  return loaded(`backups ${who.control}`, () => loadBackups(who.control)).value
})

/** Looks again which backups there are. */
export function lookAgain(): void {
  const who = me.peek()
  if (who) reload(`backups ${who.control}`, () => loadBackups(who.control))
}

/** The backup that is open: the one the place names, else the latest; null when the place names one that is no more. */
export const openBackup = computed<Backup | null | undefined>(() => {
  const all = ready(backups.value)?.all
  if (!all) return undefined
  const { point, view, all: overAll } = place.value
  const found = point === null ? all.at(-1) : all.find(one => one.number === point)
  // a list over all days is not of the day it was begun on
  return found ?? (view !== null && overAll ? all.at(-1) : null) ?? null
})

const treeNow = computed<Loaded<FolderNode[]>>(() => {
  const backup = openBackup.value
  if (!backup) return { state: 'loading' }
  return loaded(`folders ${backup.number}`, async () => folderTree(await loadFolders(accountOf(backup))))
    .value
})

let before: { account: string | undefined; tree: Loaded<FolderNode[]> } | null = null

/** The folder tree of the open backup; while it is on the way, that of the day before it, so that nothing jumps. */
export const openTree = computed<Loaded<FolderNode[]>>(() => {
  const tree = treeNow.value
  const account = me.value?.account
  if (tree.state === 'ready') before = { account, tree }
  return tree.state === 'loading' && before && before.account === account ? before.tree : tree
})

/** The folder that is open: the place's, else the inbox, else the first; null when the backup has no such folder. */
export const openFolder = computed<FolderNode | null | undefined>(() => {
  const roots = ready(openTree.value)
  if (!roots) return undefined
  const all = flatten(roots)
  const { folder } = place.value
  if (folder === null) return all.find(one => one.folder.role === 'inbox') ?? all[0] ?? null
  const found = all.find(one => one.folder.id === folder)
  return found ?? (treeNow.value.state === 'loading' ? undefined : null)
})

/** The keyboard asked to go on reading in the message: its title takes the focus when it is there. */
export const intoMessage = signal(false)

/** "02:00", and of several backups within that minute which one. */
export function timeOf(one: Backup): string {
  const shown = (other: Backup) => clock(other.takenAt, other.zone)
  const n = nthInMinute(one, ready(backups.value)?.all ?? [], shown)
  return n > 1 ? `${shown(one)}, ${words.days.nth(n)}` : shown(one)
}

/** JMAP account of a backup. */
export function accountOf(backup: Pick<Backup, 'number'>): string {
  return `p${backup.number}`
}

/** The same folder, view and message on another day. */
export function onDay(backup: Pick<Backup, 'number'>): Place {
  return { ...place.value, point: backup.number }
}

/** Number of the open backup, also before the list of them is here: an address without it would hold no search. */
export function openNumber(): number | null {
  return openBackup.peek()?.number ?? place.peek().point ?? me.peek()?.newest?.number ?? null
}

/** Steps to the next older (-1) or newer (+1) backup, keeping folder and message. */
export function stepDay(by: -1 | 1): void {
  const next = neighbour(by)
  if (next) go(onDay(next))
}

/** The backup before (-1) or after (+1) the open one. */
export function neighbour(by: -1 | 1): Backup | undefined {
  const all = ready(backups.value)?.all ?? []
  const open = openBackup.value
  const at = open ? all.indexOf(open) : -1
  return at < 0 ? undefined : all[at + by]
}

/** A place inside the open backup, always by its number, so that it may be kept as a bookmark. */
export function inBackup(folder: string | null, email: string | null = null): Place {
  return { ...home, point: openBackup.value?.number ?? null, folder, email }
}
