import { randomBytes } from 'node:crypto'
import type { ExportPlan, ExportTicket } from '../domain/export.ts'
import { Refusal } from '../domain/refusal.ts'
import { attachmentDisposition, safeFileName } from '../formats/content-disposition.ts'
import { exportPlan } from '../open/export-plan.ts'
import type { Answering } from './answering.ts'
import { notFound } from './errors.ts'
import { openPlans } from './export-plans.ts'
import { downloadProgress } from './export-progress.ts'
import { readExportRequest } from './export-request.ts'
import { exportStream } from './export-stream.ts'
import { inTurn } from './in-turn.ts'
import { whenEnded } from './pace.ts'
import { readRange } from './range.ts'
import { accountOf, type WebContext, type WebEdges } from './web.ts'
import type { ExportAnswer, ExportProgress, ExportRequest } from './wire.ts'

/** How long after the password was given it is not asked for again: milliseconds. */
const FRESH_MS = 30 * 60_000

interface Measured {
  plan: ExportPlan & { messages: number; bytes: number }
  length: number | null
  mark: string
  name: string
  type: string
}

/**
 * Downloads of many messages. What was wished is kept, not the octets: from the wish the same plan is made again after a
 * restart, and so the same octets. An account plans two at a time and takes four.
 */
export function openExports(edges: WebEdges, answering: Answering) {
  const plans = openPlans<Measured>()
  const progress = downloadProgress()
  const planning = inTurn({ atOnce: 2, waiting: 10 })
  const taking = inTurn({ atOnce: 4, waiting: 50 })

  /** Plans, and keeps the plan; until `done` it is there. */
  const planned = async (c: WebContext, key: string, ticket: Pick<ExportTicket, 'wish' | 'lost'>) => {
    const account = accountOf(c).id
    const turn = await answering.turnOf(c, planning, account)
    const room = plans.room()
    try {
      const plan = await exportPlan(edges.reading, account, ticket, { gone: turn.gone, room: room.take })
      if (plan.messages === 0) throw nothingToTake()
      const { wish } = ticket
      if (wish.format === 'eml' && wish.container === 'none' && plan.messages > 1)
        throw new Refusal('bad-request', 'Several messages need a ZIP, a tar or an MBOX.')
      const { length, mark } = await edges.exporting.measure(plan)
      const it = { plan, length, mark, name: nameOf(wish), type: typeOf(wish) }
      room.keep(key, it)
      return plans.use(key) ?? { it, done: () => undefined }
    } finally {
      room.end()
      turn.end()
    }
  }

  /** What is known of a ticket of this person without its wish. */
  const granted = async (c: WebContext) => {
    const ticket = c.req.param('ticket') ?? ''
    const known = /^[0-9a-f]{32}$/.test(ticket) ? await edges.tickets.exportState(ticket, edges.now()) : null
    if (!known || known.account !== accountOf(c).id) throw notFound()
    return { ticket, ...known }
  }

  return {
    /** POST /api/export. The password is asked for again when it was given long ago: whole mailboxes go out here. */
    async post(c: WebContext): Promise<Response> {
      const session = c.get('session')
      // Who came by an admin's link has no password to give, and is in for a short time.
      if (!session || (session.how !== 'access' && edges.now() - session.began > FRESH_MS))
        throw new Refusal(
          'sign-in-again',
          'Your sign-in is older than half an hour. Enter your password again.',
        )
      const wish = await readExportRequest(c)
      const ticket = randomBytes(16).toString('hex')
      const { it, done } = await planned(c, keyOf({ ticket, lost: [] }), { wish, lost: [] })
      done()
      const { messages, bytes, lost } = it.plan
      const account = accountOf(c).id
      await edges.tickets.addExport(ticket, { account, wish, mark: it.mark }, edges.now())
      edges.log.info('download granted', { account, messages, format: wish.format })
      const url = `/export/${ticket}/${encodeURIComponent(it.name)}`
      return c.json({ url, name: it.name, messages, bytes, size: it.length, lost } satisfies ExportAnswer)
    },

    /** GET /api/export/:ticket: for who watches the download in the page. */
    async progress(c: WebContext): Promise<Response> {
      const { ticket } = await granted(c)
      return c.json(progress.of(ticket) satisfies ExportProgress)
    },

    /** GET /export/:ticket/:name. */
    async get(c: WebContext): Promise<Response> {
      const known = await granted(c)
      const { ticket } = known
      const { it, done } = plans.use(keyOf(known)) ?? (await plannedAgain(c, known))
      whenEnded(c, done)
      const etag = `"${it.mark}"`
      const headers = {
        'Content-Type': it.type,
        'Content-Disposition': attachmentDisposition(it.name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cache-Control': 'private, no-cache',
        ETag: etag,
        'Accept-Ranges': it.length === null ? 'none' : 'bytes',
      }
      // Who does not say which octets it has may have those of before.
      const isSame = it.mark === known.mark || c.req.header('If-Range') !== undefined
      const range = it.length === null || !isSame ? null : readRange(c, it.length, etag)
      if (range === 'unsatisfiable')
        return c.body(null, 416, { 'Content-Range': `bytes */${it.length}`, 'Accept-Ranges': 'bytes' })
      const [start, end] = range ?? [0, it.length]
      const isHead = c.req.method === 'HEAD'
      if (!isHead) await takeTurn(c)
      const taken = { ticket, plan: it.plan, start, end, isWhole: range === null }
      const body = isHead ? null : exportStream(edges, c, taken, progress.begin(ticket, start, it.length))
      return new Response(body, {
        status: range ? 206 : 200,
        headers: {
          ...headers,
          ...(end === null ? {} : { 'Content-Length': String(end - start) }),
          ...(range ? { 'Content-Range': `bytes ${start}-${Number(end) - 1}/${it.length}` } : {}),
        },
      })
    },
  }

  async function plannedAgain(
    c: WebContext,
    { ticket, lost }: Pick<ExportTicket, 'lost'> & { ticket: string },
  ) {
    const kept = await edges.tickets.export(ticket, edges.now())
    if (!kept) throw notFound()
    return planned(c, keyOf({ ticket, lost }), { wish: kept.wish, lost })
  }

  // The turn lasts as long as the answer is taken.
  async function takeTurn(c: WebContext): Promise<void> {
    const { end } = await answering.turnOf(c, taking, accountOf(c).id)
    whenEnded(c, end)
  }
}

// Where more is known to be lost, it is another plan.
function keyOf({ ticket, lost }: { ticket: string; lost: readonly string[] }): string {
  return `${ticket} ${lost.join()}`
}

function nameOf({ format, container, title }: ExportRequest): string {
  const extension = container === 'none' ? format : container
  // Whoever has it must know how it is quoted.
  const how = format === 'mbox' ? ' (mboxrd)' : format === 'maildir' ? ' (Maildir)' : ''
  return safeFileName(`${(title ?? 'mail').slice(0, 120)}${how}.${extension}`)
}

function typeOf({ format, container }: ExportRequest): string {
  if (container === 'zip') return 'application/zip'
  if (container === 'tar') return 'application/x-tar'
  return format === 'mbox' ? 'application/mbox' : 'message/rfc822'
}

function nothingToTake(): Refusal {
  return new Refusal('nothing-to-download', 'There is no message in what was chosen.')
}
