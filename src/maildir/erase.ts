import { chmod, readdir, rename, rm, rmdir } from 'node:fs/promises'
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
  await rename(root, hidden).catch(unlessMissing)
  await syncFolder(join(root, '..'))
  await chmod(hidden, 0o755).catch(() => {})
  // `serve` may be another user, and make folders in this one: nothing goes down into them, where a link could lead away.
  const index = join(hidden, 'index')
  await removeFiles(index, () => true)
  await rmdir(index).catch(unlessMissing)
  await rm(hidden, { recursive: true, force: true })
}

/** Index files of other builds than `but`. A reader that has one open keeps it until it closes. */
export async function forgetIndexes(layout: Layout, account: AccountId, but: string): Promise<void> {
  const kept = basename(layout.indexFile(account, but))
  await removeFiles(layout.index(account), name => !name.startsWith(kept))
}

/** The files of one build, that came to nothing. */
export async function removeIndex(layout: Layout, account: AccountId, build: string): Promise<void> {
  const gone = basename(layout.indexFile(account, build))
  await removeFiles(layout.index(account), name => name.startsWith(gone))
}

async function removeFiles(folder: string, isOne: (name: string) => boolean): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(unlessMissing)
  for (const entry of (entries ?? []).filter(({ name }) => isOne(name))) {
    const path = join(folder, entry.name)
    // SQLite's side files go by themselves, too, when the last reader closes.
    await (entry.isDirectory() ? rmdir(path) : rm(path, { force: true }))
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
