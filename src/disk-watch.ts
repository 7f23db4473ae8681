import type { Alarms } from './domain/alarm.ts'
import { isRefusal } from './domain/refusal.ts'

export interface DiskNeed {
  octets: number
  files: number
}

/**
 * Looks at the disk and tells when it is short: the alarm 'disk-low' is raised by the first refusal and cleared as soon
 * as there is room. `check` throws a Refusal 'disk-…' (or 'data-…').
 */
export function openDiskWatch({
  check,
  alarms,
  now,
  onFault,
}: {
  check(need?: DiskNeed): Promise<void>
  alarms: Alarms
  now(): number
  onFault(error: unknown): void
}): (need?: DiskNeed) => Promise<void> {
  // Whether an alarm of an earlier process is open is not known; said once, it is.
  let isLow: boolean | null = null
  const about = { kind: 'disk-low', account: null, about: '' } as const
  return async need => {
    try {
      await check(need)
    } catch (error) {
      if (isRefusal(error) && error.code.startsWith('disk-')) {
        isLow = true
        // The ledger may lie on the very disk that is full.
        await alarms.raise({ ...about, detail: { ...error.params } }, now()).catch(onFault)
      }
      throw error
    }
    // Room for a message is no room for a whole run.
    if (isLow === false || (isLow && !need)) return
    isLow = false
    await alarms.clear(about, now()).catch(onFault)
  }
}
