import type { HtmlOptions, SafeHtml } from '../domain/ports.ts'
import { decodeText } from '../formats/body-value.ts'
import { safeHtml } from '../formats/safe-html.ts'
import { allParts, findPart } from './find-blob.ts'
import type { OpenPoint } from './open-account.ts'

/** Octets of the part as they stand in the message; far more than the sanitizer reads once decoded. */
const MOST_OCTETS = 12 * 1024 * 1024

/** A text/html part of an email of this point as a document that can do no harm; null when there is none. */
export async function renderHtml(
  point: OpenPoint,
  email: string,
  partId: string,
  options: HtmlOptions,
): Promise<SafeHtml | null> {
  const row = (await point.emails([email])).get(email)
  const part = row && findPart(row.structure, partId)
  if (!row || part?.type !== 'text/html') return null
  const [start, end] = part.body
  const cut = end - start > MOST_OCTETS
  const octets = await point.bytes(row.blob, row.receivedAt, start, cut ? start + MOST_OCTETS : end)
  const { value } = decodeText(octets, part.encoding, part.charset, { html: true })
  const cids = new Map<string, string>()
  for (const { cid, id } of allParts(row.structure))
    if (cid !== null && id !== null && !cids.has(cid)) cids.set(cid, id)
  const safe = safeHtml(value, { ...options, cids })
  return cut ? { ...safe, cut } : safe
}
