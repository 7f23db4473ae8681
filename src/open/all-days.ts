import type { AccountId, Point } from '../domain/point.ts'
import type { AllDays, KnownDays } from '../domain/time-reader.ts'
import type { PresenceArchive } from './presence-now.ts'

/** All points of an index at once (sqlite/read-index-days.ts). */
export interface DaysIndex extends AllDays {
  /** is what was made under that name at hand */
  has(name: string): Promise<boolean>
  /** takes in what the ledger knows; false when the index has none of it */
  make(name: string, known: KnownDays): Promise<boolean>
}

/** All days of an account by the ledger's word; null when its index has none of them. What was found in them is kept until a point or a check comes. */
export async function allDays(
  presence: PresenceArchive,
  index: DaysIndex,
  account: AccountId,
  points: readonly Point[],
  leftOut: () => Promise<readonly string[]>,
): Promise<AllDays | null> {
  const comparedAt = await presence.comparedAt(account)
  const name = `${points.map(point => point.number)} ${comparedAt}`
  if (await index.has(name)) return index
  const check = comparedAt === null ? null : await presence.liveCheck(account)
  return (await index.make(name, { points, check, leftOut: await leftOut() })) ? index : null
}
