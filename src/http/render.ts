import { domainOf } from '../domain/address.ts'
import { charsetNamed } from '../domain/charsets.ts'
import { parsePointId, pointId } from '../domain/ids.ts'
import { CORE, MAIL, TIME_MACHINE } from '../domain/jmap-capabilities.ts'
import type { AccountId } from '../domain/point.ts'
import type { Reading } from '../domain/ports.ts'
import { renderPolicy } from '../formats/render-policy.ts'
import { type Answering, busy } from './answering.ts'
import { blobStream } from './blob-stream.ts'
import { notFound } from './errors.ts'
import { accountOf, type WebContext, type WebEdges, type WebSettings } from './web.ts'

/**
 * GET /render/:point/:email/:part?remote=1&charset=koi8-r&theme=dark&print=1: a text/html part as a document of its own,
 * to be shown in a frame; "2_1" is part 1 of the message that is part 2. Its header is one wall, the sanitizer in the
 * reader thread the other; never a script, in no browser.
 */
export async function getRender(
  { reading }: WebEdges,
  { noPictures }: Pick<WebSettings, 'noPictures'>,
  answering: Answering,
  c: WebContext,
): Promise<Response> {
  const point = parsePointId(c.req.param('point') ?? '')
  const email = c.req.param('email') ?? ''
  const part = c.req.param('part') ?? ''
  // Only in our frame: a link to this address must not load what the reader did not ask for.
  const framed = [undefined, 'iframe', 'frame'].includes(c.req.header('Sec-Fetch-Dest'))
  const isShown = !noPictures?.has(domainOf(accountOf(c).address))
  const remote = isShown && framed && c.req.query('remote') === '1'
  const print = framed && c.req.query('print') === '1'
  const look = { charset: charsetNamed(c.req.query('charset')), dark: c.req.query('theme') === 'dark' }
  if (point === null) throw notFound()
  const partsUrl = `/render/p${point}/${encodeURIComponent(email)}/part/`
  const turn = await answering.turn(c, 'parts')
  if (turn === 'full') throw busy()
  const safe = await reading.html(
    accountOf(c).id,
    point,
    email,
    part,
    { remote, partsUrl, ...look },
    turn.gone,
  )
  if (!safe) throw notFound()
  const { body, length } = answering.body(c, safe.html)
  return c.body(body, 200, {
    'Content-Length': length,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': renderPolicy(c.get('origin'), partsUrl, remote, print),
    'Cache-Control': 'no-store',
    'X-DNS-Prefetch-Control': 'off',
    'X-Remote-Pictures': String(safe.remotePictures),
    ...(safe.cut ? { 'X-Cut': '1' } : {}),
  })
}

/** GET /render/:point/:email/part/:id: a picture of the message or of one attached to it ("2_3"). Nothing but pictures is shown in place. */
export async function getInlinePart(edges: WebEdges, answering: Answering, c: WebContext): Promise<Response> {
  const { reading } = edges
  const account = accountOf(c).id
  const point = parsePointId(c.req.param('point') ?? '')
  const turn = await answering.turn(c, 'parts')
  if (turn === 'full') throw busy()
  const email = c.req.param('email') ?? ''
  const message = point === null ? null : await messageBlob(reading, account, point, email, turn.gone)
  const blobId = message?.blobId
  const partId = c.req.param('id') ?? ''
  const place = point && blobId ? await reading.blob(account, point, `${blobId}_${partId}`, turn.gone) : null
  turn.end()
  if (!place || !PICTURES.has(place.type)) throw notFound()
  const headers = {
    'Content-Type': place.type,
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-cache',
    ETag: `"${blobId}_${partId}"`,
  }
  if (c.req.header('If-None-Match') === headers.ETag) return c.body(null, 304, headers)
  const body =
    c.req.method === 'HEAD'
      ? null
      : await blobStream(edges, c, place, { start: 0, end: place.end - place.start })
  return new Response(body, { headers })
}

// No SVG: it is a document, and its parsers have fetched and run things for twenty years.
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** The blob of a whole message and when it arrived, asked of the one mail API there is; null when the point lacks it. */
export async function messageBlob(
  reading: Reading,
  account: AccountId,
  point: number,
  email: string,
  gone: AbortSignal,
): Promise<{ blobId: string; receivedAt: number } | null> {
  const properties = ['blobId', 'receivedAt']
  const request = {
    using: [CORE, MAIL, TIME_MACHINE],
    methodCalls: [['Email/get', { accountId: pointId(point), ids: [email], properties }, '0']],
  }
  const { body } = await reading.jmap(account, Buffer.from(JSON.stringify(request)), gone)
  const list = JSON.parse(body).methodResponses?.[0]?.[1]?.list
  const found: { blobId?: unknown; receivedAt?: unknown } | undefined = Array.isArray(list)
    ? list[0]
    : undefined
  if (typeof found?.blobId !== 'string') return null
  return { blobId: found.blobId, receivedAt: Date.parse(String(found.receivedAt)) }
}
