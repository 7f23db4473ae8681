import { parsePointId } from '../domain/ids.ts'
import type { BlobPlace } from '../domain/ports.ts'
import { attachmentDisposition } from '../formats/content-disposition.ts'
import { type Answering, busy } from './answering.ts'
import { blobStream } from './blob-stream.ts'
import { notFound } from './errors.ts'
import { readRange } from './range.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'

/**
 * GET /jmap/download/:account/:blob/:name?type= (RFC 8620 6.2). The way is account → restore point → copy → blob; the
 * pool of messages is never asked alone. Always an attachment, never a type that a browser would run.
 */
export async function getDownload(edges: WebEdges, answering: Answering, c: WebContext): Promise<Response> {
  const point = parsePointId(c.req.param('account') ?? '')
  const blobId = c.req.param('blob') ?? ''
  const turn = await answering.turn(c, 'parts')
  if (turn === 'full') throw busy()
  const place = point === null ? null : await edges.reading.blob(accountOf(c).id, point, blobId, turn.gone)
  // The octets come from the disk, a piece at a time: a long download keeps no mail waiting.
  turn.end()
  if (!place) throw notFound()
  const headers = {
    'Content-Type': safeType(c.req.query('type')),
    'Content-Disposition': attachmentDisposition(c.req.param('name') ?? ''),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    // Asked for each time: what the browser kept is not shown to who signs in after.
    'Cache-Control': 'private, no-cache',
    ETag: `"${blobId}"`,
  }
  if (c.req.header('If-None-Match') === headers.ETag) return c.body(null, 304, headers)
  if (place.encoding === null) return sendWhole(edges, c, place, blobId, headers)
  if (c.req.method !== 'HEAD' && (await answering.turn(c, 'decoded')) === 'full') throw busy()
  return sendDecoded(edges, c, place, headers)
}

const SAFE_TYPES = new Set([
  'application/pdf',
  'application/zip',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'message/rfc822',
  'text/plain',
])

function safeType(asked: string | undefined): string {
  const type = (asked ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return SAFE_TYPES.has(type) ? type : 'application/octet-stream'
}

// Octets as they lie on disk: exact length, and ranges (RFC 9110 14) so that a broken download goes on.
async function sendWhole(
  edges: WebEdges,
  c: WebContext,
  place: BlobPlace,
  blobId: string,
  headers: Record<string, string>,
): Promise<Response> {
  const size = place.end - place.start
  const range = readRange(c, size, headers.ETag ?? '')
  if (range === 'unsatisfiable')
    return c.body(null, 416, { 'Content-Range': `bytes */${size}`, 'Accept-Ranges': 'bytes' })
  const [start, end] = range ?? [0, size]
  const sha256 = range === null && /^[0-9a-f]{64}$/.test(blobId) ? blobId : undefined
  const body = c.req.method === 'HEAD' ? null : await blobStream(edges, c, place, { start, end, sha256 })
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(end - start),
      ...(range ? { 'Content-Range': `bytes ${start}-${end - 1}/${size}` } : {}),
    },
  })
}

// The decoded length is what the walker counted; a stream of another length must not be cut to it, so it is chunked.
async function sendDecoded(
  edges: WebEdges,
  c: WebContext,
  place: BlobPlace,
  headers: Record<string, string>,
): Promise<Response> {
  const body =
    c.req.method === 'HEAD'
      ? null
      : await blobStream(edges, c, place, { start: 0, end: place.end - place.start })
  return new Response(body, { headers })
}
