/**
 * What 8-bit text without a true label most likely is, by its first 64 KiB: the name of a WHATWG encoding. Double-byte
 * tables show themselves by how many of their pairs are common characters; of the two Cyrillic tables each keeps lower
 * case, of which texts mostly consist, in the other half. Anything else is windows-1252.
 */
export function guessCharset(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 65536)
  if (looksLikeUtf8(head)) return 'utf-8'
  const wide = DOUBLE_BYTE.find(table => isMostly(table, head))
  if (wide) return wide.name
  return isCyrillic(head) ?? 'windows-1252'
}

/** Mostly good multi-octet sequences: a broken UTF-8 text, in which only the broken octets should be replaced. */
function looksLikeUtf8(bytes: Uint8Array): boolean {
  let bad = 0
  let good = 0
  for (const c of LENIENT_UTF8.decode(bytes.subarray(0, 65536))) {
    if (c === '\ufffd') bad++
    else if (c > '\x7f') good++
  }
  return good > bad * 2
}

interface Table {
  name: string
  /** is the pair one of the characters that texts are made of */
  common: (lead: number, trail: number) => boolean
  /** a pair only this language is full of, and the share of it that proves the language */
  typical?: (lead: number) => boolean
  share: number
}

const within = (n: number, low: number, high: number) => n >= low && n <= high

/** Tried in this order: what is typical of one language comes before what only fits. */
const DOUBLE_BYTE: Table[] = [
  {
    name: 'shift_jis',
    common: (a, b) => (within(a, 0x81, 0x83) || within(a, 0x88, 0x97)) && within(b, 0x40, 0xfc),
    share: 0.85,
  },
  {
    name: 'euc-jp',
    common: (a, b) => (within(a, 0xa1, 0xa5) || within(a, 0xb0, 0xcf)) && b >= 0xa1,
    typical: a => a === 0xa4 || a === 0xa5,
    share: 0.85,
  },
  { name: 'euc-kr', common: (a, b) => (a === 0xa1 || within(a, 0xb0, 0xc8)) && b >= 0xa1, share: 0.97 },
  {
    name: 'gbk',
    common: (a, b) => (within(a, 0xa1, 0xa3) || within(a, 0xb0, 0xd7)) && b >= 0xa1,
    share: 0.85,
  },
  {
    name: 'big5',
    common: (a, b) => within(a, 0xa1, 0xc6) && (within(b, 0x40, 0x7e) || b >= 0xa1),
    share: 0.85,
  },
]

function isMostly(table: Table, bytes: Uint8Array): boolean {
  let pairs = 0
  let common = 0
  let typical = 0
  let latin = 0
  for (let i = 0; i + 1 < bytes.length; i++) {
    const lead = bytes[i] as number
    if (within(lead | 32, 97, 122)) latin++
    if (lead < 0x81) continue
    // half-width katakana are single octets
    if (table.name === 'shift_jis' && within(lead, 0xa1, 0xdf)) continue
    const trail = bytes[++i] as number
    if (trail < 0x40) return false
    pairs++
    if (table.common(lead, trail)) common++
    if (table.typical?.(lead)) typical++
  }
  // "ÄRGER ÄNDERN" has two fine pairs of Big5; a page of HTML has many Latin letters in any language
  if (pairs < 2 || (pairs < 40 && latin > pairs * 2)) return false
  return common >= pairs * table.share && (!table.typical || typical * 5 > pairs)
}

/** Words of letters above ASCII, and few ASCII letters between them. */
function isCyrillic(bytes: Uint8Array): string | null {
  let latin = 0
  let run = 0
  let inRuns = 0
  const octets = { high: 0, low: 0, c0: 0, e0: 0 }
  for (const b of bytes) {
    if (b < 0x80) {
      if (within(b | 32, 97, 122)) latin++
      if (run > 2) inRuns += run
      run = 0
      continue
    }
    run++
    octets.high++
    if (b < 0xa0) octets.low++
    else if (b >= 0xe0) octets.e0++
    else if (b >= 0xc0) octets.c0++
  }
  if (run > 2) inRuns += run
  if (octets.high < 4 || inRuns * 2 < octets.high || (octets.high < 40 && latin > octets.high * 2))
    return null
  return octets.low === 0 && octets.c0 > octets.e0 ? 'koi8-r' : 'windows-1251'
}

const LENIENT_UTF8 = new TextDecoder('utf-8')
