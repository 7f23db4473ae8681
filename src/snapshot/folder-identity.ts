import type { StateHeader } from '../domain/folder-state.ts'
import type { LiveFolder, LiveMailbox } from '../domain/live-mailbox.ts'
import type { FolderId } from '../domain/message.ts'
import type { RunStore } from '../domain/ports.ts'

export interface KnownFolder {
  folder: FolderId
  /** its newest sealed state; undefined before the first */
  before: StateHeader | undefined
}

/**
 * Which of our folders each listed one is, by its raw name. Where the server gives folders ids (RFC 8474 MAILBOXID) a
 * renamed folder is known again; without them a new name is a new folder, whose messages are stored once all the same.
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
    const before = moved.get(live.raw) ?? newest.get(live.raw)
    if (moved.has(live.raw) && before) known.set(live.raw, { folder: before.folder, before })
    // Its name was given to a new folder after the one we knew had got another.
    else if (before && taken.has(before.folder))
      known.set(live.raw, { folder: await store.newFolderId(live.raw), before: undefined })
    else known.set(live.raw, { folder: await store.folderId(live.raw), before })
  }
  return known
}

// Only names that are new are looked at: EXAMINE tells the id, and imapflow cannot ask for it by STATUS.
async function renamed(
  mailbox: Pick<LiveMailbox, 'examine'>,
  newest: ReadonlyMap<string, StateHeader>,
  listed: readonly LiveFolder[],
): Promise<Map<string, StateHeader>> {
  const byId = new Map<string, StateHeader>()
  for (const header of newest.values()) if (header.serverId !== undefined) byId.set(header.serverId, header)
  const found = new Map<string, StateHeader>()
  if (!byId.size) return found
  for (const live of listed) {
    if (newest.has(live.raw) || !live.selectable || live.unsafeName) continue
    const open = await mailbox.examine(live).catch(() => null)
    const before = open?.serverId ? byId.get(open.serverId) : undefined
    if (before) found.set(live.raw, before)
  }
  return found
}
