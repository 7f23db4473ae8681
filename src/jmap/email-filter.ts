import { type EmailCondition, type EmailFilter, TEXT_CONDITIONS } from '../domain/email-query.ts'
import { soughtIn } from '../formats/search-query.ts'
import { isBoolean, isId, isString, isUnsigned } from './arguments.ts'
import { parseUtcDate } from './dates.ts'
import { methodError } from './errors.ts'
import { type Conditions, readCondition, readFilter } from './filter.ts'
import type { Json } from './json.ts'

/** What one search may ask for; people's filters have a handful of each. */
const MOST_CONDITIONS = 200
const MOST_WORDS = 100
const LONGEST_TEXT = 1000

/** FilterCondition of RFC 8621 4.4.1. */
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
} satisfies Conditions

/** Under our own capability: names of attachments. */
const OURS: Conditions = { ...CONDITIONS, fileName: { is: isString, wanted: 'a string' } }

/**
 * The filter of Email/query; null when nothing is asked for. Throws `invalidArguments`, and `unsupportedFilter` for what
 * is not known here and for more than one search can be.
 */
export function readEmailFilter(value: Json, withOurs: boolean): EmailFilter | null {
  const room = { conditions: MOST_CONDITIONS, words: MOST_WORDS }
  return readFilter(value, given => {
    const checked = readCondition(given, withOurs ? OURS : CONDITIONS)
    const condition = Object.fromEntries(
      Object.entries(checked).map(([name, json]) => [name, meant(name, json)]),
    )
    room.conditions -= 1 + Object.keys(checked).length
    for (const name of TEXT_CONDITIONS) room.words -= wordsOf(checked[name])
    if (room.conditions < 0 || room.words < 0)
      throw methodError('unsupportedFilter', 'That is more than one search can look for. Ask for less.')
    return condition as EmailCondition
  })
}

/** A value that was checked, as the search wants it. */
function meant(name: string, value: Json): unknown {
  if (name === 'before' || name === 'after') return parseUtcDate(String(value))
  if (name.endsWith('Keyword')) return String(value).toLowerCase()
  if (name === 'header' && Array.isArray(value)) return { name: value[0], value: value[1] ?? null }
  return value
}

function wordsOf(text: Json | undefined): number {
  if (typeof text !== 'string') return 0
  if (text.length > LONGEST_TEXT)
    throw methodError('unsupportedFilter', `A text to look for has at most ${LONGEST_TEXT} characters.`)
  return soughtIn(text).length
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
