import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountId } from '../domain/point.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import { orphanFinder } from './orphans.ts'
import { readReceipt, sealedDays, sealedStates } from './read-state.ts'
import { linkRemover, type RemoveTree } from './remove-links.ts'

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
 * from it), then messages that no state links. Those that never had a link go when they were last touched before `before`
 * (milliseconds). A folder keeps its empty directory, so that its id is never given to another. What a killed sweep left
 * half removed goes too. Throws, and removes nothing, when a day cannot say what it shows; and as soon as `goOn` does, for
 * whoever has the lease by then counts on what is there. Returns what went.
 */
export async function sweep(
  layout: Layout,
  account: AccountId,
  before: number,
  goOn: () => void,
  removeTree?: RemoveTree,
) {
  // First what is there, then what is shown: what somebody else seals meanwhile is never among what goes.
  const sealed = await sealedStates(layout, account)
  const listed = new Map<string, Set<string>>()
  for (const folder of sealed.keys())
    listed.set(folder, new Set(await readdir(layout.folder(account, folder))))
  const kept = await keptStates(layout, account)
  const orphans = orphanFinder(layout, account, goOn)
  const links = linkRemover(removeTree, goOn)
  let states = 0
  try {
    for (const [folder, numbers] of sealed) {
      const root = layout.folder(account, folder)
      const staying = numbers.filter(n => kept.has(`${folder}/${n}`))
      for (const n of numbers.filter(one => !kept.has(`${folder}/${one}`))) {
        const nearest = staying.find(one => one > n) ?? staying.at(-1) ?? null
        const copies = await orphans.compare(folder, n, nearest)
        goOn()
        await rename(layout.state(account, folder, n), join(root, `.${n}.gone`))
        await links.remove(join(root, `.${n}.gone`), copies)
        goOn()
        await rm(join(root, `${n}.jsonl.zst`), { force: true })
        states++
      }
      await clear(root, listed.get(folder) ?? new Set(), n => kept.has(`${folder}/${n}`), { links, goOn })
    }
  } finally {
    await links.done()
  }
  return { states, ...(await orphans.remove(before)) }
}

// Also what a killed sweep or a killed run left. The manifest of a state that is shown stays, whatever became of its Maildir.
async function clear(
  root: string,
  listed: ReadonlySet<string>,
  isKept: (n: string) => boolean,
  { links, goOn }: { links: ReturnType<typeof linkRemover>; goOn: () => void },
): Promise<void> {
  for (const name of listed) {
    if (/^\.\d+\.gone$/.test(name)) await links.remove(join(root, name), 0)
    const n = /^(\d+)\.jsonl\.zst$/.exec(name)?.[1]
    if (n === undefined || listed.has(n) || isKept(n)) continue
    goOn()
    await rm(join(root, name), { force: true })
  }
}

/** The states that sealed days show, and the newest of each folder of the last day: "f3/17". Throws when a day cannot say. */
export async function keptStates(layout: Layout, account: AccountId): Promise<Set<string>> {
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
