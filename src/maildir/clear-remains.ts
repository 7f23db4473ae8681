import { existsSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FolderId } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { discard } from './build-maildir.ts'
import type { Layout } from './layout.ts'
import { sealedStates } from './read-state.ts'
import { keptStates } from './sweep.ts'

/**
 * Removes what a killed run was building hidden: states, their manifests, days. Links in such a state would keep mail on
 * the disk for as long as its folder has no new state. One that a day shows is no run's but a healing's, cut off between
 * its two renames: it is shown. Returns the sealed states as `sealedStates` does. To be called under the lease.
 */
export async function clearRemains(layout: Layout, account: AccountId): Promise<Map<FolderId, number[]>> {
  const maildirs: { folder: FolderId; n: string }[] = []
  const gone: string[] = []
  const files: string[] = []
  const states = await sealedStates(layout, account, (folder, name) => {
    const path = join(layout.folder(account, folder), name)
    const n = /^\.(\d+)$/.exec(name)?.[1]
    if (n !== undefined) maildirs.push({ folder, n })
    if (/^\.\d+\.by-[a-z0-9-]+$/.test(name)) gone.push(path)
    if (/^\.\d+\.(by-[a-z0-9-]+\.jsonl\.zst|jsonl\.zst\.tmp)$/.test(name)) files.push(path)
  })
  for (const name of await readdir(layout.days(account)))
    if (/^\.\d{4}-/.test(name)) files.push(join(layout.days(account), name))
  for (const path of files) await rm(path, { recursive: true, force: true })
  for (const path of gone) await discard(path)
  if (!maildirs.length) return states
  // Where a day cannot say what it shows, what is hidden may be all that holds its mail.
  const kept = await keptStates(layout, account).catch(() => null)
  if (!kept) return states
  for (const { folder, n } of maildirs) {
    const hidden = join(layout.folder(account, folder), `.${n}`)
    if (!kept.has(`${folder}/${n}`)) await discard(hidden)
    else await showHealed(hidden, layout.state(account, folder, Number(n)))
  }
  return sealedStates(layout, account)
}

// Whole when its rights are taken away, which is done last (build-maildir.ts).
async function showHealed(hidden: string, state: string): Promise<void> {
  const isWhole = ((await stat(hidden)).mode & 0o777) === 0o555
  if (existsSync(state)) await discard(hidden)
  else if (isWhole) await rename(hidden, state)
}
