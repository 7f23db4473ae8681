import { crc32 } from 'node:zlib'
import type { Enclosure } from './letter.ts'

/** A line of a page: text at a size, placed from the left and the top in points; `bold`, or a rule when there is no text. */
export interface PageLine {
  x: number
  y: number
  text?: string
  size?: number
  bold?: boolean
  /** length of a rule */
  rule?: number
}

/** A PDF of one A4 page in Helvetica, which every reader has. */
export function pdf(name: string, lines: readonly PageLine[]): Enclosure {
  const page = lines.map(line => {
    const y = 842 - line.y
    if (line.text === undefined) return `0.6 w ${line.x} ${y} m ${line.x + (line.rule ?? 0)} ${y} l S`
    const text = line.text
      .replaceAll('€', '\x80')
      .replaceAll('–', '\x96')
      .replace(/[\\()]/g, '\\$&')
    return `BT /${line.bold ? 'B' : 'F'} ${line.size ?? 10} Tf ${line.x} ${y} Td (${text}) Tj ET`
  })
  const content = page.join('\n')
  const font = (base: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R /B 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ]
  let out = '%PDF-1.4\n'
  const starts = objects.map((object, n) => {
    const start = out.length
    out += `${n + 1} 0 obj\n${object}\nendobj\n`
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const table = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return { name, type: 'application/pdf', bytes: Buffer.from(out, 'latin1') }
}

/** Comma-separated values, UTF-8. */
export function csv(name: string, rows: readonly (readonly (string | number)[])[]): Enclosure {
  const field = (value: string | number) =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return plain(
    name,
    'text/csv; charset=utf-8',
    rows.map(row => row.map(field).join(',')),
  )
}

/** One event of iCalendar (RFC 5545); times as "20261126T093000Z". */
export function ics(
  name: string,
  event: { uid: string; from: string; to: string; what: string; where: string },
): Enclosure {
  return plain(name, 'text/calendar; charset=utf-8; method=REQUEST', [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//Agenda//EN', 'METHOD:REQUEST', 'BEGIN:VEVENT'],
    ...[`UID:${event.uid}`, `DTSTAMP:${event.from}`, `DTSTART:${event.from}`, `DTEND:${event.to}`],
    ...[
      `SUMMARY:${event.what}`,
      `LOCATION:${event.where.replaceAll(',', '\\,')}`,
      'END:VEVENT',
      'END:VCALENDAR',
    ],
  ])
}

/** A visiting card (RFC 6350). */
export function vcf(
  name: string,
  card: { name: string; firm: string; phone: string; address: string },
): Enclosure {
  const [given, ...family] = card.name.split(' ')
  return plain(name, 'text/vcard; charset=utf-8', [
    ...[
      'BEGIN:VCARD',
      'VERSION:4.0',
      `FN:${card.name}`,
      `N:${family.join(' ')};${given};;;`,
      `ORG:${card.firm}`,
    ],
    ...[`TEL;TYPE=work:${card.phone}`, `EMAIL:${card.address}`, 'END:VCARD'],
  ])
}

/** A zip of stored entries with the date 1 January 2026. */
export function zip(name: string, entries: readonly { name: string; bytes: Uint8Array }[]): Enclosure {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const path = Buffer.from(entry.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(((2026 - 1980) << 9) | (1 << 5) | 1, 8)
    common.writeUInt32LE(crc32(entry.bytes), 10)
    common.writeUInt32LE(entry.bytes.length, 14)
    common.writeUInt32LE(entry.bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    bodies.push(Buffer.from('PK\x03\x04'), common, path, Buffer.from(entry.bytes))
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path)
    offset += 30 + path.length + entry.bytes.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return { name, type: 'application/zip', bytes: Buffer.concat([...bodies, list, end]) }
}

/** A picture as a file of its own, or shown by the HTML when it has a `cid`. */
export function picture(name: string, bytes: Uint8Array, cid?: string): Enclosure {
  return { name, type: 'image/png', bytes, ...(cid === undefined ? {} : { cid }) }
}

function plain(name: string, type: string, lines: readonly string[]): Enclosure {
  return { name, type, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`) }
}
