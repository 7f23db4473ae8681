import type { Alarms } from '../domain/alarm.ts'
import type { Damage, KnownDamage } from '../domain/damage.ts'
import type { AccountId } from '../domain/point.ts'

/** Where damage is written down, and who is told (sqlite/ledger-damages.ts, ledger-alarms.ts). */
export interface DamageLedger extends Alarms {
  damages(account: AccountId): Promise<KnownDamage[]>
  noteDamages(account: AccountId, found: readonly Damage[], now: number): Promise<void>
  forgetDamages(account: AccountId, healed: readonly Pick<Damage, 'what' | 'file'>[]): Promise<void>
}

/**
 * Makes the ledger say what a look at the files has shown: `found` is damaged; what was known and lies in what was looked
 * at, but was not found again, is well. The alarm 'damaged' stands as long as anything is.
 */
export async function noteDamages(
  ledger: DamageLedger,
  account: AccountId,
  found: readonly Damage[],
  wasLookedAt: (known: KnownDamage) => boolean,
  now: number,
): Promise<void> {
  const keys = new Set(found.map(keyOf))
  const healed = (await ledger.damages(account)).filter(one => wasLookedAt(one) && !keys.has(keyOf(one)))
  if (healed.length) await ledger.forgetDamages(account, healed)
  if (found.length) await ledger.noteDamages(account, found, now)
  if (!found.length && !healed.length) return
  // An index is built anew from the files; nothing is lost with it.
  const open = (await ledger.damages(account)).filter(({ what }) => what !== 'index')
  const first = open[0]
  if (!first) return ledger.clear({ kind: 'damaged', account, about: '' }, now)
  const detail = {
    // One message in two folders is one file.
    damages: new Set(open.map(keyOf)).size,
    what: first.what,
    days: first.days.length,
    day: first.days[0] ?? '',
    folder: first.folder ?? '',
    uid: first.uid ?? 0,
  }
  await ledger.raise({ kind: 'damaged', account, about: '', detail }, now)
}

function keyOf({ what, file }: Pick<Damage, 'what' | 'file'>): string {
  return `${what} ${file}`
}
