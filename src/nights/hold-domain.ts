import type { Alarm, Alarms } from '../domain/alarm.ts'
import { retryAfter } from '../domain/due.ts'
import type { AccountId, Problem } from '../domain/point.ts'

/** What holding back the accounts of a mail domain asks of the ledger. */
export interface HoldLedger extends Alarms {
  alarms(): Promise<Alarm[]>
  outcomes(domain: string, since: number): Promise<{ account: AccountId; problem: Problem | null }[]>
  /** failures of its accounts since then are nothing of their own */
  excuse(domain: string, code: Problem['code'], since: number): Promise<void>
  lookAgain(domain: string | null): Promise<void>
}

/** A mail domain whose server refuses everybody, or answers nobody. */
export interface Hold {
  kind: keyof typeof CODES
  /** why its accounts are not tried */
  problem: Problem
  /** when one of them is tried, to see */
  probeAt: number
}

/**
 * The mail domains that are held back just now, by the open alarms: whatever worker raised them. One account of each is
 * tried every ten minutes in the first hour, then hourly.
 */
export async function heldDomains(ledger: Pick<HoldLedger, 'alarms'>): Promise<Map<string, Hold>> {
  const holds = new Map<string, Hold>()
  for (const alarm of await ledger.alarms()) {
    const kind = kindOf(alarm)
    if (!kind) continue
    const probeAt = alarm.lastAt + retryAfter(alarm.raisedAt, alarm.lastAt)
    const before = holds.get(alarm.about)
    if (!before || before.probeAt < probeAt)
      holds.set(alarm.about, { kind, problem: { code: CODES[kind], held: true }, probeAt })
  }
  return holds
}

/** One account of a held domain is about to be tried: no other is until the next time. */
export async function probe(ledger: HoldLedger, domain: string, { kind }: Hold, now: number): Promise<void> {
  await ledger.raise({ kind, account: null, about: domain, detail: { domain } }, now)
}

/**
 * A run of this domain failed so. When the same befell several accounts at their first try, and none had a good run
 * since, it is not they: one alarm for all, and the others are held back.
 */
export async function noteFailure(
  ledger: HoldLedger,
  domain: string,
  code: Problem['code'],
  now: number,
): Promise<void> {
  const kind = (['all-refused', 'server-down'] as const).find(one => CODES[one] === code)
  if (!kind || (await heldDomains(ledger)).has(domain)) return
  const outcomes = await ledger.outcomes(domain, now - NIGHT)
  const good = outcomes.findIndex(one => one.problem === null)
  const streak = good < 0 ? outcomes : outcomes.slice(0, good)
  // Those that failed before others had a good run are failing again, each for itself.
  const alike = (list: typeof outcomes) =>
    list.filter(one => one.problem?.code === code).map(one => one.account)
  const before = new Set(alike(outcomes.slice(streak.length)))
  const accounts = new Set(alike(streak).filter(account => !before.has(account))).size
  if (accounts < SEVERAL) return
  await ledger.raise({ kind, account: null, about: domain, detail: { domain, accounts } }, now)
}

/** A run of this domain was good: whatever held it back is over, and all its accounts are looked at. */
export async function noteSuccess(ledger: HoldLedger, domain: string, now: number): Promise<void> {
  const open = (await ledger.alarms()).filter(alarm => alarm.about === domain && kindOf(alarm))
  if (open.length === 0) return
  for (const { kind, raisedAt } of open) {
    await ledger.clear({ kind, account: null, about: domain }, now)
    await ledger.excuse(domain, CODES[kind as keyof typeof CODES], raisedAt - HOUR)
  }
  await ledger.lookAgain(domain)
}

const CODES = { 'all-refused': 'login-refused', 'server-down': 'server-unreachable' } as const
const SEVERAL = 3
const HOUR = 3_600_000
const NIGHT = 12 * HOUR

function kindOf({ kind, account }: Alarm): keyof typeof CODES | null {
  return account === null && (kind === 'all-refused' || kind === 'server-down') ? kind : null
}
