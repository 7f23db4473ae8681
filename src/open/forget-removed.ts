import type { AccountId } from '../domain/point.ts'

interface RemovalLedger {
  accounts(): Promise<{ address: string }[]>
  removedAccounts(after: number): Promise<{ entry: number; account: AccountId }[]>
}

/**
 * What the web holds of accounts that `work` or the command line removed goes, too. Each call looks for those since the
 * call before, the first one for all. `ledger`: null while there is none yet.
 */
export function forgetRemoved(
  ledger: () => RemovalLedger | null,
  desk: { forgetAccounts(gone: readonly AccountId[], addresses: readonly string[]): Promise<void> },
): () => Promise<void> {
  let last = 0
  return async () => {
    const present = ledger()
    const removed = (await present?.removedAccounts(last)) ?? []
    const newest = removed.at(-1)
    if (!present || !newest) return
    const addresses = (await present.accounts()).map(one => one.address)
    const gone = removed.map(one => one.account)
    await desk.forgetAccounts(gone, addresses)
    last = newest.entry
  }
}
