import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Layout } from './layout.ts'
import { sealedDays } from './read-state.ts'

/** Throws Refusal 'ledger-lost' when backups lie on the disk and no ledger is there, or an empty file: a new one would know nobody. */
export async function refuseLostLedger(layout: Layout): Promise<void> {
  const size = await stat(layout.ledger).then(
    found => found.size,
    error => {
      if (error.code === 'ENOENT') return 0
      throw error
    },
  )
  if (size > 0) return
  const { length } = await storedAccounts(layout)
  if (length === 0) return
  throw new Refusal(
    'ledger-lost',
    `${layout.ledger}, the list of accounts and backups, is lost; the backups of ${length === 1 ? 'one account are' : `${length} accounts are`} there. ` +
      'Put a copy of it back. Without one: yestermail account recover',
    { folder: layout.data },
  )
}

/** The accounts of which a sealed day lies on the disk. What is not ours to look into holds none. */
export async function storedAccounts(layout: Layout): Promise<AccountId[]> {
  const found: AccountId[] = []
  for (const name of await readdir(join(layout.data, 'accounts')).catch(() => []))
    if (/^[a-z][a-z0-9]{15}$/.test(name) && (await sealedDays(layout, name).catch(() => [])).length)
      found.push(name)
  return found.sort()
}
