import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { guessCharset } from './guess-charset.ts'

/** Text and whether something of it had to be replaced or guessed (RFC 8621 4.1.4 isEncodingProblem). */
export interface DecodedText {
  text: string
  problem: boolean
}

/**
 * Octets → text by the label the sender gave. Labels follow the WHATWG table, as browsers and mail programs do
 * (latin1 is windows-1252, gb2312 is GBK, ks_c_5601 is UHC); what it lacks comes from iconv-lite or is rewritten here.
 * No label, an unknown one, or "us-ascii" on 8-bit text: UTF-8 when valid, else a guess. Never throws.
 */
export function decodeCharset(bytes: Uint8Array, label: string | null): DecodedText {
  if (bytes.length === 0) return { text: '', problem: false }
  const name = label === null ? null : canonicalLabel(label)
  if (name === null || isAscii(name)) return decodeUnlabelled(bytes, true)
  const rare = RARE[name]
  if (rare) return rare(bytes)
  const pair = decoders(name)
  if (pair)
    return name === 'utf-8' || name === 'utf8' ? decodeUnlabelled(bytes, false) : decodeWith(pair, bytes)
  if (iconv.encodingExists(name) && !INTERNAL.test(name)) return decodeIconv(bytes, name)
  return { ...decodeUnlabelled(bytes, true), problem: true }
}

/** Raw octets of a header, one character an octet, as text: UTF-8 (RFC 6532) when valid, else by the message's own charset, else a guess. */
export function decodeRawHeader(octets: string, fallback: string | null): string {
  if (!EIGHT_BIT.test(octets)) return octets
  const bytes = Buffer.from(octets, 'latin1')
  if (octets.includes('\x1b$')) return decodeJapanese(bytes).text
  try {
    return UTF8.decode(bytes)
  } catch {
    const label = fallback !== null && !/^(utf-?8|us-ascii|ascii)$/i.test(fallback) ? fallback : null
    return decodeCharset(bytes, label).text
  }
}

function canonicalLabel(label: string): string {
  const name = label.toLowerCase().replace(/^[\s"']+|[\s"']+$|\*.*$/gs, '')
  return ALIASES[name] ?? name
}

/** UTF-8 when valid or nearly so; else a guess: a wrong letter says more than a replacement sign. `missing`: no label was given. */
function decodeUnlabelled(bytes: Uint8Array, missing: boolean): DecodedText {
  try {
    const text = UTF8.decode(bytes)
    return missing && text.includes('\x1b$') ? decodeJapanese(bytes) : { text, problem: false }
  } catch {
    const guess = guessCharset(bytes)
    return {
      text: decoders(guess)?.lenient.decode(bytes) ?? asBuffer(bytes).toString('latin1'),
      problem: true,
    }
  }
}

interface Pair {
  fatal: TextDecoder
  lenient: TextDecoder
}

function decodeWith(pair: Pair, bytes: Uint8Array): DecodedText {
  try {
    return { text: pair.fatal.decode(bytes), problem: false }
  } catch {
    return { text: pair.lenient.decode(bytes), problem: true }
  }
}

const known = new Map<string, Pair | null>()

/** Decoders are kept: making one costs more than most texts. Hostile labels must not fill the table. */
function decoders(label: string): Pair | null {
  const kept = known.get(label)
  if (kept !== undefined) return kept
  let pair: Pair | null
  try {
    pair = { fatal: new TextDecoder(label, { fatal: true }), lenient: new TextDecoder(label) }
  } catch {
    pair = null
  }
  if (known.size < 400 && label.length < 40) known.set(label, pair)
  return pair
}

/** HZ (RFC 1843) and ISO-2022-KR (RFC 1557) are 7-bit wrappers of GB 2312 and KS X 1001: with the high bits set they are GBK and EUC-KR. */
function decodeHz(bytes: Uint8Array): DecodedText {
  const out: number[] = []
  let wide = false
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i] as number
    const next = bytes[i + 1]
    if (b === 0x7e && next !== undefined && '{}~\n'.includes(String.fromCharCode(next))) {
      if (next === 0x7b) wide = true
      if (next === 0x7d) wide = false
      if (next === 0x7e) out.push(0x7e)
      i++
      continue
    }
    if (b === 10) wide = false
    out.push(wide && b > 0x20 ? b | 0x80 : b)
  }
  return decodeCharset(Uint8Array.from(out), 'gbk')
}

function decodeKorean(bytes: Uint8Array): DecodedText {
  const out: number[] = []
  let wide = false
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i] as number
    if (b === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29 && bytes[i + 3] === 0x43) i += 3
    else if (b === 0x0e) wide = true
    else if (b === 0x0f) wide = false
    else {
      if (b === 10) wide = false
      out.push(wide && b > 0x20 ? b | 0x80 : b)
    }
  }
  return decodeCharset(Uint8Array.from(out), 'euc-kr')
}

/** Two escapes in a row, as joined encoded words have them, are an error in the WHATWG table and nothing in RFC 1468. */
function decodeJapanese(bytes: Uint8Array): DecodedText {
  const octets = asBuffer(bytes).toString('latin1').replace(IDLE_ESCAPES, '')
  const pair = decoders('iso-2022-jp')
  return pair ? decodeWith(pair, Buffer.from(octets, 'latin1')) : decodeIconv(bytes, 'ascii')
}

/** RFC 2781: a mark decides, else big-endian; but senders mean what their zeros say. */
function decodeUtf16(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeCharset(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeCharset(bytes, 'utf-16be')
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < Math.min(bytes.length, 4096); i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  return decodeCharset(bytes, odd > even ? 'utf-16le' : 'utf-16be')
}

function decodeIconv(bytes: Uint8Array, name: string): DecodedText {
  const text = iconv.decode(asBuffer(bytes), name)
  return { text, problem: text.includes('\ufffd') }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function isAscii(name: string): boolean {
  return /^(us-ascii|ascii|ansi_x3\.4-19(68|86)|iso646-us|us|7bit)$/.test(name)
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })
// biome-ignore lint/suspicious/noControlCharactersInRegex: the octets above ASCII, and the escape of ISO 2022
const EIGHT_BIT = /[^\x00-\x7f]|\x1b/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape of ISO 2022
const IDLE_ESCAPES = /\x1b\([BJ](?=\x1b)/g
/** iconv-lite's names for things that are no charset of mail */
const INTERNAL = /^(base64|hex|binary|utf-?7-?imap|_internal)$/
const RARE: Record<string, (bytes: Uint8Array) => DecodedText> = {
  __proto__: null as never,
  'utf-16': decodeUtf16,
  hz: decodeHz,
  // Node's own tables (ICU) lack what the WHATWG ones have: Hong Kong's letters and the Hangul of UHC
  big5: bytes => decodeIconv(bytes, 'big5-hkscs'),
  'euc-kr': bytes => decodeIconv(bytes, 'cp949'),
  'iso-2022-kr': decodeKorean,
  'iso-2022-jp': decodeJapanese,
}
const ALIASES: Record<string, string> = {
  __proto__: null as never,
  utf16: 'utf-16',
  'ucs-2': 'utf-16',
  'iso-10646-ucs-2': 'utf-16',
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  'hz-gb-2312': 'hz',
  csiso2022kr: 'iso-2022-kr',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  'ks_c-5601-1987': 'euc-kr',
  csksc56011987: 'euc-kr',
  'windows-949': 'euc-kr',
  korean: 'euc-kr',
  'iso-ir-149': 'euc-kr',
  ksc_5601: 'euc-kr',
  ksc5601: 'euc-kr',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1989': 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  cseuckr: 'euc-kr',
  cp950: 'big5',
  'x-x-big5': 'big5',
  'cn-big5': 'big5',
  big5hkscs: 'big5',
  'big5-hkscs': 'big5',
  csbig5: 'big5',
  cp1252: 'windows-1252',
  'iso-8859-8i': 'iso-8859-8-i',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-8859-6-i': 'iso-8859-6',
  'iso-8859-6-e': 'iso-8859-6',
  utf8mb4: 'utf-8',
  '8bit': 'windows-1252',
}
