import { createReadStream, statSync, unlinkSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FolderId } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { copyLines, nameOf } from '../formats/manifest-names.ts'
import type { Layout } from './layout.ts'

/** So many messages that might have lost their last link are remembered by name; of more, every shard is looked at. */
const MOST = 200_000
/** A sweep looks at one part in so many of all messages, so that what a killed run left is found in as many sweeps. */
const PARTS = 16

/**
 * Finds messages that lost their last link. Those of a state that goes are told by comparing it with the nearest one that
 * stays: to ask the disk about each of 100,000 messages takes longer than to remove their links. `goOn` throws when nothing
 * more may be removed.
 */
export function orphanFinder(layout: Layout, account: AccountId, goOn: () => void) {
  const suspects = new Set<string>()
  let everything = false
  return {
    /** To be called while both manifests are there; `stays` null: no state of the folder stays. Resolves with the copies in the one that goes, 0 where it was not read. */
    async compare(folder: FolderId, goes: number, stays: number | null): Promise<number> {
      let copies = 0
      if (everything) return copies
      try {
        const old = await openLines(layout.manifest(account, folder, goes))
        const other = stays === null ? null : await openLines(layout.manifest(account, folder, stays))
        for (; old.line !== undefined; old.next() || (await old.more())) {
          copies++
          // Most lines are the same, letter by letter.
          if (other?.line !== old.line) {
            const { uid, sha, base } = nameOf(old.line)
            while (other?.line !== undefined && nameOf(other.line).uid < uid)
              if (!other.next()) await other.more()
            const there = other?.line === undefined ? null : nameOf(other.line)
            if (there?.uid !== uid || there.base !== base)
              suspects.add(join(layout.shard(account, sha), base))
            if (there?.uid !== uid) continue
          }
          if (other && !other.next()) await other.more()
        }
      } catch {
        // A manifest that cannot be read: the disk itself has to say.
        everything = true
      }
      if (suspects.size > MOST) everything = true
      if (everything) suspects.clear()
      return copies
    },
    /** Removes those without a link, and of a part of all messages those that were last touched before `before` (milliseconds). */
    async remove(before: number): Promise<{ messages: number; bytes: number }> {
      const gone = { messages: 0, bytes: 0 }
      const unlink = (file: string, touchedBefore: number) => {
        const found = statSync(file, { throwIfNoEntry: false })
        if (!found || found.nlink > 1 || found.ctimeMs >= touchedBefore) return
        goOn()
        unlinkSync(file)
        gone.messages++
        gone.bytes += found.size
      }
      let n = 0
      for (const file of suspects) {
        unlink(file, Number.POSITIVE_INFINITY)
        if (++n % 2000 === 0) await setImmediate()
      }
      const part = Math.floor(before / 86_400_000) % PARTS
      for (const shard of await readdir(layout.messages(account))) {
        if (!everything && Number.parseInt(shard, 16) % PARTS !== part) continue
        const folder = join(layout.messages(account), shard)
        for (const name of await readdir(folder)) unlink(join(folder, name), before)
        await setImmediate()
      }
      return gone
    },
  }
}

// The lines of a manifest one by one; the disk is waited for only between batches.
async function openLines(manifest: string) {
  const batches = copyLines(createReadStream(manifest))
  let batch: string[] = []
  let i = 0
  const lines = {
    line: undefined as string | undefined,
    /** false: wait for `more` */
    next(): boolean {
      lines.line = batch[++i]
      return lines.line !== undefined
    },
    async more(): Promise<void> {
      do {
        const read = await batches.next()
        batch = read.done ? [] : read.value
        i = 0
        lines.line = batch[0]
        if (read.done) return
      } while (batch.length === 0)
    },
  }
  await lines.more()
  return lines
}
