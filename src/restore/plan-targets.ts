import { isInbox } from '../domain/folder-roles.ts'
import type { Language } from '../domain/language.ts'
import type { RestoreTarget } from '../domain/restore.ts'
import { chosenFolder } from './chosen-folder.ts'
import type { LiveFolders, LivePlace } from './plan-folders.ts'
import type { Wished, WishedFolder } from './wished-copies.ts'

export interface Target {
  path: string
  /** null: it has to be made */
  live: LivePlace | null
}

export interface Targets {
  /** the dated folder of 'beside' */
  beside: string | null
  /** where a folder of the wish is today, or would be */
  own(folder: number): Target
  /** where what it held goes */
  to(folder: number): Target
}

/** Where everything goes; the names in `promised` are another request's. Refusal 'bad-folder-name' for a folder chosen by a name that cannot be one. */
export function planTargets(
  live: LiveFolders,
  { folders, point }: Pick<Wished, 'folders' | 'point'>,
  { target, language, promised }: { target: RestoreTarget; language: Language; promised: readonly string[] },
): Targets {
  const owns = new Map([...folders].map(([id, look]) => [id, ownOf(live, id, look)]))
  const own = (folder: number) => owns.get(folder) ?? lost(folder)
  if (target.kind === 'in-place') return { beside: null, own, to: own }
  if (target.kind === 'folder') {
    const path = chosenFolder(live, target.path)
    const chosen = { path, live: live.byPath(path) }
    return { beside: null, own, to: () => chosen }
  }
  const beside = besideFolder(live, promised, language, point.localDay)
  const below = foldersBelow(live, beside, owns)
  return { beside, own, to: folder => ({ path: below.get(folder) ?? beside, live: null }) }
}

function lost(folder: number): never {
  throw new Error(`folder f${folder} is not among those of the wish`)
}

// The folder that it is today, be it renamed; else the one that now has its path; else its path as this server writes it.
function ownOf(live: LiveFolders, id: number, look: WishedFolder): Target {
  const same = live.ofFolder(id) ?? live.byPath(look.path)
  if (same) return { path: same.folder.path, live: same }
  const path = asHere(live, look)
  return { path, live: live.byPath(path) }
}

// RFC 2342: elsewhere folders may have stood below "INBOX." and be parted by other characters.
function asHere({ namespace: { prefix, delimiter } }: LiveFolders, look: WishedFolder): string {
  if (isInbox(look.path)) return 'INBOX'
  const before = look.delimiter
  let parts = before === null ? [look.path] : look.path.split(before)
  // Below INBOX means nothing where it was only the prefix of all.
  if (before !== null && before !== delimiter && parts.length > 1 && isInbox(parts[0] ?? ''))
    parts = parts.slice(1)
  const path = delimiter === null ? parts.join(', ') : joined(parts, before, delimiter)
  return prefix !== '' && !path.startsWith(prefix) ? prefix + path : path
}

function joined(parts: readonly string[], before: string | null, delimiter: string): string {
  // The same delimiter: as it stood. A name that holds the other one would become two levels.
  if (before === delimiter || before === null) return parts.join(delimiter)
  return parts.map(part => part.replaceAll(delimiter, '_')).join(delimiter)
}

const RESTORED: Record<Language, string> = {
  en: 'Restored',
  it: 'Ripristinato',
  fr: 'Restauré',
  nb: 'Gjenopprettet',
  de: 'Wiederhergestellt',
  es: 'Restaurado',
}

// A second one gets another name; some servers tell folders apart by more than the case of letters, some do not.
function besideFolder(
  { namespace, all }: LiveFolders,
  promised: readonly string[],
  language: Language,
  day: string,
): string {
  const { prefix, delimiter } = namespace
  const name = `${RESTORED[language]} ${day}`
  const plain = prefix + (delimiter === null ? name : name.replaceAll(delimiter, '_'))
  const taken = [...all.map(({ folder }) => folder.path), ...promised].map(path => path.toLowerCase())
  const isTaken = (path: string) =>
    taken.some(one => one === path || (delimiter !== null && one.startsWith(path + delimiter)))
  return numbered(plain, isTaken)
}

// One folder's mail lies in it as it is, that of several each in its own.
function foldersBelow(
  { namespace: { prefix, delimiter } }: LiveFolders,
  beside: string,
  owns: ReadonlyMap<number, Target>,
): Map<number, string> {
  const paths = new Set([...owns.values()].map(({ path }) => path))
  if (paths.size < 2) return new Map()
  const taken = new Set<string>()
  const byPath = new Map<string, string>()
  for (const path of [...paths].sort()) {
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : path
    const whole = delimiter === null ? `${beside}, ${name}` : beside + delimiter + name
    const one = numbered(whole, known => taken.has(known))
    taken.add(one.toLowerCase())
    byPath.set(path, one)
  }
  return new Map([...owns].map(([id, { path }]) => [id, byPath.get(path) ?? beside]))
}

function numbered(path: string, isTaken: (lowerCase: string) => boolean): string {
  for (let n = 1; ; n++) {
    const one = n === 1 ? path : `${path} (${n})`
    if (!isTaken(one.toLowerCase())) return one
  }
}
