import { type EmailCondition, type EmailFilter, TEXT_CONDITIONS } from '../domain/email-query.ts'
import type { FolderId } from '../domain/message.ts'
import { matchExpression } from '../formats/search-query.ts'
import { isFolder } from './index-schema.ts'

/** What must be true of an email in any case, taken out of its filter: that is where a search begins. */
export interface Plan {
  /** an FTS5 expression; null: the filter does not begin with words */
  match: string | null
  folder: FolderId | null
  /** true of all that is found besides; null: nothing */
  rest: EmailFilter | null
}

/** The plan of a filter; null when nothing can be found. */
export function planOf(filter: EmailFilter | null): Plan | null {
  const parts = filter === null ? [] : partsOf(filter)
  const wanted: string[] = []
  const unwanted: string[] = []
  const rest: EmailFilter[] = []
  let folder: FolderId | null = null
  for (const part of parts) {
    const not = part.operator === 'NOT' ? expressionOf({ ...part, operator: 'OR' }) : null
    const expression = not === null ? expressionOf(part) : CONTRARY.get(not)
    if (expression === 'none') return null
    if (expression === 'all') continue
    if (expression) wanted.push(`(${expression})`)
    else {
      // The index can leave words out of what it finds, but not find all that lacks them.
      if (not === null) rest.push(part)
      else unwanted.push(not)
      folder ??= folderOf(part)
      if (folder !== null && !isFolder(folder)) return null
    }
  }
  const match = wanted.length === 0 ? null : wanted.join(' AND ')
  if (match === null) rest.push(...parts.filter(part => part.operator === 'NOT' && !rest.includes(part)))
  return {
    match: match === null || unwanted.length === 0 ? match : `(${match}) NOT (${unwanted.join(' OR ')})`,
    folder,
    rest: rest.length === 0 ? null : { operator: 'AND', conditions: rest },
  }
}

const CONTRARY: ReadonlyMap<string, string> = new Map([
  ['all', 'none'],
  ['none', 'all'],
])

/** Everything that an AND demands, with the texts of each condition apart from the rest of it. */
function partsOf(filter: EmailFilter): EmailFilter[] {
  if (filter.operator === 'AND') return filter.conditions.flatMap(partsOf)
  if (filter.operator !== null) return [filter]
  const texts: EmailCondition = {}
  const others: EmailCondition = {}
  for (const [name, value] of Object.entries(filter.condition))
    Object.assign(isText(name) ? texts : others, { [name]: value })
  return [texts, others]
    .filter(condition => Object.keys(condition).length > 0)
    .map(condition => ({ operator: null, condition }))
}

/** The filter as one FTS5 expression, 'all' or 'none'; null when it asks for more than words. */
function expressionOf(filter: EmailFilter): string | null {
  if (filter.operator === 'NOT') return null
  if (filter.operator === null)
    return Object.keys(filter.condition).every(isText) ? matchExpression(filter.condition) : null
  const inner = filter.conditions.map(expressionOf)
  if (inner.includes(null)) return null
  const [whole, nothing, word] =
    filter.operator === 'AND' ? ['none', 'all', ' AND '] : ['all', 'none', ' OR ']
  if (inner.includes(whole)) return whole
  const asking = inner.filter(expression => expression !== nothing)
  return asking.length === 0 ? nothing : asking.map(expression => `(${expression})`).join(word)
}

function folderOf(part: EmailFilter): FolderId | null {
  return part.operator === null ? (part.condition.inMailbox ?? null) : null
}

function isText(name: string): boolean {
  return TEXT_CONDITIONS.some(text => text === name)
}
