import { rolesOf } from '../domain/folder-roles.ts'
import type { LiveFolder } from '../domain/live-mailbox.ts'

export interface FolderChoice {
  /** in the order in which they are read: Gmail's All Mail last */
  taken: LiveFolder[]
  /** decoded paths, as the server lists them */
  leftOut: string[]
}

/**
 * Which of the listed folders a plan backs up. Without `junk` the folder for junk and those below it are left out, without
 * `shared` the folders of others (RFC 2342). At Gmail a folder is a label on mail that All Mail holds but for junk and
 * trash; what is starred or important is nothing but a label on mail that stands elsewhere, so those two are left out,
 * and All Mail comes last: by then the bytes of most of it are known.
 */
export function chooseFolders(
  listed: readonly LiveFolder[],
  plan: { junk: boolean; shared: boolean },
  gmail: boolean,
): FolderChoice {
  const junk = plan.junk ? undefined : junkOf(listed)
  const isOut = (live: LiveFolder) =>
    (!plan.shared && (live.namespace ?? 'personal') !== 'personal') ||
    (junk !== undefined && isWithin(live, junk)) ||
    (gmail && /^\\(Important|Flagged)$/i.test(live.specialUse ?? ''))
  const taken = listed.filter(live => !isOut(live))
  const isAll = (live: LiveFolder) => gmail && live.specialUse?.toLowerCase() === '\\all'
  return {
    taken: [...taken.filter(live => !isAll(live)), ...taken.filter(isAll)],
    leftOut: listed.filter(isOut).map(live => live.path),
  }
}

// By special use, else by the names mail programs give it: the one that the page shows as junk.
function junkOf(listed: readonly LiveFolder[]): LiveFolder | undefined {
  const own = listed.filter(live => (live.namespace ?? 'personal') === 'personal')
  const roles = rolesOf(own.map(live => ({ ...live, folder: live.raw })))
  return own.find(live => roles.get(live.raw) === 'junk')
}

function isWithin(live: LiveFolder, top: LiveFolder): boolean {
  return live.raw === top.raw || (top.delimiter !== null && live.raw.startsWith(`${top.raw}${top.delimiter}`))
}
