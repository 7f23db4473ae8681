import { randomBytes } from 'node:crypto'
import type { ExportPlan, ExportTicket } from '../domain/export.ts'
import { Refusal } from '../domain/refusal.ts'
import { attachmentDisposition, safeFileName } from '../formats/content-disposition.ts'
import { exportPlan } from '../open/export-plan.ts'
import type { Answering } from './answering.ts'
import { notFound } from './errors.ts'
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

/** Octets of plans that are kept, so that a download begins at once and goes on at once. */
const KEPT = 64 << 20

interface Measured {
  plan: ExportPlan & { messages: number; bytes: number }
  length: number | null
  mark: string
}

/**
 * Downloads of many messages. What was wished is kept, not the octets: from the wish the same plan is made again after a
 * restart, and so the same octets. An account plans two at a time and takes four.
 */
export function openExports(edges: WebEdges, answering: Answering) {
  const plans = planKeeper()
  const progress = downloadProgress()
  const planning = inTurn({ atOnce: 2, waiting: 10 })
  const taking = inTurn({ atOnce: 4, waiting: 50 })

  const measured = async (c: WebContext, ticket: Pick<ExportTicket, 'wish' | 'lost'>): Promise<Measured> => {
    const account = accountOf(c).id
    const turn = await answering.turnOf(c, planning, account)
    try {
      const plan = await exportPlan(edges.reading, account, ticket, turn.gone)
      if (plan.messages === 0) throw nothingToTake()
      if (ticket.wish.format === 'eml' && ticket.wish.container === 'none' && plan.messages > 1)
        throw new Refusal('bad-request', 'Several messages need a ZIP, a tar or an MBOX.')
      return { plan, ...(await edges.exporting.measure(plan)) }
    } finally {
      turn.end()
    }
  }

  return {
    /** POST /api/export. The password is asked for again when it was given long ago: whole mailboxes go out here. */
    async post(c: WebContext): Promise<Response> {
      const session = c.get('session')
      if (!session || edges.now() - session.began > FRESH_MS)
        throw new Refusal(
          'sign-in-again',
          'Your sign-in is older than half an hour. Enter your password again.',
        )
      const wish = await readExportRequest(c)
      const made = await measured(c, { wish, lost: [] })
      const ticket = randomBytes(16).toString('hex')
      const account = accountOf(c).id
      await edges.tickets.addExport(ticket, { account, wish, mark: made.mark }, edges.now())
      plans.keep(`${ticket} `, made)
      const name = nameOf(wish)
      edges.log.info('download granted', { account, messages: made.plan.messages, format: wish.format })
      const { messages, bytes, lost } = made.plan
      const url = `/export/${ticket}/${encodeURIComponent(name)}`
      return c.json({ url, name, messages, bytes, size: made.length, lost } satisfies ExportAnswer)
    },

    /** GET /api/export/:ticket: for who watches the download in the page. */
    async progress(c: WebContext): Promise<Response> {
      const ticket = c.req.param('ticket') ?? ''
      const granted = /^[0-9a-f]{32}$/.test(ticket) ? await edges.tickets.export(ticket, edges.now()) : null
      if (!granted || granted.account !== accountOf(c).id) throw notFound()
      return c.json(progress.of(ticket) satisfies ExportProgress)
    },

    /** GET /export/:ticket/:name. */
    async get(c: WebContext): Promise<Response> {
      const account = accountOf(c).id
      const ticket = c.req.param('ticket') ?? ''
      const granted = /^[0-9a-f]{32}$/.test(ticket) ? await edges.tickets.export(ticket, edges.now()) : null
      if (!granted || granted.account !== account) throw notFound()
      const key = `${ticket} ${granted.lost.join()}`
      const it = plans.of(key) ?? (await measured(c, granted))
      plans.keep(key, it)
      const etag = `"${it.mark}"`
      const headers = {
        'Content-Type': typeOf(granted.wish),
        'Content-Disposition': attachmentDisposition(nameOf(granted.wish)),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cache-Control': 'private, no-cache',
        ETag: etag,
        'Accept-Ranges': it.length === null ? 'none' : 'bytes',
      }
      // Who does not say which octets it has may have those of before.
      const isSame = it.mark === granted.mark || c.req.header('If-Range') !== undefined
      const range = it.length === null || !isSame ? null : readRange(c, it.length, etag)
      if (range === 'unsatisfiable')
        return c.body(null, 416, { 'Content-Range': `bytes */${it.length}`, 'Accept-Ranges': 'bytes' })
      const [start, end] = range ?? [0, it.length]
      const isHead = c.req.method === 'HEAD'
      if (!isHead) await takeTurn(c, account)
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

  // The turn lasts as long as the answer is taken.
  async function takeTurn(c: WebContext, account: string): Promise<void> {
    const { end } = await answering.turnOf(c, taking, account)
    whenEnded(c, end)
  }
}

/** The plans used last, up to so many octets. */
function planKeeper() {
  const kept = new Map<string, Measured>()
  const sizeOf = ({ plan }: Measured) => plan.pages.reduce((sum, page) => sum + page.length, 0)
  return {
    of: (key: string) => kept.get(key),
    keep(key: string, it: Measured): void {
      kept.delete(key)
      kept.set(key, it)
      let octets = [...kept.values()].reduce((sum, one) => sum + sizeOf(one), 0)
      for (const [oldest, one] of kept) {
        if (octets <= KEPT || oldest === key) break
        octets -= sizeOf(one)
        kept.delete(oldest)
      }
    },
  }
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
