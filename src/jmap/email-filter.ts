import { isBoolean, isId, isString, isUnsigned } from './arguments.ts'
import { parseUtcDate } from './dates.ts'
import { methodError } from './errors.ts'
import { type Filter, readCondition, readFilter } from './filter.ts'
import type { Json, JsonObject } from './json.ts'

/** What the list of a restore point can be narrowed to: one folder, all of them, or nothing at all. */
export type EmailScope = { folder: string | null } | 'nothing'

/** FilterCondition of RFC 8621 4.4.1. Every condition is checked for its type, also those not answered yet. */
const CONDITIONS = {
  inMailbox: { is: isId, wanted: 'an id' },
  inMailboxOtherThan: { is: isIdList, wanted: 'a list of ids' },
  before: { is: isUtcDate, wanted: 'a UTC date' },
  after: { is: isUtcDate, wanted: 'a UTC date' },
  minSize: { is: isUnsigned, wanted: 'a whole number' },
  maxSize: { is: isUnsigned, wanted: 'a whole number' },
  allInThreadHaveKeyword: { is: isString, wanted: 'a keyword' },
  someInThreadHaveKeyword: { is: isString, wanted: 'a keyword' },
  noneInThreadHaveKeyword: { is: isString, wanted: 'a keyword' },
  hasKeyword: { is: isString, wanted: 'a keyword' },
  notKeyword: { is: isString, wanted: 'a keyword' },
  hasAttachment: { is: isBoolean, wanted: 'true or false' },
  text: { is: isString, wanted: 'a string' },
  from: { is: isString, wanted: 'a string' },
  to: { is: isString, wanted: 'a string' },
  cc: { is: isString, wanted: 'a string' },
  bcc: { is: isString, wanted: 'a string' },
  subject: { is: isString, wanted: 'a string' },
  body: { is: isString, wanted: 'a string' },
  header: { is: isHeaderCondition, wanted: 'a list of one or two strings' },
}

/** The filter of Email/query. Throws `invalidArguments`, or `unsupportedFilter` for what this server cannot answer. */
export function readEmailFilter(value: Json): EmailScope {
  const filter = readFilter(value, condition => readCondition(condition, CONDITIONS))
  return filter === null ? { folder: null } : scope(filter)
}

/** An email is in exactly one folder, so all conditions of an AND must name the same one. */
function scope(filter: Filter<JsonObject>): EmailScope {
  if (filter.operator === null) return scopeOfCondition(filter.condition)
  const scopes = filter.conditions.map(scope)
  const [first] = scopes
  if (filter.operator === 'AND') return scopes.reduce(both, { folder: null })
  if (filter.operator === 'OR' && first !== undefined && scopes.length === 1) return first
  if (filter.operator === 'OR' && scopes.length === 0) return 'nothing'
  if (filter.operator === 'NOT' && scopes.length === 0) return { folder: null }
  throw methodError(
    'unsupportedFilter',
    `This server cannot filter by ${filter.operator} of several folders.`,
  )
}

function both(a: EmailScope, b: EmailScope): EmailScope {
  if (a === 'nothing' || b === 'nothing') return 'nothing'
  if (a.folder === null || b.folder === null) return { folder: a.folder ?? b.folder }
  return a.folder === b.folder ? a : 'nothing'
}

function scopeOfCondition({ inMailbox, ...others }: JsonObject): EmailScope {
  const [other] = Object.keys(others)
  if (other !== undefined) throw methodError('unsupportedFilter', `This server cannot filter by "${other}".`)
  if (typeof inMailbox !== 'string') return { folder: null }
  return isFolderId(inMailbox) ? { folder: inMailbox } : 'nothing'
}

/** The index is asked for ids of its own shape only; no point has a folder with another. */
function isFolderId(id: string): boolean {
  return /^f[1-9][0-9]{0,8}$/.test(id)
}

function isIdList(value: Json): boolean {
  return Array.isArray(value) && value.every(isId)
}

function isUtcDate(value: Json): boolean {
  return isString(value) && parseUtcDate(value) !== null
}

function isHeaderCondition(value: Json): boolean {
  return Array.isArray(value) && (value.length === 1 || value.length === 2) && value.every(isString)
}
