import { type Signal, signal } from '@preact/signals'
import { asTrouble, signedOut, type Trouble } from './server.ts'

/** Something asked of the server: not here yet, here, or why not. */
export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; trouble: Trouble }

const kept = new Map<string, Signal<Loaded<unknown>>>()
const loads = new Map<string, () => Promise<unknown>>()
const most = 600

/**
 * Loads once for each key and keeps the answer: a restore point never changes, so going back to a day is instant.
 * The least recently used answers are dropped past a number; failures are kept until `forget`.
 */
export function loaded<T>(key: string, load: () => Promise<T>): Signal<Loaded<T>> {
  const known = kept.get(key) as Signal<Loaded<T>> | undefined
  if (known) {
    kept.delete(key)
    kept.set(key, known as Signal<Loaded<unknown>>)
    return known
  }
  const fresh = signal<Loaded<T>>({ state: 'loading' })
  kept.set(key, fresh as Signal<Loaded<unknown>>)
  loads.set(key, load)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    kept.delete(oldest)
    loads.delete(oldest)
  }
  fill(fresh, load)
  return fresh
}

/** Asks again for one thing, keeping what is shown until the answer is here. */
export function reload<T>(key: string, load: () => Promise<T>): void {
  const known = kept.get(key) as Signal<Loaded<T>> | undefined
  if (!known) return
  if (known.peek().state === 'failed') known.value = { state: 'loading' }
  fill(known, load)
}

/** Was this asked for already? */
export function isAsked(key: string): boolean {
  return kept.has(key)
}

/** What failed is asked for again, as after a new sign-in, wherever it is shown. */
export function askFailedAgain(): void {
  for (const [key, answer] of kept) {
    const load = loads.get(key)
    if (answer.peek().state !== 'failed' || !load) continue
    answer.value = { state: 'loading' }
    fill(answer, load)
  }
}

/** Forgets everything, at sign-out. */
export function forgetAll(): void {
  kept.clear()
  loads.clear()
}

/** The value when it is here. */
export function ready<T>(it: Loaded<T> | undefined): T | undefined {
  return it?.state === 'ready' ? it.value : undefined
}

function fill<T>(into: Signal<Loaded<T>>, load: () => Promise<T>): void {
  Promise.resolve()
    .then(load)
    .then(
      value => {
        into.value = { state: 'ready', value }
      },
      error => {
        const trouble = asTrouble(error)
        // what is here is still true; who comes back, or is online again, goes on with it
        if (into.peek().state === 'ready' && (signedOut.peek() || trouble.code === 'offline')) return
        into.value = { state: 'failed', trouble }
      },
    )
}
