import type { Backup } from './backups.ts'
import { dayRange } from './dates.ts'
import { ready } from './loaded.ts'
import { backups } from './open.ts'

/** The days on which a message stood in backups: "3 – 14 Nov"; a single day where it stood on one. */
export function daysText({ first, last }: { first: string; last: string }): string {
  const [from, to] = [backupOf(first), backupOf(last)]
  if (!from || !to) return ''
  return dayRange(from.localDay, to.localDay)
}

/** The backup that "p142" names, when it is still kept. */
export function backupOf(point: string): Backup | undefined {
  return ready(backups.value)?.all.find(one => `p${one.number}` === point)
}
