import type { ServerNo } from '../domain/live-writer.ts'
import type { ItemWhy } from '../domain/restore.ts'

/** What of a message's octets servers may refuse. */
export interface Oddities {
  nul: boolean
  /** line ends that are not CRLF */
  bareLf: boolean
  /** octets beyond ASCII in its header */
  eightBit: boolean
}

/** Why a server did not take a message, by its response code (RFC 5530, RFC 4314, RFC 9208), else its words, else what is odd about the message. */
export function whyRefused({ code, words }: ServerNo, odd: Oddities): ItemWhy {
  const known = code === null ? undefined : CODES[code]
  if (known) return known
  if (/quota|mailbox( is)? full|out of (disk )?space/i.test(words)) return 'over-quota'
  if (/too (big|large|long)|size limit|exceeds/i.test(words)) return 'too-big'
  if (/bare (newline|lf|line ?feed)|line ?ends?|crlf/i.test(words)) return 'bare-lf'
  if (/\bnul\b|null (byte|char|octet)/i.test(words)) return 'nul'
  if (/8.?bit|non-?ascii|invalid header/i.test(words)) return 'eight-bit-header'
  if (/permission|read.?only|access denied|not allowed/i.test(words)) return 'no-rights'
  if (odd.nul) return 'nul'
  if (odd.bareLf) return 'bare-lf'
  return odd.eightBit ? 'eight-bit-header' : 'refused'
}

const CODES: Record<string, ItemWhy> = {
  OVERQUOTA: 'over-quota',
  TOOBIG: 'too-big',
  NOPERM: 'no-rights',
  'READ-ONLY': 'no-rights',
  TRYCREATE: 'no-folder',
  NONEXISTENT: 'no-folder',
  LIMIT: 'limit',
}

/** May the keywords have been what it refused? They are the only thing of a message that a second try can leave out. */
export function mayBeKeywords({ status, code, words }: ServerNo): boolean {
  if (/flag|keyword/i.test(words)) return true
  if (code !== null) return ['LIMIT', 'CANNOT', 'PARSE'].includes(code)
  return status === 'BAD' || !/quota|size|large|big|newline|nul|header|permission|denied/i.test(words)
}

/** Is there no such folder (any more), so that making it may help? */
export function wantsFolder({ code }: ServerNo): boolean {
  return code === 'TRYCREATE' || code === 'NONEXISTENT'
}

/** Looks through the octets of a message as they pass; what was found is complete when the last has passed. */
export function* lookedThrough(pieces: Iterable<Uint8Array>, odd: Oddities): Generator<Uint8Array> {
  let inHeader = true
  let before = 0
  for (const piece of pieces) {
    const octets = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    odd.nul ||= octets.includes(0)
    odd.bareLf ||= hasBareLf(octets, before)
    if (inHeader) {
      const end = octets.indexOf('\r\n\r\n')
      odd.eightBit ||= isEightBit(end < 0 ? octets : octets.subarray(0, end))
      inHeader = end < 0
    }
    before = octets.at(-1) ?? before
    yield piece
  }
}

function hasBareLf(octets: Buffer, before: number): boolean {
  for (let at = octets.indexOf(10); at >= 0; at = octets.indexOf(10, at + 1))
    if ((at === 0 ? before : octets[at - 1]) !== 13) return true
  return false
}

function isEightBit(octets: Buffer): boolean {
  return octets.some(octet => octet > 0x7f)
}
