import { isInbox } from '../domain/folder-roles.ts'
import { Refusal } from '../domain/refusal.ts'
import type { LiveFolders } from './plan-folders.ts'

/** Octets of one level, as most file systems have it, and of the whole. */
const LONGEST_PART = 200
const LONGEST = 1000

/**
 * The path of the folder that somebody named, level by level with " / " as the page shows them, or as the server has it: one that is there, else one to be made among the account's own. Refusal
 * 'bad-folder-name' for a name that a server would not take, or would take for something else, and for folders of others.
 */
export function chosenFolder(live: LiveFolders, wanted: string): string {
  const { prefix, delimiter } = live.namespace
  const typed = wanted.normalize('NFC')
  const at = (path: string) => live.byPath(path) ?? live.byPath(prefix + path)
  // Rather a folder that really has that mark in its name.
  const name = delimiter === null || at(typed) ? typed : typed.replaceAll(' / ', delimiter)
  if (isInbox(name)) return 'INBOX'
  const there = at(name)
  if (there && ((there.folder.namespace ?? 'personal') !== 'personal' || there.folder.unsafeName))
    throw bad('That folder is not one of your own. Choose another one.')
  if (there) return there.folder.path
  const path = prefix !== '' && !name.startsWith(prefix) ? prefix + name : name
  const parts = delimiter === null ? [name] : path.slice(prefix.length).split(delimiter)
  if (new TextEncoder().encode(path).length > LONGEST || !parts.every(isName))
    throw bad('This cannot be the name of a folder. Choose a shorter one of letters, figures and spaces.')
  // What others share begins with a prefix of its own; there nothing is made.
  const foreign = live.all.some(
    ({ folder }) =>
      (folder.namespace ?? 'personal') !== 'personal' && isBelowTop(path, folder.path, folder.delimiter),
  )
  if (foreign) throw bad('Folders of others get no new ones. Choose a name of your own.')
  return path
}

function isBelowTop(path: string, other: string, delimiter: string | null): boolean {
  const top = delimiter === null ? other : (other.split(delimiter)[0] ?? other)
  return path === top || (delimiter !== null && path.startsWith(top + delimiter))
}

// No level is empty or leads upwards; "*" and "%" are wildcards (RFC 3501 6.3.8), "#" begins other namespaces (5.1.2), "~"
// a home; control and direction characters make a name look like another one.
function isName(part: string): boolean {
  return (
    part.trim() === part &&
    part !== '' &&
    part.isWellFormed() &&
    new TextEncoder().encode(part).length <= LONGEST_PART &&
    !/^[.~#]|[*%\\/"]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(part)
  )
}

function bad(message: string): Refusal {
  return new Refusal('bad-folder-name', message)
}
