import type { Alarms } from '../domain/alarm.ts'
import type { Pins } from '../domain/pin.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { IndexWriter } from '../domain/ports.ts'
import { readPreferences } from '../domain/preferences.ts'

/** The last good day stays so long after much mail vanished. Milliseconds. */
const HELD = 30 * 86_400_000
/** A point so much older is of the night before; with more points a day a slow loss is one loss. */
const NIGHT = 20 * 3_600_000

export interface VanishedWorld {
  ledger: Alarms & Pick<Pins, 'pin'>
  /** what the owner chose, unchecked (domain/preferences.ts) */
  preferences(account: AccountId): Promise<unknown>
}

/**
 * After a point was sealed: when more mail left the mailbox since the night before than its owner wants to hear of, the
 * alarm is raised and the last good day held. `others` are the points before it, newest first. Must run before the
 * pruning, under the lease.
 */
export async function watchVanished(
  world: VanishedWorld,
  index: Pick<IndexWriter, 'vanished'>,
  point: Point,
  others: readonly Point[],
): Promise<void> {
  const before = others.find(one => one.takenAt <= point.takenAt - NIGHT) ?? others.at(-1)
  if (!before) return
  const wish = readPreferences(await world.preferences(point.account))
  if (!wish.vanishAlarm) return
  const { gone, of } = await index.vanished(before.number, point.number)
  const isMuch =
    gone >= wish.vanishMails ||
    (wish.vanishPercent !== null && of > 0 && gone * 100 >= of * wish.vanishPercent)
  if (!isMuch || gone === 0) return
  const until = point.takenAt + HELD
  const held = await world.ledger.pin(before.number, 'alarm', until)
  const detail = {
    messages: gone,
    of,
    point: before.number,
    takenAt: before.takenAt,
    until: held ? until : before.keptUntil,
  }
  await world.ledger.raise(
    { kind: 'mail-vanished', account: point.account, about: point.localDay, detail },
    point.takenAt,
  )
}
