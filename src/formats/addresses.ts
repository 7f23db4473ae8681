import type { Address } from '../domain/message.ts'
import { cleanLine, decodeWords, unfold } from './encoded-words.ts'

/** RFC 8621 4.1.2.4; `name` is null for addresses that are in no group. */
export interface AddressGroup {
  name: string | null
  addresses: Address[]
}

/** Entries read of one list. */
export const MAX_ADDRESSES = 1000

/**
 * An address list (RFC 5322 3.4) in groups, best effort on what is none. One pass over the text, no recursion: comments
 * and brackets only count. Names are decoded, addresses never are: what an encoded word inside one decodes to is what
 * an attacker wants to be shown.
 */
export function parseAddressGroups(raw: string): AddressGroup[] {
  const text = unfold(raw)
  const list: AddressGroup[] = []
  /** brackets of which no closing one follows any more: they are letters */
  const dead = new Set<string>()
  let named = false
  let entry = newEntry()
  let count = 0
  const finish = () => {
    const address = readEntry(entry)
    entry = newEntry()
    if (!address || count++ >= MAX_ADDRESSES) return
    const group = list.at(-1)
    if (group && (named ? group.name !== null : group.name === null)) group.addresses.push(address)
    else list.push({ name: null, addresses: [address] })
  }
  for (let i = 0; i < text.length && count < MAX_ADDRESSES; i++) {
    const c = text[i] as string
    const end = dead.has(c) ? -1 : (CLOSE[c]?.(text, i) ?? -2)
    if (end === -1) dead.add(c)
    if (end >= 0) {
      take(entry, c, text.slice(i + 1, end))
      i = end
      // "<<a@b>>": the second closing one belongs to the first opening one
      while (c === '<' && text[i + 1] === '>') i++
    } else if (c === ',' || c === ';') {
      finish()
      if (c === ';') named = false
    } else if (
      c === ':' &&
      !named &&
      entry.angle === null &&
      entry.name.trim() &&
      !/^\s*mailto$/i.test(entry.name)
    ) {
      list.push({ name: decodeWords(entry.name), addresses: [] })
      named = true
      entry = newEntry()
    } else {
      let stop = i + 1
      while (stop < text.length && !SPECIAL.has(text.charCodeAt(stop))) stop++
      const letters = text.slice(i, stop)
      entry.name += letters
      entry.plain += letters
      i = stop - 1
    }
  }
  finish()
  return list
}

/** The same without its groups (RFC 8621 4.1.2.3). */
export function parseAddresses(raw: string): Address[] {
  return parseAddressGroups(raw).flatMap(g => g.addresses)
}

interface Entry {
  /** what stands outside brackets, quotes taken off */
  name: string
  /** the same as it was written */
  plain: string
  /** the last quoted string, with its quotes: it may be the local part */
  quoted: string
  angle: string | null
  comment: string | null
}

function newEntry(): Entry {
  return { name: '', plain: '', quoted: '', angle: null, comment: null }
}

function take(entry: Entry, bracket: string, inner: string): void {
  if (bracket === '(') entry.comment ??= inner
  else if (bracket === '<') entry.angle ??= inner
  else if (bracket === '[') {
    entry.name += `[${inner}]`
    entry.plain += `[${inner}]`
  } else {
    entry.name += inner.replace(/\\(.)/gs, '$1')
    entry.quoted = `"${inner}"`
    entry.plain += entry.quoted
  }
}

function readEntry(entry: Entry): Address | null {
  // Thousands of parentheses are nobody's name (RFC 5322 2.1.1: a line has at most 998 characters).
  const comment =
    entry.comment === null || entry.comment.length > 998
      ? null
      : decodeWords(entry.comment.replace(/\\(.)/gs, '$1')) || null
  if (entry.angle !== null) {
    const name = decodeWords(entry.name) || comment
    const email = bareAddress(entry.angle)
    return name || email ? { name, email } : null
  }
  const plain = cleanLine(entry.plain).replace(/\s*@\s*/g, '@')
  if (!plain) return null
  const at = plain.lastIndexOf('@')
  if (at < 0) {
    const name = decodeWords(entry.name)
    return /\s|=\?/.test(plain) ? { name, email: '' } : { name: comment, email: plain }
  }
  let start = at
  if (entry.quoted && plain.endsWith(entry.quoted, at)) start = at - entry.quoted.length
  else while (start > 0 && !/\s/.test(plain[start - 1] as string)) start--
  let end = at
  while (end < plain.length && !/\s/.test(plain[end] as string)) end++
  const before = plain.slice(0, start).trim()
  const after = plain.slice(end).trim()
  // obsolete white space around the dots: "ann . smith@mail . example" (RFC 5322 4.4)
  const loose = (!before || before.endsWith('.')) && (!after || after.startsWith('.'))
  if (loose) return { name: comment, email: withoutAngles(plain.replace(/\s*\.\s*/g, '.')) }
  return {
    name: decodeWords(`${before} ${after}`.replace(/"/g, '')) || comment,
    email: withoutAngles(plain.slice(start, end)),
  }
}

/** Brackets that never close are left over here; inside quotes they are letters. */
function withoutAngles(address: string): string {
  return address.startsWith('"') ? address : address.replace(/[<>]/g, '')
}

/** The addr-spec in angle brackets: comments, routes (RFC 5322 4.4) and white space taken out, nothing decoded. */
function bareAddress(angle: string): string {
  let out = ''
  let depth = 0
  let quoted = false
  for (let i = 0; i < angle.length; i++) {
    const c = angle[i] as string
    if (quoted && c === '\\') {
      out += c + (angle[++i] ?? '')
      continue
    }
    if (c === '"' && depth === 0) quoted = !quoted
    if (!quoted && c === '(') depth++
    else if (!quoted && c === ')' && depth > 0) depth--
    else if (depth === 0 && (quoted || !/\s/.test(c))) out += c
  }
  const bare = cleanLine(out.replace(/^<+/, ''))
  return bare.startsWith('@') && bare.includes(':')
    ? bare.slice(bare.indexOf(':') + 1)
    : bare.replace(/^mailto:/i, '')
}

/** For each opening bracket: where it closes, or -1 when it never does. */
const CLOSE: Record<string, (text: string, open: number) => number> = {
  __proto__: null as never,
  '"': (text, open) => {
    for (let i = open + 1; i < text.length; i++) {
      if (text[i] === '\\') i++
      else if (text[i] === '"') return i
    }
    return -1
  },
  '(': (text, open) => {
    let depth = 0
    for (let i = open; i < text.length; i++) {
      if (text[i] === '\\') i++
      else if (text[i] === '(') depth++
      else if (text[i] === ')' && --depth === 0) return i
    }
    return -1
  },
  '<': (text, open) => {
    let quoted = false
    for (let i = open + 1; i < text.length; i++) {
      if (quoted && text[i] === '\\') i++
      else if (text[i] === '"') quoted = !quoted
      else if (text[i] === '>' && !quoted) return i
    }
    return text.indexOf('>', open)
  },
  '[': (text, open) => text.indexOf(']', open),
}

const SPECIAL = new Set([...'"(<[,;:'].map(c => c.charCodeAt(0)))
