import { decodeCharset, decodeRawHeader } from './charset.ts'
import { cleanLine, decodeWords } from './encoded-words.ts'

/** A field like Content-Type: the value before the first ";" and its parameters, names in lower case, as octets (one character each). */
export interface Parameterized {
  value: string
  parameters: Map<string, string>
}

/**
 * Splits such a field (RFC 2045 5.1), given as raw octets. The first of two equal parameters wins. Unquoted values
 * may hold spaces, as they do in the wild. Linear in the length.
 */
export function parseParameters(octets: string): Parameterized {
  const parameters = new Map<string, string>()
  const [first = '', ...rest] = sections(octets)
  for (const section of rest) {
    const equals = section.indexOf('=')
    if (equals < 1) continue
    const name = stripComments(section.slice(0, equals)).trim().toLowerCase()
    if (name && !parameters.has(name)) parameters.set(name, unquote(section.slice(equals + 1)))
  }
  const value = stripComments(first).trim()
  return { value, parameters }
}

/** One parameter as text: RFC 2231 continuations and charsets first, then the plain form with encoded words. */
export function textParameter(from: Parameterized, name: string, fallback: string | null): string | null {
  const p = from.parameters
  const extended = p.get(`${name}*`)
  if (extended !== undefined) return cleanLine(decodeExtended(extended))
  const plain = p.get(name)
  if (plain !== undefined) return decodeWords(decodeRawHeader(plain, fallback))
  if (!p.has(`${name}*0`) && !p.has(`${name}*0*`)) return null
  return cleanLine(joinSegments(p, name, fallback))
}

/** RFC 2231 3: segments in the order of their numbers, up to the first that is missing; only starred ones are percent-encoded. */
function joinSegments(p: Map<string, string>, name: string, fallback: string | null): string {
  let charset: string | null = null
  const octets: string[] = []
  for (let i = 0; ; i++) {
    const starred = p.get(`${name}*${i}*`)
    const plain = p.get(`${name}*${i}`)
    if (starred === undefined && plain === undefined) break
    if (starred === undefined) {
      octets.push(plain as string)
      continue
    }
    const head = i === 0 ? /^([^']{0,60})'[^']{0,60}'/.exec(starred) : null
    if (head) charset = head[1] || null
    octets.push(percentDecode(head ? starred.slice(head[0].length) : starred))
  }
  const joined = octets.join('')
  if (charset !== null) return decodeCharset(Buffer.from(joined, 'latin1'), charset).text
  return decodeWords(decodeRawHeader(joined, fallback))
}

function decodeExtended(value: string): string {
  const head = /^([^']{0,60})'[^']{0,60}'/.exec(value)
  const octets = percentDecode(head ? value.slice(head[0].length) : value)
  return decodeCharset(Buffer.from(octets, 'latin1'), head?.[1] || null).text
}

function percentDecode(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The pieces between ";" outside quotes, at most 500. A quote that never closes is a letter, and so are all after it. */
function sections(s: string): string[] {
  const out: string[] = []
  let start = 0
  let quotes = true
  for (let i = 0; i < s.length && out.length < 500; i++) {
    const c = s[i]
    if (c === ';') {
      out.push(s.slice(start, i))
      start = i + 1
    } else if (c === '"' && quotes) {
      const close = quoteEnd(s, i)
      if (close < 0) quotes = false
      else i = close
    }
  }
  out.push(s.slice(start))
  return out
}

function quoteEnd(s: string, open: number): number {
  for (let i = open + 1; i < s.length; i++) {
    if (s[i] === '\\') i++
    else if (s[i] === '"') return i
  }
  return -1
}

/** Backslashes are kept unless they hide a quote or a backslash: file names of Windows come with single ones. */
function unquote(raw: string): string {
  const text = raw.trim()
  if (!text.startsWith('"')) return stripComments(text).trim()
  const close = quoteEnd(text, 0)
  return text.slice(1, close < 0 ? text.length : close).replace(/\\(["\\])/g, '$1')
}

/** Only comments after white space: "report(1).pdf" without quotes is a name, not a comment. */
function stripComments(text: string): string {
  return text.includes('(') ? text.replace(/(^|\s)\([^()]{0,80}\)/g, '$1') : text
}
