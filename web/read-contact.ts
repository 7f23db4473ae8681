import { type ContentLine, contentLines, fieldsOf, plainValue } from './content-lines.ts'

/** What a person wants to know of a contact card (RFC 6350, and the older forms 2.1 and 3.0). */
export interface Contact {
  name: string
  /** company, department and what the person is there */
  company: string
  emails: string[]
  phones: string[]
  addresses: string[]
  web: string[]
  birthday: string
  notes: string
}

const mostContacts = 500
const mostOfAKind = 20

/** Reads a hostile contact file; what cannot be read is left out. Null when it is none. Never throws. */
export function readContacts(text: string): Contact[] | null {
  const contacts: Contact[] = []
  let inside: ContentLine[] | null = null
  let isCard = false
  for (const line of contentLines(text)) {
    const kind = line.value.trim().toUpperCase()
    if (line.name === 'BEGIN' && kind === 'VCARD') {
      inside = []
      isCard = true
    } else if (line.name === 'END' && kind === 'VCARD') {
      if (inside && contacts.length < mostContacts) contacts.push(readContact(inside))
      inside = null
    } else inside?.push(line)
  }
  if (inside) contacts.push(readContact(inside))
  return isCard ? contacts : null
}

function readContact(lines: readonly ContentLine[]): Contact {
  const values = (name: string) =>
    lines
      .filter(line => line.name === name)
      .slice(0, mostOfAKind)
      .map(decoded)
      .filter(Boolean)
  const texts = (name: string) => values(name).map(plainValue).filter(Boolean)
  const [family = '', given = '', middle = ''] = fieldsOf(values('N')[0] ?? '', ';')
  const company = [texts('TITLE')[0], ...fieldsOf(values('ORG')[0] ?? '', ';')].filter(Boolean)
  return {
    name: texts('FN')[0] ?? [given, middle, family].filter(Boolean).join(' '),
    company: company.join(', '),
    emails: texts('EMAIL').map(one => one.replace(/^mailto:/i, '')),
    phones: texts('TEL').map(one => one.replace(/^tel:/i, '')),
    // post box, extra, street, place, region, code, country (RFC 6350 6.3.1)
    addresses: values('ADR').map(postalAddress),
    web: texts('URL'),
    birthday: texts('BDAY')[0] ?? '',
    notes: texts('NOTE').join('\n\n'),
  }
}

function postalAddress(value: string): string {
  const [box, extra, street, place, region, code, country] = fieldsOf(value, ';')
  const city = [code, place, region].filter(Boolean).join(' ')
  return [box, extra, street, city, country].filter(Boolean).join('\n')
}

// Version 2.1 may write quoted-printable, in a charset it names.
function decoded({ params, value }: ContentLine): string {
  const kinds = [...(params.get('ENCODING') ?? []), ...(params.get('TYPE') ?? [])].map(one =>
    one.toUpperCase(),
  )
  if (!kinds.includes('QUOTED-PRINTABLE')) return value
  const octets: number[] = []
  for (let i = 0; i < value.length; i++) {
    const code = value[i] === '=' ? Number.parseInt(value.slice(i + 1, i + 3), 16) : Number.NaN
    if (!Number.isNaN(code)) i += 2
    octets.push(Number.isNaN(code) ? value.charCodeAt(i) & 0xff : code)
  }
  const label = params.get('CHARSET')?.[0] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(Uint8Array.from(octets))
  } catch {
    return new TextDecoder('windows-1252').decode(Uint8Array.from(octets))
  }
}
