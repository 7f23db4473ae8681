import { Worker } from 'node:worker_threads'
import type { AccountId } from '../domain/point.ts'
import type { BlobPlace, Reading, SafeHtml } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'
import type { ReadingData, Result, Task } from './reading-tasks.ts'

export interface ReadingOptions {
  /** reader threads */
  threads?: number
  /** the longest a task may run; then its thread is replaced */
  taskMs?: number
  memoryMb?: number
  /** tasks that may wait */
  waiting?: number
  /** faults of single calls in a request that was answered, for the log */
  onFault?: (fault: Error) => void
}

/**
 * A pool of threads that read for the web. A task that takes too long, too much memory or ends its thread is refused with
 * 'too-slow' and the thread replaced; more tasks than may wait are refused with 'busy'. Accounts
 * take turns, so one person's many tasks do not keep the others waiting.
 */
export function startReading(data: string, options: ReadingOptions = {}): Reading {
  const { threads = 2, taskMs = 10_000, memoryMb = 256, waiting = 500, onFault = () => {} } = options
  // By account, and the account served last stands last.
  const queues = new Map<AccountId, Waiting[]>()
  const pool = Array.from({ length: threads }, () => openReader({ data, taskMs, memoryMb, onFault }))
  let queued = 0
  let closed = false

  const takeNext = (): Waiting | undefined => {
    const served = new Set(pool.map(reader => reader.busy()))
    const accounts = [...queues.keys()]
    const account = accounts.find(a => !served.has(a)) ?? accounts[0] ?? ''
    const queue = queues.get(account) ?? []
    const it = queue.shift()
    queues.delete(account)
    if (queue.length) queues.set(account, queue)
    if (it) queued--
    return it
  }
  const next = () => {
    for (const reader of pool) {
      const it = reader.busy() ? undefined : takeNext()
      if (it) reader.run(it, next)
    }
  }
  const ask = <T>(task: Task): Promise<T> => {
    if (closed) return Promise.reject(new Error('reading is closed'))
    if (queued >= waiting)
      return Promise.reject(new Refusal('busy', 'The server is busy. Try again in a moment.'))
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const queue = queues.get(task.account) ?? []
    queue.push({ task, resolve, reject })
    queues.set(task.account, queue)
    queued++
    next()
    return promise as Promise<T>
  }
  return {
    jmap: (account, request) => ask({ kind: 'jmap', account, request }),
    session: (account, urls) => ask({ kind: 'session', account, ...urls }),
    blob: (account, point, blobId) => ask<BlobPlace | null>({ kind: 'blob', account, point, blobId }),
    html: (account, point, email, part, html) =>
      ask<SafeHtml | null>({ kind: 'html', account, point, email, part, options: html }),
    async close() {
      closed = true
      for (const { reject } of [...queues.values()].flat()) reject(new Error('reading is closed'))
      queues.clear()
      await Promise.all(pool.map(reader => reader.end()))
    },
  }
}

interface Waiting {
  task: Task
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

// One place in the pool: a thread started with its first task and started anew when it ends.
function openReader({
  data,
  taskMs,
  memoryMb,
  onFault,
}: Required<Omit<ReadingOptions, 'threads' | 'waiting'>> & ReadingData) {
  let worker: Worker | undefined
  let running: { it: Waiting; timer: NodeJS.Timeout; done: () => void } | undefined

  const finish = (settle: (it: Waiting) => void) => {
    if (!running) return
    const { it, timer, done } = running
    clearTimeout(timer)
    running = undefined
    worker?.unref()
    settle(it)
    done()
  }
  const start = (): Worker => {
    const fresh = new Worker(new URL('../reading-thread.ts', import.meta.url), {
      workerData: { data } satisfies ReadingData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    })
    let cause: unknown
    fresh.on('message', (result: Result) => {
      if (result.state === 'fault') onFault(errorOf(result))
      else finish(it => answer(it, result))
    })
    fresh.on('error', error => {
      cause = error
    })
    fresh.on('exit', () => {
      if (worker !== fresh) return
      worker = undefined
      finish(({ reject }) => reject(tooSlow(cause)))
    })
    return fresh
  }
  return {
    /** account of the task that runs */
    busy: () => running?.it.task.account,
    run(it: Waiting, done: () => void): void {
      worker ??= start()
      worker.ref()
      const at = worker
      const timer = setTimeout(() => {
        worker = undefined
        void at.terminate()
        finish(({ reject }) => reject(tooSlow()))
      }, taskMs)
      running = { it, timer, done }
      at.postMessage(it.task)
    },
    async end(): Promise<void> {
      const last = worker
      worker = undefined
      finish(({ reject }) => reject(new Error('reading is closed')))
      await last?.terminate()
    },
  }
}

function answer({ resolve, reject }: Waiting, result: Exclude<Result, { state: 'fault' }>): void {
  if (result.state === 'done') resolve(result.value)
  else if (result.state === 'refused') reject(new Refusal(result.code, result.message, { ...result.params }))
  else reject(errorOf(result))
}

function tooSlow(cause?: unknown): Refusal {
  return new Refusal(
    'too-slow',
    'This took too long. Ask for less at once, or download the message.',
    {},
    cause,
  )
}

function errorOf({ message, stack }: { message: string; stack: string }): Error {
  return Object.assign(new Error(message), { stack })
}
