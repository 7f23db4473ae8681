import type { Alarm, Alarms } from '../domain/alarm.ts'
import type { AccountId } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'

export interface DiskNeed {
  octets: number
  files: number
}

/**
 * Looks at the disk and tells when it is short: the alarm 'disk-low' is raised by the first refusal and cleared as soon
 * as there is room. `check` throws a Refusal 'disk-…' (or 'data-…'). With an `account` it is asked for room for what that
 * account's run will write, which is an alarm of its own: there may be room for all others.
 */
export function openDiskWatch({
  check,
  alarms,
  now,
  onFault,
}: {
  check(need?: DiskNeed): Promise<void>
  alarms: Alarms & { alarms(): Promise<Alarm[]> }
  now(): number
  onFault(error: unknown): void
}): (need?: DiskNeed, account?: AccountId | null) => Promise<void> {
  return async (need, account = null) => {
    const about = { kind: 'disk-low', account, about: '' } as const
    try {
      await check(need)
    } catch (error) {
      if (isRefusal(error) && error.code.startsWith('disk-')) {
        // The ledger may lie on the very disk that is full.
        await alarms.raise({ ...about, detail: { ...error.params } }, now()).catch(onFault)
      }
      throw error
    }
    // Room for a message is no room for a run.
    if (!need) return
    // Asked of the ledger: another worker, or an earlier process, may have raised it.
    const open = await alarms.alarms()
    if (open.some(one => one.kind === 'disk-low' && one.account === account))
      await alarms.clear(about, now()).catch(onFault)
  }
}
