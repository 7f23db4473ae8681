import type { EmailCondition, TextCondition } from '../domain/email-query.ts'
import { foldForQuery } from './search-text.ts'

/** What a person looks for, in pieces of which a message must have every one. */
export interface Sought {
  /** as written, without quotation marks */
  text: string
  /** the last word may go on */
  isPrefix: boolean
}

/** Columns of the full-text index (sqlite/index-schema.ts); `text` looks in all of them. */
const COLUMNS: Readonly<Record<TextCondition, string>> = {
  text: '',
  from: 'sender',
  to: 'recipients',
  cc: 'cc',
  bcc: 'bcc',
  subject: 'subject',
  body: 'text',
  fileName: 'files',
}

/**
 * An FTS5 expression for the texts of a condition: 'all' when nothing is asked for, 'none' when no message can have it (a
 * text without letters or digits). Every word is an FTS5 string, so nothing a person writes is syntax.
 */
export function matchExpression(condition: Pick<EmailCondition, TextCondition>): string {
  const wanted: string[] = []
  for (const [name, column] of Object.entries(COLUMNS)) {
    const text = condition[name as TextCondition]
    if (text === undefined || text.trim() === '') continue
    const strings = soughtIn(text).flatMap(fts5String)
    if (strings.length === 0) return 'none'
    // Side by side, not with AND: a string whose letters the tokenizer does not know is then passed over.
    wanted.push(column === '' ? `(${strings.join(' ')})` : `{${column}} : (${strings.join(' ')})`)
  }
  return wanted.length === 0 ? 'all' : wanted.join(' AND ')
}

/**
 * RFC 8621 4.4.1: words between white space, of which every one is looked for, and phrases in matched quotation marks, in
 * which a backslash stands before a mark that is meant. "word*" may go on, and so may the last word when it has four
 * letters: what begins with fewer are so many words that finding them takes tenths of a second.
 */
export function soughtIn(text: string): Sought[] {
  const found: Sought[] = []
  let phraseIsLast = false
  for (const [, double, single, word = ''] of text.matchAll(PIECES)) {
    const phrase = double ?? single
    phraseIsLast = phrase !== undefined
    found.push({
      text: phrase === undefined ? word.replace(/\*+$/, '') : phrase.replace(/\\(["'\\])/g, '$1'),
      isPrefix: phrase === undefined && word.endsWith('*'),
    })
  }
  const last = found.at(-1)
  if (last && !phraseIsLast && /[\p{L}\p{N}\p{M}]{4}$/u.test(last.text)) last.isPrefix = true
  return found
}

function fts5String({ text, isPrefix }: Sought): string[] {
  const { words, end } = foldForQuery(text)
  if (!/[\p{L}\p{N}\p{Co}]/u.test(words)) return []
  // A NUL would end the expression, and other controls part words as a space does.
  const quoted = words.replace(/\p{Cc}/gu, ' ').replaceAll('"', '""')
  return [`"${quoted}"${end === 'letter' || (isPrefix && end === 'word') ? '*' : ''}`]
}

const PIECES = /"((?:[^"\\]|\\.)*)"|(?<!\S)'((?:[^'\\]|\\.)*)'(?!\S)|([^\s"]+)/gsu
