import type { Part } from '../domain/message.ts'
import type { HtmlOptions, SafeHtml } from '../domain/safe-html.ts'
import { decodeText } from '../formats/body-value.ts'
import { heldPart } from '../formats/nested-part.ts'
import { safeHtml } from '../formats/safe-html.ts'
import { allParts } from './find-blob.ts'
import type { OpenPoint } from './open-account.ts'

/** Octets of the part as they stand in the message; far more than the sanitizer reads once decoded. */
const MOST_OCTETS = 12 * 1024 * 1024

/**
 * A text/html part of an email of this point as a document that can do no harm; null when there is none. `partPath` is
 * a part id, or several joined by "_" that lead into attached messages, in which "-" may stand for ".".
 */
export async function renderHtml(
  point: OpenPoint,
  email: string,
  partPath: string,
  options: HtmlOptions,
): Promise<SafeHtml | null> {
  if (!/^[1-9][0-9.-]*(_[1-9][0-9.-]*)*$/.test(partPath) || partPath.length > 300) return null
  const row = (await point.emails([email])).get(email)
  if (!row) return null
  const read = (start: number, end: number) => point.bytes(row.blob, row.receivedAt, start, end)
  const path = partPath.split('_')
  const held = await heldPart(read, row.structure, path)
  if (held?.part.type !== 'text/html') return null
  const { part, within, read: readHeld } = held
  const [start, end] = part.body
  const cut = end - start > MOST_OCTETS
  const octets = await readHeld(start, cut ? start + MOST_OCTETS : end)
  const { value } = decodeText(octets, part.encoding, options.charset ?? part.charset, { html: true })
  const safe = safeHtml(value, { ...options, cids: cidsOf(within, path.slice(0, -1)), isCut: cut })
  return cut ? { ...safe, cut } : safe
}

// Pictures are those of the message that holds the HTML; of an attached one their ids begin with the way to it.
function cidsOf(within: Part, outer: readonly string[]): Map<string, string> {
  const cids = new Map<string, string>()
  for (const { cid, id } of allParts(within))
    if (cid !== null && id !== null && !cids.has(cid)) cids.set(cid, [...outer, id].join('_'))
  return cids
}
