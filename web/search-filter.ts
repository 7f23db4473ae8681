import { folded } from './folded.ts'
import type { FolderNode } from './folder-tree.ts'
import type { Term } from './search-terms.ts'
import { daySpan, octetsOf } from './search-values.ts'

/** A filter as Email/query and EmailSearch/query take it (RFC 8621 4.4.1). */
export type Filter = Record<string, unknown>

/** What became of a message, as EmailSearch filters by it. */
export type MissingState = 'gone' | 'trash' | 'junk' | 'moved'

export interface Question {
  /** null: nothing is asked */
  filter: Filter | null
  /** asked of what the mailbox lacks today; null: not asked */
  missing: MissingState[] | null
  /** are there words to be shown in snippets */
  hasWords: boolean
  /** terms that mean nothing; they are left out */
  problems: ReadonlySet<Term>
}

const textKinds: Record<string, string> = {
  ...{ text: 'text', from: 'from', to: 'to', cc: 'cc', bcc: 'bcc' },
  ...{ subject: 'subject', body: 'body', file: 'fileName' },
}
/** Keywords of RFC 8621 4.1.1, and whether they must be there. */
const keywords: Record<string, [string, boolean]> = {
  ...{
    unread: ['$seen', false],
    read: ['$seen', true],
    flagged: ['$flagged', true],
    starred: ['$flagged', true],
  },
  ...{ answered: ['$answered', true], draft: ['$draft', true], deleted: ['$deleted', true] },
}
/** What joins words in other programs; here they are words when they stand in quotes. */
const joins = new Set(['OR', 'AND', 'NOT', '|', '||', '&', '&&'])
const fates: Record<string, MissingState[]> = {
  missing: ['gone', 'trash', 'junk'],
  gone: ['gone'],
  trash: ['trash'],
  junk: ['junk'],
  moved: ['moved'],
}

/** What a person typed, as a filter. All of it must hold; of several folders, or several fates, one. */
export function questionOf(terms: readonly Term[], folders: readonly FolderNode[]): Question {
  const one: Filter = {}
  const more: Filter[] = []
  const inside: Filter[] = []
  const missing = new Set<MissingState>()
  const problems = new Set<Term>()
  let hasWords = false
  for (const term of terms) {
    const fate = term.kind === 'is' ? fates[term.value.toLowerCase()] : undefined
    const condition = fate ? null : conditionOf(term, folders)
    if (fate && !term.not) for (const state of fate) missing.add(state)
    else if (!condition) problems.add(term)
    else if (term.not) more.push({ operator: 'NOT', conditions: [condition] })
    else if (term.kind === 'in') inside.push(condition)
    else add(one, more, condition, term.kind in textKinds)
    hasWords ||= condition !== null && !term.not && term.kind in textKinds
  }
  if (inside.length > 0)
    more.push(inside.length === 1 && inside[0] ? inside[0] : { operator: 'OR', conditions: inside })
  const all = Object.keys(one).length > 0 ? [one, ...more] : more
  return {
    filter: and(all),
    missing: missing.size > 0 ? [...missing] : null,
    hasWords,
    problems,
  }
}

/** All of these; null for none. */
export function and(conditions: readonly Filter[]): Filter | null {
  if (conditions.length < 2) return conditions[0] ?? null
  return { operator: 'AND', conditions }
}

/** The folder a person means: by id, by path, or by the name alone; without regard to case and accents. */
export function folderNamed(name: string, folders: readonly FolderNode[]): FolderNode | undefined {
  const wanted = foldedPath(name)
  return (
    folders.find(one => one.folder.id === name) ??
    folders.find(one => foldedPath(one.names.join('/')) === wanted || foldedPath(one.path) === wanted) ??
    folders.find(one => one.folder.role === wanted) ??
    folders.find(one => foldedPath(one.name) === wanted || foldedPath(one.folder.name) === wanted)
  )
}

/** What finds a folder again: its path as the mail server has it, else its id. */
export function nameOf(one: FolderNode, folders: readonly FolderNode[]): string {
  const name = one.folder.role ?? one.names.join('/')
  return !name.includes('"') && folderNamed(name, folders) === one ? name : one.folder.id
}

function conditionOf(term: Term, folders: readonly FolderNode[]): Filter | null {
  const { kind, value } = term
  const text = textKinds[kind]
  // every word has to be there; whoever means either of two has to be told, or finds nothing and believes it
  if (kind === 'text' && !term.exact && joins.has(value)) return null
  if (text) return { [text]: term.exact ? `"${value}"` : value }
  if (kind === 'in') {
    const folder = folderNamed(value, folders)
    return folder ? { inMailbox: folder.folder.id } : null
  }
  if (kind === 'larger' || kind === 'smaller') {
    const octets = octetsOf(value)
    return octets === null ? null : { [kind === 'larger' ? 'minSize' : 'maxSize']: octets }
  }
  if (kind === 'has') return /^attachments?$/i.test(value) ? { hasAttachment: true } : null
  if (kind === 'is') {
    const [keyword, has] = keywords[value.toLowerCase()] ?? []
    return keyword ? { [has ? 'hasKeyword' : 'notKeyword']: keyword } : null
  }
  const span = daySpan(value)
  if (!span) return null
  if (kind === 'after') return { after: new Date(span.from).toISOString() }
  return { before: new Date(kind === 'until' ? span.to : span.from).toISOString() }
}

// One condition may name each property once; words for the same are one text, of which the server wants every word.
function add(one: Filter, more: Filter[], condition: Filter, isText: boolean): void {
  const [name, value] = Object.entries(condition)[0] ?? []
  if (name === undefined) return
  if (!(name in one)) one[name] = value
  else if (isText) one[name] = `${one[name]} ${value}`
  else more.push(condition)
}

function foldedPath(text: string): string {
  return folded(text).replace(/\s*\/\s*/g, '/')
}
