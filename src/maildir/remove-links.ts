import { unlinkSync } from 'node:fs'
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

/** From so many links on, a thread of its own pays: it is started in the time in which some thousand are removed. */
const MANY = 10_000

/**
 * Removes folder states with their links. Those of a large mailbox are removed by another thread while the caller goes on:
 * 100,000 calls that each wait for a thread would take ten times as long, and in one go they would hold up everybody else.
 */
export function linkRemover() {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  const begun = new Map<string, Promise<void>>()
  let thread: Worker | undefined
  let seen = 0

  const start = () => {
    const worker = new Worker(join(import.meta.dirname, 'removing-thread.ts'))
    worker.on('message', ({ path, error }: { path: string; error?: string }) => {
      const one = waiting.get(path)
      waiting.delete(path)
      if (error === undefined) one?.resolve()
      else one?.reject(new Error(error))
    })
    worker.on('error', fail).on('exit', () => fail(new Error('the removing thread ended')))
    return worker
  }
  const fail = (error: unknown) => {
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }

  return {
    /** `links`: how many there are, 0 where that is not known. Resolves when it is removed, or is being removed elsewhere. */
    async remove(path: string, links: number): Promise<void> {
      if (begun.has(path)) return
      for (const part of ['', 'cur', 'new', 'tmp']) await chmod(join(path, part), 0o755).catch(() => {})
      seen += links
      if (seen < MANY) return removeHere(path)
      thread ??= start()
      const one = Promise.withResolvers<void>()
      one.promise.catch(() => {})
      waiting.set(path, one)
      begun.set(path, one.promise)
      thread.postMessage(path)
    },
    /** Everything is removed; throws when something could not be. */
    async done(): Promise<void> {
      const ended = await Promise.allSettled(begun.values())
      await thread?.terminate()
      for (const end of ended) if (end.status === 'rejected') throw end.reason
    },
  }
}

async function removeHere(path: string): Promise<void> {
  const cur = join(path, 'cur')
  const links = await readdir(cur).catch(() => [])
  for (const [i, name] of links.entries()) {
    unlinkSync(join(cur, name))
    if (i % 2000 === 1999) await setImmediate()
  }
  await rm(path, { recursive: true, force: true })
}
