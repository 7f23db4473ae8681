import { hash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { ExportedMessage } from './domain/export.ts'
import { Lost } from './formats/archive.ts'
import { exportedBytes } from './maildir/export-messages.ts'
import { layout } from './maildir/layout.ts'
import { exportLength, exportOctets } from './open/export-octets.ts'
import type { ExportAnswer, ExportOrder } from './threads/export-orders.ts'

/**
 * A thread that threads/exporting.ts starts: it reads messages, proves them and writes archives. It never waits while it
 * makes a piece; between the pieces of several downloads it takes turns, because each is asked for.
 */

/** Octets of a piece: large enough that handing it over costs little, small enough that others wait a millisecond. */
const PIECE = 512 * 1024
/** The first comes soon. */
const FIRST = 32 * 1024

/** To be raised when other octets are written for the same plan: what was begun is then not continued. */
const WRITER = 1

const files = layout((workerData as { data: string }).data)
const open = new Map<number, Open>()

interface Open {
  octets: Generator<Uint8Array>
  /** what of the last octets did not fit into a piece */
  rest: Uint8Array
  lost: ExportedMessage[]
}

parentPort?.on('message', (order: ExportOrder) => {
  try {
    reply(obey(order))
  } catch (error) {
    const lost = open.get(order.id)?.lost ?? []
    open.delete(order.id)
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    reply({ id: order.id, kind: 'failed', message, stack, lost })
  }
})

function obey(order: ExportOrder): ExportAnswer {
  if (order.kind === 'measure') {
    const sum = hash(
      'sha256',
      `${WRITER} ${order.plan.pages.map(page => hash('sha256', page.slice(), 'hex')).join()}`,
      'hex',
    )
    return { id: order.id, kind: 'measured', length: exportLength(order.plan), mark: sum.slice(0, 32) }
  }
  if (order.kind === 'open') {
    const lost: ExportedMessage[] = []
    const scratch = { bytes: Buffer.allocUnsafeSlow(256 * 1024) }
    const message = (it: ExportedMessage) =>
      exportedBytes(files, order.account, it, scratch, () => {
        lost.push(it)
        return new Lost(`message ${it.sha} of account ${order.account} is damaged`)
      })
    const octets = exportOctets(order.plan, message, order)
    open.set(order.id, { octets, rest: new Uint8Array(), lost })
  }
  const it = open.get(order.id)
  if (!it) return { id: order.id, kind: 'piece', piece: null, lost: [] }
  if (order.kind === 'close') {
    open.delete(order.id)
    it.octets.return(undefined)
    return { id: order.id, kind: 'piece', piece: null, lost: [] }
  }
  const piece = nextPiece(it, order.kind === 'open' ? FIRST : PIECE)
  if (piece === null) open.delete(order.id)
  return { id: order.id, kind: 'piece', piece, lost: it.lost.splice(0) }
}

// Copied at once: what the generator gave is good only until it is asked again.
function nextPiece(it: Open, most: number): Uint8Array<ArrayBuffer> | null {
  const piece = new Uint8Array(most)
  let at = 0
  while (at < most) {
    if (it.rest.length === 0) {
      const { done, value } = it.octets.next()
      if (done) break
      it.rest = value
    }
    const some = it.rest.length > most - at ? it.rest.subarray(0, most - at) : it.rest
    piece.set(some, at)
    at += some.length
    it.rest = it.rest.subarray(some.length)
  }
  return at === 0 ? null : at === most ? piece : piece.slice(0, at)
}

function reply(answer: ExportAnswer): void {
  const moved = answer.kind === 'piece' && answer.piece ? [answer.piece.buffer] : []
  parentPort?.postMessage(answer, moved)
}
