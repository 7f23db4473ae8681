import { Worker } from 'node:worker_threads'

/** What a removed folder is answered with. */
interface Removed {
  path: string
  error?: string
}

/** Folders are removed side by side: to unlink is work of the kernel, a name at a time, and each folder has its own lock. */
const THREADS = 2

/** Threads that remove folders with everything in them; they are started with the first ones. */
export function startRemoving() {
  const waiting = new Map<string, { gone: PromiseWithResolvers<void>; by: Remover }>()
  const threads: Remover[] = Array.from({ length: THREADS }, () => ({ worker: undefined, busy: 0 }))
  const start = (by: Remover) => {
    const worker = new Worker(new URL('../removing-thread.ts', import.meta.url))
    worker.on('message', ({ path, error }: Removed) => {
      const one = waiting.get(path)
      waiting.delete(path)
      if (--by.busy === 0) worker.unref()
      if (error === undefined) one?.gone.resolve()
      else one?.gone.reject(new Error(error))
    })
    const fail = (error: unknown) => {
      by.worker = undefined
      by.busy = 0
      for (const [path, one] of waiting)
        if (one.by === by) {
          waiting.delete(path)
          one.gone.reject(error)
        }
    }
    worker.on('error', fail).on('exit', () => fail(new Error('the removing thread ended')))
    return worker
  }
  return {
    /** Resolves when the folder is gone; a path that is being removed is waited for. */
    remove(path: string): Promise<void> {
      const before = waiting.get(path)
      if (before) return before.gone.promise
      const by = threads.reduce((a, b) => (b.busy < a.busy ? b : a))
      by.worker ??= start(by)
      // What is under way must not end with the process.
      by.worker.ref()
      by.busy++
      const gone = Promise.withResolvers<void>()
      waiting.set(path, { gone, by })
      by.worker.postMessage(path)
      return gone.promise
    },
    async close(): Promise<void> {
      await Promise.all(threads.map(({ worker }) => worker?.terminate()))
    },
  }
}

interface Remover {
  worker: Worker | undefined
  /** folders it was given and has not answered for */
  busy: number
}
