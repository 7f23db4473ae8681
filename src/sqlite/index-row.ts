import type { Envelope, Part } from '../domain/message.ts'
import { NO_ENVELOPE } from '../formats/unreadable-message.ts'

/** Envelope ↔ its text in the index: what is null is left out. */
export function packEnvelope(envelope: Envelope): string {
  const pairs = Object.entries(envelope).filter(([, value]) => value !== null)
  return JSON.stringify(Object.fromEntries(pairs))
}

export function unpackEnvelope(text: string): Envelope {
  return { ...NO_ENVELOPE, ...JSON.parse(text) }
}

/** Part tree ↔ its text in the index: arrays in place of names, most mail being two or three parts alike. */
export function packPart(part: Part): string {
  return JSON.stringify(toRow(part))
}

export function unpackPart(text: string): Part {
  return fromRow(JSON.parse(text))
}

type Row = [
  Part['id'],
  Part['type'],
  Part['charset'],
  Part['encoding'],
  headerStart: number,
  headerEnd: number,
  bodyStart: number,
  bodyEnd: number,
  size: number,
  parts: Row[] | 0,
  disposition?: Part['disposition'],
  name?: Part['name'],
  cid?: Part['cid'],
  language?: Part['language'],
  location?: Part['location'],
]

// The walker limits the depth of the tree (notice 'cut-depth'), so these two may call themselves.
function toRow(part: Part): Row {
  const { id, type, charset, encoding, header, body, size } = part
  const parts = part.parts ? part.parts.map(toRow) : 0
  const row: Row = [id, type, charset, encoding, header[0], header[1], body[0], body[1], size, parts]
  const rest = [part.disposition, part.name, part.cid, part.language, part.location] as const
  if (rest.some(value => value !== null)) row.push(...rest)
  return row
}

function fromRow(row: Row): Part {
  const [id, type, charset, encoding, headerStart, headerEnd, bodyStart, bodyEnd, size, parts] = row
  const part: Part = {
    id,
    type,
    charset,
    encoding,
    disposition: row[10] ?? null,
    name: row[11] ?? null,
    cid: row[12] ?? null,
    language: row[13] ?? null,
    location: row[14] ?? null,
    header: [headerStart, headerEnd],
    body: [bodyStart, bodyEnd],
    size,
  }
  if (parts) part.parts = parts.map(fromRow)
  return part
}
