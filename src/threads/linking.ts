import { Worker } from 'node:worker_threads'

/** What links that were asked for are answered with. */
interface Linked {
  id: number
  error?: { message: string; code?: string }
}

/** A thread that makes hard links; it is started with the first ones. */
export function startLinking() {
  const waiting = new Map<number, PromiseWithResolvers<void>>()
  let thread: Worker | undefined
  let lastId = 0
  const fail = (error: unknown) => {
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
    worker.on('error', fail).on('exit', () => fail(new Error('the linking thread ended')))
    return worker
  }
  return {
    /**
     * Links files below the folder `from` into the folder `to`: `names` has a line each, the file, a tab, its new name. Rejects
     * with the system's `code` at the first that cannot be made; those before it stand.
     */
    link(from: string, to: string, names: string): Promise<void> {
      thread ??= start()
      // What is under way must not end with the process.
      thread.ref()
      const one = Promise.withResolvers<void>()
      waiting.set(++lastId, one)
      thread.postMessage({ id: lastId, from, to, names })
      return one.promise
    },
    async close(): Promise<void> {
      await thread?.terminate()
    },
  }
}
