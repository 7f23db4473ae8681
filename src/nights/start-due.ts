import type { Account } from '../domain/account.ts'
import { localDay } from '../domain/day.ts'
import { nextDue, type Tried, wantedSince } from '../domain/due.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Problem, Trigger } from '../domain/point.ts'
import { nightsAround } from '../domain/schedule.ts'
import { type HoldLedger, heldDomains, probe } from './hold-domain.ts'

export interface DueWorld {
  ledger: DueLedger
  servers: ReadonlyMap<string, MailServer>
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
}

export interface DueLedger extends HoldLedger {
  toLookAt(now: number, gone: readonly string[], limit: number): Promise<Candidate[]>
  candidate(id: AccountId): Promise<Candidate | null>
  tries(id: AccountId, since: number): Promise<Tried[]>
  setNext(list: readonly { id: AccountId; at: number | null; seen: number | null }[]): Promise<AccountId[]>
  noteMissed(
    runs: readonly { account: AccountId; trigger: Trigger; at: number; localDay: string; problem: Problem }[],
  ): Promise<void>
}

/** An account, when it is to be looked at, and whether it ever had a point. */
export interface Candidate extends Account {
  nextAt: number
  hasPoint: boolean
}

/** The runs of this process. */
export interface Slots {
  free(): number
  /** is this account run here already: its lease may be over by the clock of a machine that slept */
  has(account: AccountId): boolean
  start(account: Candidate, trigger: Trigger): void
}

export interface Moment {
  now: number
  /** when this worker started */
  began: number
  /** lease holders known to be gone */
  gone: readonly string[]
}

/**
 * Starts the runs that are due, those longest due first, as many as there are free slots, and sets for all others when
 * to look at them next. An account that cannot be tried has a failed run noted instead, one a night: its owner must not
 * see a night that nobody thought of.
 */
export async function startDue(world: DueWorld, slots: Slots, moment: Moment): Promise<void> {
  const { ledger } = world
  const { now, gone } = moment
  const holds = await heldDomains(ledger)
  for (let round = 0; round < ROUNDS; round++) {
    const later: { id: AccountId; at: number | null; seen: number }[] = []
    const missed: Parameters<DueLedger['noteMissed']>[0][number][] = []
    for (const account of await ledger.toLookAt(now, gone, BATCH)) {
      const { id, nextAt: seen } = account
      if (slots.has(id)) continue
      const { at, noted } = await lookAt(world, account, moment)
      const hold = holds.get(account.domain)
      if (at === null || at > now) later.push({ id, at, seen })
      else if (cannotSignIn(world, account)) {
        missed.push(missedRun(account, now, { code: 'not-signed-in' }))
        later.push({ id, at: now + 60_000, seen })
      } else if (hold && hold.probeAt > now) {
        if (!noted) missed.push(missedRun(account, now, hold.problem))
        later.push({ id, at: Math.max(hold.probeAt, now + 60_000), seen })
      } else if (slots.free() > 0) {
        if ((await ledger.setNext([{ id, at: now + TAKEN, seen }])).length === 0) continue
        if (hold) await probe(ledger, account.domain, hold, now)
        if (hold) holds.set(account.domain, { ...hold, probeAt: now + TAKEN })
        slots.start(account, account.hasPoint ? 'nightly' : 'first')
      } else if (seen === 0) later.push({ id, at, seen })
      // What comes after it has been due for less long.
      else break
    }
    if (missed.length) await ledger.noteMissed(missed)
    if (later.length === 0) return
    await ledger.setNext(later)
  }
}

/** Sets when to look at an account next, after a run of it or when something about it changed. */
export async function setNextLook(world: DueWorld, id: AccountId, moment: Moment): Promise<void> {
  const account = await world.ledger.candidate(id)
  if (!account) return
  const { at } = await lookAt(world, account, moment)
  await world.ledger.setNext([{ id, at, seen: null }])
}

/** Accounts looked at in one go, and how often in one tick: so many that a start with many accounts is over soon. */
const BATCH = 100
const ROUNDS = 10

/** A worker that dies with the account in hand leaves it for others so much later, unless they see that it is gone. */
const TAKEN = 10 * 60_000

async function lookAt(
  { ledger, planOf }: DueWorld,
  account: Candidate,
  { now, began }: Moment,
): Promise<{ at: number | null; noted: boolean }> {
  const { createdAt, state } = account
  const nights = nightsAround(planOf(account).schedule, account, now)
  const runs = await ledger.tries(account.id, wantedSince({ nights, createdAt }))
  const at = nextDue({ state, createdAt, nights, runs }, now, began)
  return { at: at === null ? null : Math.max(1, at), noted: runs.length > 0 }
}

function cannotSignIn({ servers }: DueWorld, account: Candidate): boolean {
  const server = servers.get(account.domain)
  return account.state === 'needs-sign-in' && !account.hasCredential && !(server && isDelegated(server))
}

function missedRun({ id, zone, hasPoint }: Candidate, at: number, problem: Problem) {
  const trigger: Trigger = hasPoint ? 'nightly' : 'first'
  return { account: id, trigger, at, localDay: localDay(at, zone), problem }
}
