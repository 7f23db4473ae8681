import type { AccountId } from '../domain/point.ts'

/** Octets received, by server, account and UTC day (sqlite/ledger-traffic.ts). */
export interface TrafficLedger {
  /** octets of that day so far */
  traffic(server: string, account: AccountId, day: string): Promise<number>
  addTraffic(server: string, account: AccountId, day: string, bytes: number): Promise<void>
}

/** What an account may still receive from its provider today. */
export interface Budget {
  /** octets; Infinity where no limit is set */
  left(): number
  /** is next to nothing of the day spent */
  isFresh(): boolean
  /** so many octets were received */
  spend(bytes: number): void
  /** writes down what was spent */
  save(): Promise<void>
  /** when the next day's octets begin; milliseconds since 1970 */
  renewedAt(): number
}

/**
 * The octets a provider lets one account fetch in a day (`dailyBytes` of its mail domain), counted as they are received,
 * over all runs of the day. The day is the UTC day. Without a limit nothing is counted and nothing written.
 */
export async function openBudget(
  { ledger, now }: { ledger: TrafficLedger; now: () => number },
  { server, account, dailyBytes }: { server: string; account: AccountId; dailyBytes: number | null },
): Promise<Budget> {
  if (dailyBytes === null) return unlimited
  let day = utcDay(now())
  let spent = await ledger.traffic(server, account, day)
  let unsaved = 0
  const save = async () => {
    const bytes = unsaved
    unsaved = 0
    if (bytes) await ledger.addTraffic(server, account, day, bytes)
    if (utcDay(now()) === day) return
    day = utcDay(now())
    spent = 0
  }
  return {
    left: () => (utcDay(now()) === day ? dailyBytes - spent : dailyBytes),
    isFresh: () => utcDay(now()) !== day || spent < dailyBytes / 10,
    spend(bytes) {
      spent += bytes
      unsaved += bytes
    },
    save,
    renewedAt: () => Date.parse(`${utcDay(now())}T00:00:00Z`) + 86_400_000,
  }
}

const unlimited: Budget = {
  left: () => Number.POSITIVE_INFINITY,
  isFresh: () => true,
  spend() {},
  async save() {},
  renewedAt: () => 0,
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
