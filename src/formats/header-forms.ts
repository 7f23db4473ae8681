import type { Address } from '../domain/message.ts'
import { type AddressGroup, parseAddresses, parseAddressGroups } from './addresses.ts'
import { parseDate } from './dates.ts'
import { decodeWords, unfold } from './encoded-words.ts'

/** The parsed forms of RFC 8621 4.1.2, by the word after "as". */
export type HeaderForm = 'Raw' | 'Text' | 'Addresses' | 'GroupedAddresses' | 'MessageIds' | 'Date' | 'URLs'

export type HeaderValue = string | string[] | Address[] | AddressGroup[] | null

/** The value of one field in a form, from its Raw form (formats/header-fields.ts). Never throws. */
export function headerForm(form: 'Raw' | 'Text', raw: string): string
export function headerForm(form: 'Addresses', raw: string): Address[]
export function headerForm(form: 'GroupedAddresses', raw: string): AddressGroup[]
export function headerForm(form: 'MessageIds' | 'URLs', raw: string): string[] | null
export function headerForm(form: 'Date', raw: string): string | null
export function headerForm(form: HeaderForm, raw: string): HeaderValue
export function headerForm(form: HeaderForm, raw: string): HeaderValue {
  if (form === 'Text') return decodeWords(unfold(raw))
  if (form === 'Addresses') return parseAddresses(raw)
  if (form === 'GroupedAddresses') return parseAddressGroups(raw)
  if (form === 'MessageIds') return bracketed(raw)
  if (form === 'Date') return parseDate(unfold(raw))
  if (form === 'URLs') return bracketed(raw)
  return raw
}

/** May this field be asked for in this form (the lists in RFC 8621 4.1.2)? Fields of no known kind may in every form. */
export function mayHaveForm(name: string, form: HeaderForm): boolean {
  const field = name.toLowerCase()
  return form === 'Raw' || ALLOWED[form].has(field) || !KNOWN.has(field)
}

/** What stands in angle brackets, white space taken out; null when there is none. Entries are limited as addresses are. */
function bracketed(raw: string): string[] | null {
  const out: string[] = []
  for (let open = raw.indexOf('<'); open >= 0 && out.length < 1000; open = raw.indexOf('<', open)) {
    const close = raw.indexOf('>', open)
    if (close < 0) break
    // of "<<a@b>" the innermost counts
    const inner = raw.slice(raw.lastIndexOf('<', close) + 1, close).replace(BLANK, '')
    if (inner) out.push(inner)
    open = close
  }
  return out.length ? out : null
}

const words = (list: string) => new Set(list.split(' '))

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls have no place in an id
const BLANK = /[\x00-\x20\x7f]+/g
/** RFC 5322 3.6 and RFC 2369 */
const KNOWN = words(
  'date from sender reply-to to cc bcc message-id in-reply-to references subject comments keywords resent-date resent-from resent-sender resent-to resent-cc resent-bcc resent-reply-to resent-message-id return-path received list-help list-unsubscribe list-subscribe list-post list-owner list-archive',
)
const ADDRESSES = words(
  'from sender reply-to to cc bcc resent-from resent-sender resent-reply-to resent-to resent-cc resent-bcc',
)
const ALLOWED: Record<Exclude<HeaderForm, 'Raw'>, Set<string>> = {
  Text: words('subject comments keywords list-id'),
  Addresses: ADDRESSES,
  GroupedAddresses: ADDRESSES,
  MessageIds: words('message-id in-reply-to references resent-message-id'),
  Date: words('date resent-date'),
  URLs: words('list-help list-unsubscribe list-subscribe list-post list-owner list-archive'),
}
