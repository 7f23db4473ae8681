/**
 * Content-Disposition of a download (RFC 6266) from a name that comes from mail, so from anybody: no path, no control
 * or direction-changing characters, no name a system reserves, at most 180 octets. Both forms: plain ASCII for old
 * clients and RFC 8187 UTF-8.
 */
export function attachmentDisposition(name: string): string {
  const safe = safeFileName(name)
  // Cleaned once more: of full-width characters (U+FF01 to U+FF5E) the ASCII ones come to be only here.
  const ascii = safe.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')
  const plain = safeFileName(/^\s*(\.|$)/.test(ascii) ? `file${ascii.trim()}` : ascii).replaceAll('%', '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(safe)}`
}

/** A name that does no harm on any disk: the last part of what was asked for, cleaned; "file" when nothing is left. */
export function safeFileName(name: string): string {
  const cleaned = name
    .toWellFormed()
    .normalize('NFC')
    // Cc, Cf (bidirectional marks and the like), line and paragraph separators, private use
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const short = cut(cleaned, 180)
  // Windows opens the device whatever the extension is.
  return /^(con|prn|aux|nul|con(in|out)\$|(com|lpt)[\d¹²³]) *(\.|$)/i.test(short)
    ? `_${short}`
    : short || 'file'
}

// Cut by octets between characters; the extension is what systems go by, so it stays.
function cut(name: string, octets: number): string {
  if (Buffer.byteLength(name) <= octets) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  let left = octets - Buffer.byteLength(extension)
  let kept = ''
  for (const character of name.slice(0, name.length - extension.length)) {
    left -= Buffer.byteLength(character)
    if (left < 0) break
    kept += character
  }
  return kept + extension
}

// RFC 8187 attr-char: what encodeURIComponent leaves, without ' ( ) *
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
