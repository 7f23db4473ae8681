import { readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountId } from '../domain/point.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import { readReceipt, sealedDays, sealedStates } from './read-state.ts'
import { discard } from './write-state.ts'

/** A day goes by one rename first, so that it is never seen half. */
export async function removeDay(layout: Layout, account: AccountId, dir: string): Promise<void> {
  const hidden = join(layout.days(account), `.${dir}.gone`)
  await rename(layout.day(account, dir), hidden).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await syncFolder(layout.days(account))
  await rm(hidden, { recursive: true, force: true })
}

/**
 * Removes folder states that no sealed day shows (the newest of each folder of the last day stays: the next run starts
 * from it), then messages that no state links and that were last touched before `before` (milliseconds). A folder keeps
 * its empty directory, so that its id is never given to another. Throws, and removes nothing, when a day cannot say what
 * it shows. Returns what went.
 */
export async function sweep(layout: Layout, account: AccountId, before: number) {
  const kept = await keptStates(layout, account)
  let states = 0
  for (const [folder, numbers] of await sealedStates(layout, account)) {
    for (const n of numbers.filter(one => !kept.has(`${folder}/${one}`))) {
      await rename(layout.state(account, folder, n), join(layout.folder(account, folder), `.${n}.gone`))
      await rm(layout.manifest(account, folder, n))
      await discard(join(layout.folder(account, folder), `.${n}.gone`))
      states++
    }
  }
  return { states, ...(await sweepMessages(layout, account, before)) }
}

async function keptStates(layout: Layout, account: AccountId): Promise<Set<string>> {
  const kept = new Set<string>()
  const days = await sealedDays(layout, account)
  for (const dir of days) {
    const receipt = await readReceipt(layout, account, dir)
    if (!receipt) throw new Error(`day ${dir} has no receipt`)
    for (const { folder, state, newest } of receipt.folders) {
      if (state !== null) kept.add(`${folder}/${state}`)
      if (dir === days.at(-1) && newest) kept.add(`${folder}/${newest.n}`)
    }
  }
  return kept
}

async function sweepMessages(layout: Layout, account: AccountId, before: number) {
  let messages = 0
  let bytes = 0
  for (const shard of await readdir(layout.messages(account))) {
    const folder = join(layout.messages(account), shard)
    for (const name of await readdir(folder)) {
      const file = join(folder, name)
      const { nlink, ctimeMs, size } = await stat(file)
      if (nlink > 1 || ctimeMs >= before) continue
      await unlink(file)
      messages++
      bytes += size
    }
  }
  return { messages, bytes }
}
