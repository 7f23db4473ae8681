import type { FolderNode } from './folder-tree.ts'
import { folderNamed, nameOf } from './search-filter.ts'
import { fieldTerms, parseTerms, type Term, type TermKind, termsText } from './search-terms.ts'
import { daySpan, octetsOf, octetsText } from './search-values.ts'

/** The form of the search, as it is filled in. Days are "2026-11-14", sizes as people write them. */
export interface Fields {
  words: string
  from: string
  to: string
  subject: string
  file: string
  after: string
  until: string
  larger: string
  smaller: string
  /** what finds the folder, or "" */
  folder: string
  attachment: boolean
  unread: boolean
  flagged: boolean
  missing: boolean
}

const texts = ['from', 'to', 'subject', 'file'] as const
const checks: [keyof Fields & ('attachment' | 'unread' | 'flagged' | 'missing'), TermKind, string][] = [
  ['attachment', 'has', 'attachment'],
  ['unread', 'is', 'unread'],
  ['flagged', 'is', 'flagged'],
  ['missing', 'is', 'missing'],
]

/** Terms as fields; what no field can say stays among the words, with its operator. */
export function fieldsOf(terms: readonly Term[], folders: readonly FolderNode[]): Fields {
  const fields: Fields = {
    ...{ words: '', from: '', to: '', subject: '', file: '', after: '', until: '', larger: '', smaller: '' },
    ...{ folder: '', attachment: false, unread: false, flagged: false, missing: false },
  }
  const rest = terms.filter(term => term.not || !fill(fields, term, folders))
  return { ...fields, words: termsText(rest) }
}

/** The terms that a filled-in form means. */
export function termsOf(fields: Fields): Term[] {
  const one = (kind: TermKind, value: string): Term[] =>
    value.trim() ? [{ kind, value: value.trim().replaceAll('"', ''), exact: false, not: false }] : []
  const size = (kind: 'larger' | 'smaller') => {
    const octets = octetsOf(fields[kind])
    return octets === null ? [] : one(kind, octetsText(octets))
  }
  return [
    ...parseTerms(fields.words),
    ...texts.flatMap(kind => fieldTerms(kind, fields[kind])),
    ...one('in', fields.folder),
    ...one('after', fields.after),
    ...one('until', fields.until),
    ...size('larger'),
    ...size('smaller'),
    ...checks.flatMap(([name, kind, value]) => (fields[name] ? one(kind, value) : [])),
  ]
}

function fill(fields: Fields, term: Term, folders: readonly FolderNode[]): boolean {
  const { kind, value, exact } = term
  const text = texts.find(one => one === kind)
  if (text) {
    fields[text] = [fields[text], exact ? `"${value}"` : value].filter(Boolean).join(' ')
    return true
  }
  if (kind === 'in' && !fields.folder) {
    const folder = folderNamed(value, folders)
    if (folder) fields.folder = nameOf(folder, folders)
    return folder !== undefined
  }
  if ((kind === 'after' || kind === 'until') && !fields[kind] && /^\d{4}-\d\d-\d\d$/.test(value)) {
    fields[kind] = value
    return daySpan(value) !== null
  }
  if ((kind === 'larger' || kind === 'smaller') && !fields[kind] && octetsOf(value) !== null) {
    fields[kind] = value
    return true
  }
  const check = checks.find(([, of, name]) => of === kind && name === value.toLowerCase())
  if (check) fields[check[0]] = true
  return check !== undefined
}
