import { Worker } from 'node:worker_threads'

/** What a removed folder is answered with. */
interface Removed {
  path: string
  error?: string
}

/** A thread that removes folders with everything in them; it is started with the first one. */
export function startRemoving() {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  let thread: Worker | undefined
  const fail = (error: unknown) => {
    thread = undefined
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }
  const start = () => {
    const worker = new Worker(new URL('../removing-thread.ts', import.meta.url))
    worker.unref()
    worker.on('message', ({ path, error }: Removed) => {
      const one = waiting.get(path)
      waiting.delete(path)
      if (waiting.size === 0) worker.unref()
      if (error === undefined) one?.resolve()
      else one?.reject(new Error(error))
    })
    worker.on('error', fail).on('exit', () => fail(new Error('the removing thread ended')))
    return worker
  }
  return {
    /** Resolves when the folder is gone; a path that is being removed is waited for. */
    remove(path: string): Promise<void> {
      const before = waiting.get(path)
      if (before) return before.promise
      thread ??= start()
      // What is under way must not end with the process.
      thread.ref()
      const one = Promise.withResolvers<void>()
      waiting.set(path, one)
      thread.postMessage(path)
      return one.promise
    },
    async close(): Promise<void> {
      await thread?.terminate()
    },
  }
}
