import { Worker } from 'node:worker_threads'
import type { ExportedMessage, Exporting, ExportPlan, ExportTaking } from '../domain/export.ts'
import type { AccountId } from '../domain/point.ts'
import type { ExportAnswer, ExportOrder } from './export-orders.ts'

type Order = ExportOrder extends infer O ? (O extends { id: number } ? Omit<O, 'id'> : never) : never

/** A thread that writes downloads, started with the first one. Who takes no further piece costs it nothing. */
export function startExporting(data: string): Exporting {
  // Answers come in the order of their orders.
  const waiting = new Map<number, PromiseWithResolvers<ExportAnswer>[]>()
  let thread: Worker | undefined
  let last = 0
  const start = () => {
    const worker = new Worker(new URL('../export-thread.ts', import.meta.url), {
      workerData: { data },
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
    })
    const fail = (error: unknown) => {
      if (thread === worker) thread = undefined
      for (const one of [...waiting.values()].flat()) one.reject(error)
      waiting.clear()
    }
    worker.on('message', (answer: ExportAnswer) => {
      const line = waiting.get(answer.id) ?? []
      const one = line.shift()
      if (line.length === 0) waiting.delete(answer.id)
      if (waiting.size === 0) worker.unref()
      one?.resolve(answer)
    })
    worker.on('error', fail).on('exit', () => fail(new Error('the thread that writes downloads ended')))
    return worker
  }
  const order = async (id: number, what: Order): Promise<ExportAnswer> => {
    thread ??= start()
    thread.ref()
    const one = Promise.withResolvers<ExportAnswer>()
    waiting.set(id, [...(waiting.get(id) ?? []), one])
    thread.postMessage({ ...what, id })
    const answer = await one.promise
    if (answer.kind !== 'failed') return answer
    throw Object.assign(new Error(answer.message), { stack: answer.stack, lost: answer.lost })
  }
  return {
    async measure(plan) {
      const answer = await order(++last, { kind: 'measure', plan })
      if (answer.kind !== 'measured') throw new Error('a download was not measured')
      return { length: answer.length, mark: answer.mark }
    },
    open: (account, plan, how) => pieces(order, ++last, { account, plan, ...how }),
    async close() {
      await thread?.terminate()
    },
  }
}

async function* pieces(
  order: (id: number, what: Order) => Promise<ExportAnswer>,
  id: number,
  given: { account: AccountId; plan: ExportPlan } & ExportTaking,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { account, plan, from, mayLeaveOut, onLost } = given
  const ahead = [order(id, { kind: 'open', account, plan, from, mayLeaveOut })]
  let isOver = false
  try {
    for (let first = ahead.shift(); first; first = ahead.shift()) {
      while (ahead.length < AHEAD) ahead.push(quietly(order(id, { kind: 'next' })))
      const answer = await first
      if (answer.kind !== 'piece') throw new Error('another answer came than a piece')
      if (answer.lost.length) await onLost(answer.lost)
      isOver = answer.piece === null
      if (!answer.piece) return
      yield answer.piece
    }
  } catch (error) {
    isOver = true
    const lost = lostBefore(error)
    if (lost.length) await onLost(lost)
    throw error
  } finally {
    if (!isOver) await order(id, { kind: 'close' }).catch(() => undefined)
  }
}

/** Pieces that are made while the network takes one: handing over takes longer than making when the machine is busy. */
const AHEAD = 4

// What fails after a first failure is nobody's.
function quietly<T>(one: Promise<T>): Promise<T> {
  one.catch(() => undefined)
  return one
}

function lostBefore(error: unknown): ExportedMessage[] {
  return error instanceof Error && 'lost' in error && Array.isArray(error.lost) ? error.lost : []
}
