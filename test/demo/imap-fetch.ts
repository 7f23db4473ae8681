import { internalDate } from './imap-wire.ts'
import type { Copy } from './mailbox.ts'

/** A FETCH item as the client wrote it. */
export type Item = string

/** What stands between the parentheses of a FETCH response, one character an octet; null for an item unknown here. */
export function fetchItems(copy: Copy, items: readonly Item[]): string | null {
  const parts: string[] = []
  for (const item of items) {
    const part = fetchItem(copy, item)
    if (part === null) return null
    parts.push(part)
  }
  return parts.join(' ')
}

function fetchItem(copy: Copy, item: Item): string | null {
  const name = item.toUpperCase()
  if (name === 'UID') return `UID ${copy.uid}`
  if (name === 'FLAGS') return `FLAGS (${copy.flags.join(' ')})`
  if (name === 'INTERNALDATE') return `INTERNALDATE ${internalDate(copy.date)}`
  if (name === 'RFC822.SIZE') return `RFC822.SIZE ${copy.bytes.length}`
  if (name === 'MODSEQ') return `MODSEQ (${copy.modseq})`
  const fields = /^BODY(?:\.PEEK)?\[HEADER\.FIELDS \(([A-Z\d -]+)\)\]$/.exec(name)
  if (fields?.[1]) {
    const text = headerFields(copy, fields[1].split(' '))
    return `BODY[HEADER.FIELDS (${fields[1]})] {${text.length}}\r\n${text}`
  }
  const body = /^BODY(?:\.PEEK)?\[(HEADER|TEXT)?\](?:<(\d+)\.(\d+)>)?$/.exec(name)
  if (!body) return null
  const [, section = '', start, length] = body
  const whole = octets(copy, section)
  const from = Number(start ?? 0)
  const cut = start === undefined ? whole : whole.subarray(from, from + Number(length))
  const origin = start === undefined ? '' : `<${from}>`
  return `BODY[${section}]${origin} {${cut.length}}\r\n${cut.toString('latin1')}`
}

// RFC 3501 6.4.5: the fields with these names, in upper case, and the blank line; one character an octet.
function headerFields(copy: Copy, names: readonly string[]): string {
  const fields = octets(copy, 'HEADER')
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
  const wanted = fields.filter(field => names.includes((field.split(':')[0] ?? '').trim().toUpperCase()))
  return [...wanted, '', ''].join('\r\n')
}

function octets(copy: Copy, section: string): Buffer {
  const whole = Buffer.from(copy.bytes.buffer, copy.bytes.byteOffset, copy.bytes.length)
  if (!section) return whole
  const blank = whole.indexOf('\r\n\r\n')
  const end = blank < 0 ? whole.length : blank + 4
  return section === 'HEADER' ? whole.subarray(0, end) : whole.subarray(end)
}
