import { Worker } from 'node:worker_threads'
import type { CopyColumns } from '../domain/copy-columns.ts'

/** What links that were asked for are answered with. */
interface Linked {
  id: number
  error?: { message: string; code?: string }
}

/** Names come into one folder one after another, whoever makes them: more threads than this would wait for each other. */
const THREADS = 2

/**
 * Two threads that make hard links, each started with the first ones it gets. Links into one folder that wait together are
 * made by one of them: the kernel would let the other spin.
 */
export function startLinking() {
  const threads = Array.from({ length: THREADS }, linkingThread)
  return {
    /**
     * Links the files of copies below the folder `from` into the folder `to`, under their names in a Maildir. Rejects with
     * the system's `code` at the first that cannot be made; those before it stand.
     */
    link(from: string, to: string, copies: CopyColumns): Promise<void> {
      const idlest = threads.reduce((a, b) => (b.load() < a.load() ? b : a))
      return (threads.find(thread => thread.has(to)) ?? idlest).link(from, to, copies)
    },
    async close(): Promise<void> {
      await Promise.all(threads.map(thread => thread.close()))
    },
  }
}

interface Waiting extends PromiseWithResolvers<void> {
  to: string
  size: number
}

function linkingThread() {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let lastId = 0
  const fail = (worker: Worker, error: unknown) => {
    // One that failed says so twice, and by then another may have its place.
    if (thread !== worker) return
    thread = undefined
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }
  const start = () => {
    const worker = new Worker(new URL('../linking-thread.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    worker.on('message', ({ id, error }: Linked) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
      if (error === undefined) one?.resolve()
      else one?.reject(Object.assign(new Error(error.message), error))
    })
    worker
      .on('error', error => fail(worker, error))
      .on('exit', () => fail(worker, new Error('the linking thread ended')))
    return worker
  }
  return {
    has: (to: string) => [...waiting.values()].some(one => one.to === to),
    load: () => [...waiting.values()].reduce((sum, one) => sum + one.size, 0),
    link(from: string, to: string, copies: CopyColumns): Promise<void> {
      thread ??= start()
      // What is under way must not end with the process.
      thread.ref()
      const one = { ...Promise.withResolvers<void>(), to, size: copies.uids.length }
      waiting.set(++lastId, one)
      // No name is made of these, and they would be cloned one by one.
      const named = { ...copies, said: new Map(), emailIds: new Map() }
      thread.postMessage({ id: lastId, from, to, copies: named })
      return one.promise
    },
    close: async () => void (await thread?.terminate()),
  }
}
