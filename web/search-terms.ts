/** What a term of a search looks at. `text`: subject, text, people and file names. */
export type TermKind =
  | 'text'
  | 'from'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'subject'
  | 'body'
  | 'file'
  | 'in'
  | 'after'
  | 'until'
  | 'before'
  | 'larger'
  | 'smaller'
  | 'has'
  | 'is'

/** One thing a message must have, or must not. */
export interface Term {
  kind: TermKind
  value: string
  /** a phrase: in quotes */
  exact: boolean
  not: boolean
}

/** Operators as they are typed, those of other mail programs for the same among them. */
const operators: Record<string, TermKind> = {
  ...{ from: 'from', to: 'to', cc: 'cc', bcc: 'bcc', subject: 'subject', body: 'body' },
  ...{ file: 'file', filename: 'file', in: 'in', folder: 'in' },
  ...{ after: 'after', since: 'after', until: 'until', before: 'before' },
  ...{ larger: 'larger', smaller: 'smaller', has: 'has', is: 'is' },
}
const token = new RegExp(
  String.raw`\s*(-?)(?:(${Object.keys(operators).join('|')}):\s*)?(?:"([^"]*)(?:"|$)|([^\s"]+))`,
  'giy',
)
/** A size as most languages write it, in two words: they are one. */
const spacedSize = /\b((?:larg|small)er:\s*[\d.,]+)\s+([kmg]?i?[bo])(?!\S)/gi
/** More terms than a person types; the rest of a longer text is not looked at. */
const most = 40

/**
 * `invoice "oak worktop" from:rossi -in:Trash larger:5MB` → its terms. What begins like an operator and is none ("Re:") is
 * a word; quotes that are never closed end with the text.
 */
export function parseTerms(text: string): Term[] {
  const terms: Term[] = []
  for (const found of text.replace(spacedSize, '$1$2').matchAll(token)) {
    const term = termOf(found)
    if (term) terms.push(term)
    if (terms.length === most) break
  }
  return terms
}

/** The terms as they are typed; `parseTerms` of it are the same terms again. */
export function termsText(terms: readonly Term[]): string {
  return terms.map(termText).join(' ')
}

export function termText({ kind, value, exact, not }: Term): string {
  const quoted = exact || /\s/.test(value) ? `"${value}"` : value
  return `${not ? '-' : ''}${kind === 'text' ? '' : `${kind}:`}${quoted}`
}

/** Words a person typed into a field of one kind: each is a term, what stands in quotes is a phrase. */
export function fieldTerms(kind: TermKind, text: string): Term[] {
  const words = text.matchAll(/"([^"]*)(?:"|$)|([^\s"]+)/g)
  return [...words]
    .map(([, phrase, word]) => ({
      kind,
      value: (phrase ?? word ?? '').trim(),
      exact: phrase !== undefined,
      not: false,
    }))
    .filter(term => term.value !== '')
}

function termOf([, minus, name, phrase, word]: RegExpMatchArray): Term | null {
  const kind = name === undefined ? 'text' : (operators[name.toLowerCase()] ?? 'text')
  const value = (phrase ?? word ?? '').replace(/\s+/g, ' ').trim()
  return value === '' ? null : { kind, value, exact: phrase !== undefined, not: minus === '-' }
}
