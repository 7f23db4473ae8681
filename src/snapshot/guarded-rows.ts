import type { Guarded } from './guard-mailbox.ts'

/** The same rows; each step waits for the server at most as long as `guarded` lets it. */
export async function* each<T>(rows: AsyncIterable<T>, guarded: Guarded): AsyncGenerator<T> {
  const iterator = rows[Symbol.asyncIterator]()
  let done = false
  try {
    for (;;) {
      const step = await guarded(() => iterator.next())
      done = step.done === true
      if (step.done) return
      yield step.value
    }
  } catch (error) {
    done = true
    throw error
  } finally {
    if (!done) await iterator.return?.()
  }
}
