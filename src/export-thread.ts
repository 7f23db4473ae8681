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
      order.plan.pages.map(page => hash('sha256', page.slice(), 'hex')).join(),
      'hex',
    )
    return { id: order.id, kind: 'measured', length: exportLength(order.plan), mark: sum.slice(0, 32) }
  }
  if (order.kind === 'open') {
    const lost: ExportedMessage[] = []
    const message = (it: ExportedMessage) =>
      exportedBytes(files, order.account, it, () => {
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
  const piece = nextPiece(it)
  if (piece === null) open.delete(order.id)
  return { id: order.id, kind: 'piece', piece, lost: it.lost.splice(0) }
}

function nextPiece(it: Open): Uint8Array<ArrayBuffer> | null {
  const pieces = it.rest.length ? [it.rest] : []
  let length = it.rest.length
  it.rest = new Uint8Array()
  while (length < PIECE) {
    const { done, value } = it.octets.next()
    if (done) break
    pieces.push(value)
    length += value.length
  }
  if (length === 0) return null
  const piece = new Uint8Array(Math.min(length, PIECE))
  let at = 0
  for (const one of pieces) {
    const room = piece.length - at
    piece.set(one.length > room ? one.subarray(0, room) : one, at)
    if (one.length > room) it.rest = one.subarray(room)
    at += Math.min(room, one.length)
  }
  return piece
}

function reply(answer: ExportAnswer): void {
  const moved = answer.kind === 'piece' && answer.piece ? [answer.piece.buffer] : []
  parentPort?.postMessage(answer, moved)
}
