export type Compare<T> = (a: T, b: T) => number

/** What is compared instead of a text by a collation of RFC 4790 and RFC 5051; null for one this server does not have. */
export function collationKey(id: string): ((text: string) => string) | null {
  if (id === 'i;octet') return text => text
  if (id === 'i;ascii-casemap') return text => text.replace(/[a-z]+/g, letters => letters.toUpperCase())
  if (id === 'i;unicode-casemap') return text => text.toUpperCase().normalize('NFKD')
  return null
}

/** Comparison of strings by such a collation. */
export function collation(id: string): Compare<string> | null {
  const key = collationKey(id)
  return key && ((a, b) => byCodePoint(key(a), key(b)))
}

/** As UTF-8 octets compare; UTF-16 units would put U+E000 to U+FFFF after all planes beyond the first. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = weight(a.charCodeAt(i)) - weight(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function weight(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
