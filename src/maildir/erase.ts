import { chmod, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AccountId } from '../domain/point.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import { sealedStates } from './read-state.ts'
import { discard } from './write-state.ts'

/** Every file of an account: sealed folders are opened up, then all is out of sight by one rename, then removed. */
export async function eraseAccount(layout: Layout, account: AccountId): Promise<void> {
  const root = layout.account(account)
  for (const [folder, numbers] of await sealedStates(layout, account))
    for (const n of numbers) await discard(layout.state(account, folder, n))
  const hidden = join(root, '..', `.${basename(root)}.gone`)
  await rename(root, hidden).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await syncFolder(join(root, '..'))
  await chmod(hidden, 0o755).catch(() => {})
  await rm(hidden, { recursive: true, force: true })
}

/** Index files of other builds than `but`. A reader that has one open keeps it until it closes. */
export async function forgetIndexes(layout: Layout, account: AccountId, but: string): Promise<void> {
  const keep = basename(layout.indexFile(account, but))
  for (const name of await readdir(layout.index(account)))
    if (!name.startsWith(keep)) await rm(join(layout.index(account), name))
}

/** The files of one build, that came to nothing. */
export async function removeIndex(layout: Layout, account: AccountId, build: string): Promise<void> {
  const name = basename(layout.indexFile(account, build))
  for (const found of await readdir(layout.index(account)))
    if (found.startsWith(name)) await rm(join(layout.index(account), found))
}
