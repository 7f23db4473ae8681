import { Worker } from 'node:worker_threads'
import type { IndexWriter } from '../domain/ports.ts'
import type { Answer, Found, IndexingData, Job, Work } from './indexing-jobs.ts'

/** Messages of one account that may wait to be read; then `add` waits. */
const MOST_UNREAD = 2_000
/** Ends of the thread that no message explains, one after another, until what was asked is given up. */
const MOST_ENDS = 3

/**
 * One thread that writes indexes: mail is parsed there, with limits, never in the thread that talks to servers.
 * `open` gives the writer of one account's index file; the thread starts with the first thing asked of it.
 *
 * A message that ends the thread (memory, a crash, longer than `readMs`) is tried once more by itself and then gets an
 * 'unreadable' row; everything not yet written is asked again. A fault (a full disk) rejects this call or a later one of
 * the same writer, which stays failed; its `code` is SQLite's or the system's.
 */
export function startIndexing({ readMs = 10_000, memoryMb = 192 } = {}) {
  const thread = indexingThread(readMs, memoryMb)
  return {
    open: (file: string): IndexWriter => openWriter(thread.ask, file),
    /** Writes what waits and ends the thread. */
    close: thread.end,
  }
}

interface Asked {
  job: Job
  read: PromiseWithResolvers<void>
  done: PromiseWithResolvers<Found>
}

type Ask = (file: string, work: Work) => Asked

function openWriter(ask: Ask, file: string): IndexWriter {
  let failure: unknown
  let unread = 0
  const reading = new Set<Promise<void>>()

  const asked = (work: Work): Asked => {
    if (failure) throw failure
    const it = ask(file, work)
    it.done.promise.catch(error => {
      failure ??= error
    })
    return it
  }
  return {
    async add(messages) {
      if (!messages.length) return
      const { read } = asked({ kind: 'add', messages, suspects: [], unreadable: [] })
      unread += messages.length
      const over = read.promise.finally(() => {
        unread -= messages.length
        reading.delete(over)
      })
      reading.add(over)
      over.catch(() => {})
      for (const oldest of reading) {
        if (unread <= MOST_UNREAD) break
        await oldest
      }
    },
    async state(state, manifest, changes) {
      await asked({ kind: 'state', state, manifest, changes }).done.promise
    },
    async seal(point, folders, manifests) {
      await asked({ kind: 'seal', point, folders, manifests }).done.promise
    },
    lacking: async states => (await asked({ kind: 'lacking', states }).done.promise).lacking ?? [],
    async vanished(before, after) {
      const { vanished } = await asked({ kind: 'vanished', before, after }).done.promise
      return vanished ?? { gone: 0, of: 0 }
    },
    async drop(point) {
      await asked({ kind: 'drop', point }).done.promise
    },
    async close() {
      await ask(file, { kind: 'close' }).done.promise
      if (failure) throw failure
    },
  }
}

// The thread and what it was asked and has not written: enough to begin again in a new thread. Every job may be repeated.
function indexingThread(readMs: number, memoryMb: number): { ask: Ask; end(): Promise<void> } {
  const parsing = new Int32Array(new SharedArrayBuffer(8))
  const open = new Map<number, Asked>()
  let worker: Worker | undefined
  let lastId = 0
  let ends = 0
  let lastError: unknown

  const start = (): Worker => {
    const next = new Worker(new URL('../indexing-thread.ts', import.meta.url), {
      workerData: { parsing } satisfies IndexingData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
    })
    const stopWatching = watch(parsing, readMs, () => void next.terminate())
    next.on('message', settle)
    next.on('error', error => {
      lastError = error
    })
    next.on('exit', () => {
      stopWatching()
      if (worker === next) restart()
    })
    return next
  }
  const settle = (answer: Answer) => {
    const it = open.get(answer.id)
    if (!it) return
    if (answer.state === 'read') return it.read.resolve()
    open.delete(answer.id)
    if (!open.size) worker?.unref()
    if (answer.state === 'failed') return reject(it, faultOf(answer))
    ends = 0
    it.read.resolve()
    it.done.resolve(answer)
  }
  const restart = () => {
    worker = undefined
    const [id = 0, place = 0] = parsing
    parsing.fill(0)
    const job = open.get(id)?.job
    if (job?.kind === 'add') (job.suspects.includes(place) ? job.unreadable : job.suspects).push(place)
    else if (++ends === MOST_ENDS) {
      const fault = new Error('the indexing thread ended again and again', { cause: lastError })
      for (const it of open.values()) reject(it, fault)
      open.clear()
      ends = 0
    }
    for (const it of open.values()) post(it)
  }
  const post = (it: Asked) => {
    worker ??= start()
    worker.ref()
    worker.postMessage(it.job)
  }
  const ask: Ask = (file, work) => {
    const it: Asked = {
      job: { id: ++lastId, file, ...work },
      read: Promise.withResolvers(),
      done: Promise.withResolvers(),
    }
    open.set(it.job.id, it)
    post(it)
    return it
  }
  return {
    ask,
    async end() {
      if (!worker) return
      await ask('', { kind: 'close' }).done.promise
      const last = worker
      worker = undefined
      await last?.terminate()
    },
  }
}

// Calls `tooLong` once when one message has been parsed for longer than `readMs`.
function watch(parsing: Int32Array, readMs: number, tooLong: () => void): () => void {
  let seen = ''
  let since = performance.now()
  const timer = setInterval(
    () => {
      const now = `${Atomics.load(parsing, 0)} ${Atomics.load(parsing, 1)}`
      if (now !== seen || now.startsWith('0 ')) {
        seen = now
        since = performance.now()
      } else if (performance.now() - since > readMs) {
        clearInterval(timer)
        tooLong()
      }
    },
    Math.min(250, readMs / 4),
  )
  timer.unref()
  return () => clearInterval(timer)
}

function faultOf({ message, stack, code }: Extract<Answer, { state: 'failed' }>): Error {
  return Object.assign(new Error(message), { stack, ...(code ? { code } : {}) })
}

// Nobody may be waiting for one of the two any more.
function reject(it: Asked, error: Error): void {
  for (const side of [it.read, it.done]) {
    side.promise.catch(() => {})
    side.reject(error)
  }
}
