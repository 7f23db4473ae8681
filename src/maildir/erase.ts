import { chmod, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AccountId } from '../domain/point.ts'
import { discard } from './build-maildir.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import { sealedStates } from './read-state.ts'

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
  const kept = basename(layout.indexFile(account, but))
  await removeIndexFiles(layout, account, name => !name.startsWith(kept))
}

/** The files of one build, that came to nothing. */
export async function removeIndex(layout: Layout, account: AccountId, build: string): Promise<void> {
  const gone = basename(layout.indexFile(account, build))
  await removeIndexFiles(layout, account, name => name.startsWith(gone))
}

async function removeIndexFiles(
  layout: Layout,
  account: AccountId,
  isOne: (name: string) => boolean,
): Promise<void> {
  const folder = layout.index(account)
  for (const name of (await readdir(folder)).filter(isOne)) await rm(join(folder, name))
}
