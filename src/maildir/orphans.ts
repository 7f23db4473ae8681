import { createReadStream, statSync, unlinkSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FolderId } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { type CopyName, decodeNames } from '../formats/manifest-names.ts'
import type { Layout } from './layout.ts'

/** So many messages that might have lost their last link are remembered by name; of more, every shard is looked at. */
const MOST = 200_000
/** A sweep looks at one part in so many of all messages, so that what a killed run left is found in as many sweeps. */
const PARTS = 16

/**
 * Finds messages that lost their last link. Those of a state that goes are told by comparing it with the nearest one that
 * stays: to ask the disk about each of 100,000 messages takes longer than to remove their links.
 */
export function orphanFinder(layout: Layout, account: AccountId) {
  const suspects = new Set<string>()
  let everything = false
  return {
    /** To be called while both manifests are there; `stays` null: no state of the folder stays. */
    async compare(folder: FolderId, goes: number, stays: number | null): Promise<void> {
      if (everything) return
      try {
        const old = names(layout.manifest(account, folder, goes))
        const other = stays === null ? nothing : names(layout.manifest(account, folder, stays))
        let there = await other()
        for (let one = await old(); one; one = await old()) {
          while (there && there.uid < one.uid) there = await other()
          if (there?.uid === one.uid && there.base === one.base) continue
          suspects.add(join(layout.shard(account, one.sha), one.base))
        }
      } catch {
        // A manifest that cannot be read: the disk itself has to say.
        everything = true
      }
      if (suspects.size > MOST) everything = true
      if (everything) suspects.clear()
    },
    /** Removes those without a link, and of a part of all messages those that were last touched before `before` (milliseconds). */
    async remove(before: number): Promise<{ messages: number; bytes: number }> {
      const gone = { messages: 0, bytes: 0 }
      const unlink = (file: string, touchedBefore: number) => {
        const found = statSync(file, { throwIfNoEntry: false })
        if (!found || found.nlink > 1 || found.ctimeMs >= touchedBefore) return
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

const nothing = async (): Promise<CopyName | undefined> => undefined

// The names of a manifest one by one; the disk is waited for only between batches.
function names(manifest: string): () => Promise<CopyName | undefined> {
  const batches = decodeNames(createReadStream(manifest))
  let batch: CopyName[] = []
  let i = 0
  return async () => {
    while (i >= batch.length) {
      const next = await batches.next()
      if (next.done) return undefined
      batch = next.value
      i = 0
    }
    return batch[i++]
  }
}
