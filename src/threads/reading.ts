import { Worker } from 'node:worker_threads'
import { readyMade } from '../domain/plans.ts'
import type { AccountId } from '../domain/point.ts'
import type { BlobPlace, Reading } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'
import type { SafeHtml } from '../domain/safe-html.ts'
import type { Errand, ReadingData, Result, Task } from './reading-tasks.ts'

export interface ReadingOptions extends Partial<Omit<ReadingData, 'data'>> {
  /** reader threads */
  threads?: number
  /** the longest a task may run; then its thread is replaced */
  taskMs?: number
  memoryMb?: number
  /** milliseconds since 1970 */
  now?: () => number
  /** tasks that may wait, and those of one account among them */
  waiting?: number
  waitingEach?: number
  /** faults of single calls in a request that was answered, for the log */
  onFault?: (fault: Error) => void
}

/**
 * A pool of threads that read for the web. A task that takes too long, too much memory or ends its thread is refused with
 * 'too-slow' and the thread replaced; more tasks than may wait are refused with 'busy'. Accounts
 * take turns and none takes every thread, so one person's many tasks do not keep the others waiting. What nobody waits
 * for any more is refused with 'gone'.
 */
export function startReading(data: string, options: ReadingOptions = {}): Reading {
  const {
    threads = 2,
    taskMs = 10_000,
    memoryMb = 256,
    waiting = 500,
    waitingEach = 50,
    onFault = () => {},
    plans = readyMade,
    domains = new Map(),
    now = Date.now,
  } = options
  // One is always left for who comes next: it never waits for the tasks of one other account.
  const most = Math.max(1, threads - 1)
  // By account, and the account served last stands last.
  const queues = new Map<AccountId, Waiting[]>()
  const pool = Array.from({ length: threads }, () =>
    openReader({ data, plans, domains, now, taskMs, memoryMb, onFault }),
  )
  let queued = 0
  let closed = false

  const takeNext = (): Waiting | undefined => {
    const served = pool.map(reader => reader.busy())
    if (!served.includes(undefined)) return undefined
    const running = (account: AccountId) => served.filter(one => one === account).length
    const accounts = [...queues.keys()].filter(account => running(account) < most)
    const account = accounts.find(one => running(one) === 0) ?? accounts[0] ?? ''
    const queue = queues.get(account) ?? []
    const it = queue.shift()
    queues.delete(account)
    if (queue.length) queues.set(account, queue)
    if (it) queued--
    return it
  }
  const next = () => {
    for (let it = takeNext(); it; it = takeNext()) readerFor(it.task.account)?.run(it, next)
  }
  // Of those that are free the one that most likely has this account's index open, and knows what it was asked before.
  const readerFor = (account: AccountId) => {
    const free = pool.filter(reader => !reader.busy())
    const home = pool[homeOf(account) % threads]
    return free.find(reader => reader === home) ?? free[0]
  }
  const leave = (it: Waiting) => {
    const queue = queues.get(it.task.account) ?? []
    const at = queue.indexOf(it)
    if (at < 0) return
    queue.splice(at, 1)
    if (queue.length === 0) queues.delete(it.task.account)
    queued--
    it.reject(gaveUp())
  }
  const ask = <T>(task: Task, gone?: AbortSignal): Promise<T> => {
    if (closed) return Promise.reject(new Error('reading is closed'))
    if (gone?.aborted) return Promise.reject(gaveUp())
    const queue = queues.get(task.account) ?? []
    if (queued >= waiting || queue.length >= waitingEach)
      return Promise.reject(new Refusal('busy', 'The server is busy. Try again in a moment.', { seconds: 5 }))
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const it: Waiting = { task, resolve, reject }
    const onGone = () => {
      leave(it)
      for (const reader of pool) reader.hurry(it)
    }
    gone?.addEventListener('abort', onGone, { once: true })
    queue.push(it)
    queues.set(task.account, queue)
    queued++
    next()
    return promise.finally(() => gone?.removeEventListener('abort', onGone)) as Promise<T>
  }
  return {
    jmap: (account, request, gone, entry = { how: 'password', isFresh: false }) =>
      ask({ kind: 'jmap', account, request, ...entry }, gone),
    session: (account, { base, only, how = 'password' }, gone) =>
      ask({ kind: 'session', account, base, only, how }, gone),
    blob: (account, point, blobId, gone) =>
      ask<BlobPlace | null>({ kind: 'blob', account, point, blobId }, gone),
    html: (account, point, email, part, html, gone) =>
      ask<SafeHtml | null>({ kind: 'html', account, point, email, part, options: html }, gone),
    exportSteps: (account, wish, gone) => ask({ kind: 'exportSteps', account, wish }, gone),
    exportCopies: (account, step, after, gone) => ask({ kind: 'exportCopies', account, step, after }, gone),
    exportLost: (account, gone) => ask({ kind: 'exportLost', account }, gone),
    async close() {
      closed = true
      for (const { reject } of [...queues.values()].flat()) reject(new Error('reading is closed'))
      queues.clear()
      await Promise.all(pool.map(reader => reader.end()))
    },
  }
}

/** A thread started anew costs more than most tasks still take. */
const GIVEN_UP_MS = 500

interface Waiting {
  task: Task
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

// One place in the pool: a thread started with its first task and started anew when it ends.
function openReader({
  data,
  plans,
  domains,
  now,
  taskMs,
  memoryMb,
  onFault,
}: Required<Omit<ReadingOptions, 'threads' | 'waiting' | 'waitingEach'>> & ReadingData) {
  let worker: Worker | undefined
  let running: { it: Waiting; timer: NodeJS.Timeout; stop: () => void; done: () => void } | undefined

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
      workerData: { data, plans, domains } satisfies ReadingData,
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
      const stop = () => {
        worker = undefined
        void at.terminate()
        finish(({ reject }) => reject(tooSlow()))
      }
      running = { it, timer: setTimeout(stop, taskMs), stop, done }
      try {
        at.postMessage({ task: it.task, ahead: now() - Date.now() } satisfies Errand)
      } catch (error) {
        // What is nested too deeply cannot be handed over. Nobody would hold a promise that was rejected later.
        finish(({ reject }) => reject(error instanceof Error ? error : new Error(String(error))))
      }
    },
    /** Nobody waits for this task any more: if it runs here, it soon ends. */
    hurry(it: Waiting): void {
      if (running?.it !== it) return
      clearTimeout(running.timer)
      running.timer = setTimeout(running.stop, Math.min(taskMs, GIVEN_UP_MS))
    },
    async end(): Promise<void> {
      const last = worker
      worker = undefined
      finish(({ reject }) => reject(new Error('reading is closed')))
      await last?.terminate()
    },
  }
}

/** A number that is always the same for an account, and spreads accounts over threads. */
function homeOf(account: AccountId): number {
  return [...account].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7)
}

function answer({ resolve, reject }: Waiting, result: Exclude<Result, { state: 'fault' }>): void {
  if (result.state === 'done') resolve(result.value)
  else if (result.state === 'refused') reject(new Refusal(result.code, result.message, { ...result.params }))
  else reject(errorOf(result))
}

function gaveUp(): Refusal {
  return new Refusal('gone', 'Whoever asked did not wait for the answer.')
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
