import type { Alarm, Alarms } from '../domain/alarm.ts'
import { retryAfter } from '../domain/due.ts'
import type { AccountId, Problem } from '../domain/point.ts'

/** What holding back the accounts of a mail domain asks of the ledger. */
export interface HoldLedger extends Alarms {
  alarms(): Promise<Alarm[]>
  /** newest first; a problem of null: a good run */
  outcomes(domain: string, since: number): Promise<Outcome[]>
  /** how many of its accounts have nights */
  activeAccounts(domain: string): Promise<number>
  /** failures of its accounts since then are nothing of their own */
  excuse(domain: string, code: Problem['code'], since: number): Promise<void>
  lookAgain(domain: string | null): Promise<void>
}

interface Outcome {
  account: AccountId
  problem: Problem | null
  startedAt: number
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
 * A run of this domain failed so. When the same befell several accounts, and none had a good run since, it is not they:
 * one alarm for all, and the others are held back. `delegated`: the credential is the operator's, for all of them.
 */
export async function noteFailure(
  ledger: HoldLedger,
  { domain, delegated }: { domain: string; delegated: boolean },
  code: Problem['code'],
  now: number,
): Promise<void> {
  const kind = (['all-refused', 'server-down'] as const).find(one => CODES[one] === code)
  if (!kind || (await heldDomains(ledger)).has(domain)) return
  const outcomes = (await ledger.outcomes(domain, now - NIGHT)).filter(wasTried)
  const good = outcomes.findIndex(one => one.problem === null)
  const streak = good < 0 ? outcomes : outcomes.slice(0, good)
  const alike = Map.groupBy(
    streak.filter(one => one.problem?.code === code),
    one => one.account,
  )
  const before = outcomes.slice(streak.length)
  const several =
    [...alike.keys()].filter(account => !failsForItself(account, before, code)).length >= SEVERAL
  const isAll = async () => {
    const active = Math.max(1, await ledger.activeAccounts(domain))
    if (alike.size < active || streak.some(one => one.problem?.code !== code)) return false
    return active >= SEVERAL || isLasting([...alike.values()], kind, delegated)
  }
  if (!several && !(await isAll())) return
  await ledger.raise({ kind, account: null, about: domain, detail: { domain, accounts: alike.size } }, now)
}

// A good run alone excuses nothing: the server may be away again. But who failed while several others were let in, and
// has had no good run since, has a trouble of its own.
function failsForItself(account: AccountId, before: readonly Outcome[], code: Problem['code']): boolean {
  const last = before.findIndex(one => one.account === account)
  if (before[last]?.problem?.code !== code) return false
  return new Set(before.slice(0, last).flatMap(one => (one.problem ? [] : one.account))).size >= SEVERAL
}

// Of so few accounts one failure each may be a hiccup, and a refused password its owner's.
function isLasting(failures: readonly Outcome[][], kind: keyof typeof CODES, delegated: boolean): boolean {
  if (kind === 'all-refused')
    return delegated && failures.every(one => one.length >= (failures.length > 1 ? 2 : 3))
  return failures.every(one => (one[0]?.startedAt ?? 0) - (one.at(-1)?.startedAt ?? 0) >= HICCUP)
}

function wasTried({ problem }: Outcome): boolean {
  return !problem?.held || problem.tried === true
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
/** The next try is ten minutes after the first. */
const HICCUP = 9 * 60_000
const NIGHT = 12 * HOUR

function kindOf({ kind, account }: Alarm): keyof typeof CODES | null {
  return account === null && (kind === 'all-refused' || kind === 'server-down') ? kind : null
}
