import iconv from 'iconv-lite'

/**
 * What imapflow would open for a listed name, and whether that is the same folder. RFC 3501 5.1.3: "R&D" is not legal
 * modified UTF-7; decoded and encoded again it becomes "R", which may be somebody else's folder. Such a name is unsafe.
 */
export function folderName(raw: string, utf8: boolean): { exact: string; unsafe: boolean } {
  if (utf8) return { exact: raw, unsafe: raw.includes('\ufffd') }
  const exact = raw.includes('&') ? iconv.decode(Buffer.from(raw), 'utf-7-imap') : raw
  const encoded = wireName(exact, utf8)
  return { exact, unsafe: encoded !== raw }
}

/** A name as the server wants it: as it is where UTF-8 was agreed on, else in modified UTF-7 (RFC 3501 5.1.3). */
export function wireName(exact: string, utf8: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 3501 names may hold them, and imapflow encodes the same set
  const isPlain = !/[&\x00-\x08\x0b-\x0c\x0e-\x1f\u0080-\uffff]/.test(exact)
  return utf8 || isPlain ? exact : iconv.encode(exact, 'utf-7-imap').toString()
}
