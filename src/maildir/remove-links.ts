import { unlinkSync } from 'node:fs'
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

/** Removes a folder with everything in it, elsewhere, while the caller goes on (threads/removing.ts). */
export type RemoveTree = (path: string) => Promise<void>

/** From so many links on it pays to have them removed elsewhere. */
const MANY = 2_000

/**
 * Removes folder states with their links. Those of a large mailbox are left to `elsewhere`: 100,000 calls that each wait
 * for a thread would take ten times as long, and in one go they would hold up everybody else. `goOn` throws when nothing
 * more may be removed.
 */
export function linkRemover(elsewhere: RemoveTree | undefined, goOn: () => void) {
  const begun = new Map<string, Promise<void>>()
  let seen = 0
  return {
    /** `links`: how many there are, 0 where that is not known. Resolves when it is removed, or is being removed elsewhere. */
    async remove(path: string, links: number): Promise<void> {
      if (begun.has(path)) return
      goOn()
      for (const part of ['', 'cur', 'new', 'tmp']) await chmod(join(path, part), 0o755).catch(() => {})
      seen += links
      if (!elsewhere || seen < MANY) return removeHere(path, goOn)
      const removed = elsewhere(path)
      // Whoever waits for all of them is told.
      removed.catch(() => {})
      begun.set(path, removed)
    },
    /** Everything is removed; throws when something could not be. */
    async done(): Promise<void> {
      for (const end of await Promise.allSettled(begun.values()))
        if (end.status === 'rejected') throw end.reason
    },
  }
}

async function removeHere(path: string, goOn: () => void): Promise<void> {
  const cur = join(path, 'cur')
  const links = await readdir(cur).catch(() => [])
  for (const [i, name] of links.entries()) {
    unlinkSync(join(cur, name))
    if (i % 2000 !== 1999) continue
    await setImmediate()
    goOn()
  }
  await rm(path, { recursive: true, force: true })
}
