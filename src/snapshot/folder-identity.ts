import type { StateHeader } from '../domain/folder-state.ts'
import type { LiveFolder, LiveMailbox } from '../domain/live-mailbox.ts'
import type { FolderId } from '../domain/message.ts'
import type { RunStore } from '../domain/ports.ts'

export interface KnownFolder {
  folder: FolderId
  /** its newest sealed state; undefined before the first */
  before: StateHeader | undefined
  /** it is known by its id alone, under another name: a server that lies of the id shows other mail */
  moved: boolean
}

/**
 * Which of our folders each listed one is, by its raw name. Where the server gives folders ids (RFC 8474 MAILBOXID) a
 * renamed folder is known again; without them a new name is a new folder, whose messages are stored once all the same.
 * No two are the same one, whatever the server says.
 */
export async function identifyFolders(
  mailbox: Pick<LiveMailbox, 'hasFolderIds' | 'examine'>,
  store: Pick<RunStore, 'newest' | 'folderId' | 'newFolderId'>,
  listed: readonly LiveFolder[],
): Promise<Map<string, KnownFolder>> {
  const newest = await store.newest()
  const moved = mailbox.hasFolderIds()
    ? await renamed(mailbox, newest, listed)
    : new Map<string, StateHeader>()
  const taken = new Set([...moved.values()].map(header => header.folder))
  const known = new Map<string, KnownFolder>()
  for (const live of listed) {
    const renamedFrom = moved.get(live.raw)
    if (renamedFrom) {
      known.set(live.raw, { folder: renamedFrom.folder, before: renamedFrom, moved: true })
      continue
    }
    const before = newest.get(live.raw)
    const own = before && taken.has(before.folder) ? null : await store.folderId(live.raw)
    // Its name was given to a new folder after the one we knew had got another.
    if (own === null || taken.has(own))
      known.set(live.raw, { folder: await store.newFolderId(live.raw), before: undefined, moved: false })
    else {
      taken.add(own)
      known.set(live.raw, { folder: own, before, moved: false })
    }
  }
  return known
}

// Only names that are new are looked at: EXAMINE tells the id, and imapflow cannot ask for it by STATUS.
async function renamed(
  mailbox: Pick<LiveMailbox, 'examine'>,
  newest: ReadonlyMap<string, StateHeader>,
  listed: readonly LiveFolder[],
): Promise<Map<string, StateHeader>> {
  const byId = new Map<string, StateHeader | null>()
  // An id that two folders have tells nothing.
  for (const header of newest.values())
    if (header.serverId !== undefined) byId.set(header.serverId, byId.has(header.serverId) ? null : header)
  const found = new Map<string, StateHeader>()
  if (!byId.size) return found
  for (const live of listed) {
    if (newest.has(live.raw) || !live.selectable || live.unsafeName) continue
    const open = await mailbox.examine(live).catch(() => null)
    const before = open?.serverId ? byId.get(open.serverId) : undefined
    if (!before || !(await hasLeft(mailbox, before, listed))) continue
    found.set(live.raw, before)
    if (before.serverId !== undefined) byId.delete(before.serverId)
  }
  return found
}

// Is the folder no more under its old name? Another may have that name by now.
async function hasLeft(
  mailbox: Pick<LiveMailbox, 'examine'>,
  before: StateHeader,
  listed: readonly LiveFolder[],
): Promise<boolean> {
  const there = listed.find(live => live.raw === before.raw)
  if (!there?.selectable) return true
  const open = await mailbox.examine(there).catch(() => null)
  return Boolean(open?.serverId) && open?.serverId !== before.serverId
}
