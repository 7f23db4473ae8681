import { hash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { ExportedMessage, ExportPlan } from './domain/export.ts'
import type { AccountId } from './domain/point.ts'
import { Lost } from './formats/archive.ts'
import { exportedBytes } from './maildir/export-messages.ts'
import { layout } from './maildir/layout.ts'
import { exportLength, exportOctets } from './open/export-octets.ts'
import type { ExportAnswer, ExportOrder } from './threads/export-orders.ts'
import { fairTurns } from './threads/fair-turns.ts'

/**
 * A thread that threads/exporting.ts starts: it reads messages, proves them and writes archives. What it is
 * asked for it does a few milliseconds at a time, by turns of the persons: nobody's download waits for another's.
 */

/** Octets of a piece: large enough that handing it over costs little, small enough that others wait a millisecond. */
const PIECE = 512 * 1024
/** The first comes soon. */
const FIRST = 32 * 1024

/** How long one order is worked at while others wait. */
const SLICE_MS = 5

/** To be raised when other octets are written for the same plan: what was begun is then not continued. */
const WRITER = 1

const files = layout((workerData as { data: string }).data)
const open = new Map<number, Open>()
const measurings = new Map<number, ReturnType<typeof measured>>()

interface Open {
  account: AccountId
  octets: Generator<Uint8Array>
  /** what of the last octets did not fit into a piece */
  rest: Uint8Array
  /** what is being filled, up to `at` */
  piece: Uint8Array<ArrayBuffer>
  at: number
  lost: ExportedMessage[]
}

const turns = fairTurns<ExportOrder>()
let isAtWork = false

parentPort?.on('message', (order: ExportOrder) => {
  if (order.kind === 'open') open.set(order.id, openOf(order))
  turns.add(lineOf(order), order)
  if (!isAtWork) work()
})

// One order a little further; then what has come meanwhile is let in.
function work(): void {
  const next = turns.next()
  isAtWork = next !== undefined
  if (!next) return
  const [line, order] = next
  try {
    const answer = obey(order)
    if (answer) reply(answer)
    else turns.add(line, order)
  } catch (error) {
    const lost = open.get(order.id)?.lost ?? []
    open.delete(order.id)
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    reply({ id: order.id, kind: 'failed', message, stack, lost })
  }
  setImmediate(work)
}

// A person's downloads stand in one line, and all that is measured in another.
function lineOf(order: ExportOrder): string {
  return order.kind === 'measure' ? 'measure' : (open.get(order.id)?.account ?? '')
}

// Undefined when its time was over. Answers of a download are alike: any order of it gives the next piece.
function obey(order: ExportOrder): ExportAnswer | undefined {
  const until = performance.now() + SLICE_MS
  if (order.kind === 'measure') {
    const measuring = measurings.get(order.id) ?? measured(order.plan)
    measurings.set(order.id, measuring)
    for (let step = measuring.next(); ; step = measuring.next()) {
      if (step.done) {
        measurings.delete(order.id)
        return { id: order.id, kind: 'measured', ...step.value }
      }
      if (performance.now() > until) return undefined
    }
  }
  const it = open.get(order.id)
  if (!it || order.kind === 'close') {
    it?.octets.return(undefined)
    open.delete(order.id)
    return { id: order.id, kind: 'piece', piece: null, lost: [] }
  }
  if (!fill(it, until)) return undefined
  const piece = it.at === 0 ? null : it.at === it.piece.length ? it.piece : it.piece.slice(0, it.at)
  if (piece === null) open.delete(order.id)
  it.piece = new Uint8Array(piece ? PIECE : 0)
  it.at = 0
  return { id: order.id, kind: 'piece', piece, lost: it.lost.splice(0) }
}

function* measured(plan: ExportPlan): Generator<void, { length: number | null; mark: string }> {
  const sums: string[] = []
  for (const page of plan.pages) {
    sums.push(hash('sha256', page.slice(), 'hex'))
    yield
  }
  const length = yield* exportLength(plan)
  return { length, mark: hash('sha256', `${WRITER} ${sums.join()}`, 'hex').slice(0, 32) }
}

function openOf(order: Extract<ExportOrder, { kind: 'open' }>): Open {
  const lost: ExportedMessage[] = []
  const scratch = { bytes: Buffer.allocUnsafeSlow(256 * 1024) }
  const message = (it: ExportedMessage) =>
    exportedBytes(files, order.account, it, scratch, () => {
      lost.push(it)
      return new Lost(`message ${it.sha} of account ${order.account} is damaged`)
    })
  const octets = exportOctets(order.plan, message, order)
  return { account: order.account, octets, rest: new Uint8Array(), piece: new Uint8Array(FIRST), at: 0, lost }
}

// Copied at once: what the generator gave is good only until it is asked again. False when time was over before it was full.
function fill(it: Open, until: number): boolean {
  while (it.at < it.piece.length) {
    if (it.rest.length === 0) {
      if (performance.now() > until) return false
      const { done, value } = it.octets.next()
      if (done) break
      it.rest = value
    }
    const some = it.rest.subarray(0, it.piece.length - it.at)
    it.piece.set(some, it.at)
    it.at += some.length
    it.rest = it.rest.subarray(some.length)
  }
  return true
}

function reply(answer: ExportAnswer): void {
  const moved = answer.kind === 'piece' && answer.piece ? [answer.piece.buffer] : []
  parentPort?.postMessage(answer, moved)
}
