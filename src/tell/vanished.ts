import type { Alarms } from '../domain/alarm.ts'
import type { Pins } from '../domain/pin.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { IndexWriter } from '../domain/ports.ts'
import { readPreferences } from '../domain/preferences.ts'
import { isGood } from '../domain/standing.ts'

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
 * alarm is raised and the last good point before the loss held. `others` are the points before it, newest first. Must run before the
 * pruning, under the lease.
 */
export async function watchVanished(
  world: VanishedWorld,
  index: Pick<IndexWriter, 'vanished'>,
  point: Point,
  others: readonly Point[],
): Promise<void> {
  const good = others.filter(isGood)
  const earlier = good.length ? good : others
  const night = earlier.findIndex(one => one.takenAt <= point.takenAt - NIGHT)
  const since = night < 0 ? earlier : earlier.slice(0, night + 1)
  const first = since.at(-1)
  if (!first) return
  const wish = readPreferences(await world.preferences(point.account))
  if (!wish.vanishAlarm) return
  // What came and went since the night before is seen from the newest alone.
  const seen = [await index.vanished(first.number, point.number)]
  const newest = since[0]
  if (newest && newest !== first) seen.push(await index.vanished(newest.number, point.number))
  const { gone, of } = seen.reduce((a, b) => (b.gone > a.gone ? b : a))
  const isMuch =
    gone >= wish.vanishMails ||
    (wish.vanishPercent !== null && of > 0 && gone * 100 >= of * wish.vanishPercent)
  if (!isMuch || gone === 0) return
  const before = (await lastWhole(index, point, since.slice(0, -1), gone)) ?? first
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

// The newest that still holds nearly all of what is gone, so that a few mails deleted in the morning do not make it an older one.
async function lastWhole(
  index: Pick<IndexWriter, 'vanished'>,
  point: Point,
  since: readonly Point[],
  gone: number,
): Promise<Point | null> {
  for (const one of since)
    if ((await index.vanished(one.number, point.number)).gone >= gone * NEARLY_ALL) return one
  return null
}

const NEARLY_ALL = 0.9
