import { clockWithSeconds } from '../domain/day.ts'
import { parsePointId } from '../domain/ids.ts'
import type { BlobPlace } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Member } from '../formats/archive.ts'
import { attachmentDisposition, safeFileName } from '../formats/content-disposition.ts'
import { dosTime } from '../formats/dos-time.ts'
import { writeZip } from '../formats/streamed-zip.ts'
import { type Answering, busy } from './answering.ts'
import { openBlob } from './blob-stream.ts'
import { notFound } from './errors.ts'
import { octetStream } from './octet-stream.ts'
import { messageBlob } from './render.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'

const mostParts = 300

/**
 * GET /render/:point/:email/files/:name?parts=2,3_1: these parts of one message as a ZIP, each under its own name. Every
 * part is found, and its message proven, before the first octet; a later fault ends the connection. No length is
 * promised: how long a decoded part is, is known when it is decoded.
 */
export async function getFiles(edges: WebEdges, answering: Answering, c: WebContext): Promise<Response> {
  const { id: account, zone } = accountOf(c)
  const point = parsePointId(c.req.param('point') ?? '')
  const ids = [...new Set((c.req.query('parts') ?? '').split(',').filter(Boolean))]
  if (ids.length > mostParts)
    throw new Refusal('too-large', `One archive holds up to ${mostParts} attachments: download the message.`)
  const turn = await answering.turn(c, 'parts')
  if (turn === 'full') throw busy()
  const message =
    point === null
      ? null
      : await messageBlob(edges.reading, account, point, c.req.param('email') ?? '', turn.gone)
  const places: BlobPlace[] = []
  for (const id of ids) {
    if (point === null || !message) break
    const place = await edges.reading.blob(account, point, `${message.blobId}_${id}`, turn.gone)
    if (!place) throw notFound()
    places.push(place)
  }
  turn.end()
  if (!message || places.length === 0) throw notFound()
  if (c.req.method !== 'HEAD' && (await answering.turn(c, 'decoded')) === 'full') throw busy()
  const date = Math.floor(message.receivedAt / 1000)
  const times = { date, dos: dosTime(clockWithSeconds(date * 1000, zone)) }
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': attachmentDisposition(c.req.param('name') ?? ''),
    'Content-Security-Policy': "sandbox; default-src 'none'",
  }
  const body =
    c.req.method === 'HEAD' ? null : octetStream(edges, c, archived(edges, c, places, times), { ahead: 0 })
  return new Response(body, { headers })
}

async function* archived(
  edges: WebEdges,
  c: WebContext,
  places: readonly BlobPlace[],
  times: Pick<Member, 'date' | 'dos'>,
): AsyncGenerator<Uint8Array> {
  const writing = writeZip()
  const used = new Set<string>()
  for (const [i, place] of places.entries()) {
    const name = freeName(safeFileName(place.name ?? `${i + 1}`), used)
    const { head, took, foot } = writing.begin({ name, ...times })
    yield head
    for await (const piece of (await openBlob(edges, c, place, { start: 0, end: place.end - place.start })) ??
      []) {
      took(piece)
      yield piece
    }
    yield foot()
  }
  yield* writing.end()
}

// Systems that do not tell capitals apart must not lose one of two.
function freeName(name: string, used: Set<string>): string {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  for (let n = 2; used.has(free.toLowerCase()); n++) free = `${stem} (${n})${ending}`
  used.add(free.toLowerCase())
  return free
}
