import type { PointFolder } from './folder-state.ts'
import type { FolderId } from './message.ts'
import type { FolderInPoint } from './point.ts'

export type Role = NonNullable<FolderInPoint['role']>

type Candidate = Pick<PointFolder, 'folder' | 'path' | 'delimiter' | 'specialUse'>

const SPECIAL_USE = new Map<string, Role>([
  ['\\drafts', 'drafts'],
  ['\\sent', 'sent'],
  ['\\junk', 'junk'],
  ['\\trash', 'trash'],
  ['\\archive', 'archive'],
  ['\\flagged', 'flagged'],
  ['\\all', 'all'],
])

/** Names mail programs give where the server marks no folder: en it fr nb de es; the surest first. */
const NAMES: [Role, string[]][] = [
  [
    'drafts',
    'drafts|draft|bozze|bozza|brouillons|brouillon|kladder|kladd|utkast|entwürfe|entwurf|borradores|borrador',
  ],
  [
    'sent',
    'sent|sent items|sent mail|sent messages|sent-mail|posta inviata|inviata|inviati|elementi inviati|' +
      'messaggi inviati|envoyés|éléments envoyés|messages envoyés|courrier envoyé|sendt|sendte elementer|' +
      'sendte|sendt e-post|gesendet|gesendete elemente|gesendete objekte|gesendete nachrichten|enviados|' +
      'elementos enviados|mensajes enviados|correo enviado',
  ],
  [
    'junk',
    'junk|spam|junk e-mail|junk email|junk mail|bulk mail|posta indesiderata|indesiderata|courrier indésirable|' +
      'indésirables|pourriel|søppelpost|uønsket e-post|useriøs e-post|junk-e-mail|spamverdacht|unerwünscht|' +
      'correo no deseado|no deseado|correo basura',
  ],
  [
    'trash',
    'trash|deleted items|deleted messages|deleted|bin|cestino|posta eliminata|elementi eliminati|corbeille|' +
      'éléments supprimés|messages supprimés|papirkurv|slettede elementer|slettet|papierkorb|gelöscht|' +
      'gelöschte elemente|gelöschte objekte|papelera|elementos eliminados|eliminados',
  ],
].map(([role, names]) => [role as Role, (names as string).split('|')])

/** A folder for mail nobody wants. */
export type Bin = 'trash' | 'junk' | null

/** By its role; a second such folder, which has no role, by its name. `top`: that name where it stands at the top, see topName. */
export function binOf(role: Role | null, top: string | null): Bin {
  if (role === 'trash' || role === 'junk') return role
  if (role !== null || !top) return null
  const name = top.toLowerCase()
  const bin = NAMES.find(([kind, names]) => (kind === 'trash' || kind === 'junk') && names.includes(name))
  return (bin?.[0] ?? null) as Bin
}

/** A role for each folder that has one; each role once. INBOX, then what the server says, then well-known names. */
export function rolesOf(folders: readonly Candidate[]): Map<FolderId, Role> {
  const roles = new Map<FolderId, Role>()
  const taken = new Set<Role>()
  const give = (folder: Candidate | undefined, role: Role) => {
    if (!folder || taken.has(role) || roles.has(folder.folder)) return
    roles.set(folder.folder, role)
    taken.add(role)
  }
  const shallowFirst = [...folders].sort((x, y) => depth(x) - depth(y) || compare(x.path, y.path))
  give(
    shallowFirst.find(f => isInbox(f.path)),
    'inbox',
  )
  for (const folder of shallowFirst) {
    const role = SPECIAL_USE.get(folder.specialUse?.toLowerCase() ?? '')
    if (role) give(folder, role)
  }
  for (const [role, names] of NAMES) {
    const known = shallowFirst.filter(f => !roles.has(f.folder) && names.includes(topName(f)))
    known.sort((x, y) => names.indexOf(topName(x)) - names.indexOf(topName(y)))
    give(known[0], role)
  }
  return roles
}

/** In lower case; '' for a folder below others. Top is right below INBOX, too, where Courier and old Cyrus keep everything. */
export function topName({ path, delimiter }: Pick<Candidate, 'path' | 'delimiter'>): string {
  const parts = delimiter ? path.split(delimiter) : [path]
  if (parts.length > 1 && isInbox(parts[0] ?? '')) parts.shift()
  return parts.length === 1 ? (parts[0] ?? '').toLowerCase() : ''
}

function depth({ path, delimiter }: Candidate): number {
  return delimiter ? path.split(delimiter).length : 1
}

/** RFC 3501 5.1: INBOX is case-insensitive, every other name is not. */
export function isInbox(path: string): boolean {
  return path.toUpperCase() === 'INBOX'
}

function compare(x: string, y: string): number {
  if (x === y) return 0
  return x < y ? -1 : 1
}
