import type { Account } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import { isHash } from '../domain/admin-ask.ts'
import type { Ask } from '../domain/ask.ts'
import type { AuditActor, NewAuditEntry } from '../domain/audit.ts'
import { whyNotByHand } from '../domain/by-hand.ts'
import { localDay } from '../domain/day.ts'
import { isDelegated, keepsPasswords, type MailServer } from '../domain/mail-server.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Run, Trigger } from '../domain/point.ts'
import { KEPT_MS } from '../domain/presence.ts'
import type { Log } from '../log.ts'
import { type HoldLedger, heldDomains } from './hold-domain.ts'

export interface AskWorld {
  ledger: AskLedger
  asksAfter(id: number): Promise<{ id: number; ask: Ask }[]>
  servers: ReadonlyMap<string, MailServer>
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
  /** addresses named in the configuration, canonical */
  listed: readonly string[]
  zone: string
  newId(): AccountId
  now(): number
  /** name of this process */
  worker: string
  /** is the process of that name certainly gone */
  isGone(worker: string): boolean
  /** compares the account's live mailbox with its newest point, beside everything else; `held`: why its domain is not asked now */
  checkPresence(account: AccountId, held: string | null): Promise<void>
  /** takes up what is wanted of restores; false when it is refused */
  takeRestore?(ask: unknown): Promise<boolean>
  /** takes up what an admin wants; false when it is refused */
  takeAdmin?(ask: unknown, gone: readonly string[]): Promise<boolean>
  log: Log
}

export interface AskLedger extends Pick<HoldLedger, 'alarms'> {
  accountByAddress(address: string): Promise<Account | null>
  account(id: AccountId): Promise<Account | null>
  runs(id: AccountId, limit: number): Promise<Run[]>
  suspectIndex(id: AccountId, now: number): Promise<void>
  suspectMessage(id: AccountId, sha: Sha256, now: number): Promise<void>
  enrol(account: {
    id: AccountId
    address: string
    domain: string
    zone: string
    credential: string | null
    createdAt: number
  }): Promise<AccountId>
  noteAudit(entry: NewAuditEntry): Promise<number>
  endAccess(account: AccountId, hash: string | null, at: number, who: AuditActor): Promise<number>
  lastAsk(): Promise<number>
  takeAsk(ask: number, worker: string, now: number, gone: readonly string[]): Promise<boolean>
  askDone(ask: number): Promise<void>
  passAsks(ids: readonly number[]): Promise<void>
  askTakers(): Promise<string[]>
  holders(): Promise<string[]>
  askRun(
    run: { account: AccountId; trigger: Trigger; at: number; localDay: string },
    gone: readonly string[],
  ): Promise<{ run: number; joined: boolean }>
}

/**
 * Takes up what the web wrote down and no other worker has, checking each against the configuration again: the web is
 * not believed, only heard. A point that is wanted becomes a waiting run in the ledger.
 */
export async function takeAsks(world: AskWorld): Promise<void> {
  const { ledger, worker, now } = world
  const asks = await world.asksAfter(await ledger.lastAsk())
  if (asks.length === 0) return
  const gone = [...(await ledger.askTakers()), ...(await ledger.holders())].filter(world.isGone)
  for (const { id, ask } of asks) {
    if (!(await ledger.takeAsk(id, worker, now(), gone))) continue
    const known =
      (isOfRestore(ask) && (await unlessFault(world, id, world.takeRestore?.(ask)))) ||
      (isOfAdmin(ask) && (await unlessFault(world, id, world.takeAdmin?.(ask, gone)))) ||
      (isAsk(ask) &&
        (ask.kind === 'enrol'
          ? await enrol(world, ask, gone)
          : ask.kind === 'mend'
            ? await mend(world, ask)
            : ask.kind === 'presence'
              ? await presence(world, ask)
              : ask.kind === 'offline'
                ? await cameInOffline(world, ask)
                : ask.kind === 'access-end'
                  ? (await ledger.endAccess(ask.account, ask.hash, now(), { kind: 'owner' })) > 0
                  : await snapshot(world, ask, gone)))
    if (!known) world.log.warn('ask refused', { ask: id })
    await ledger.askDone(id)
  }
  await ledger.passAsks(asks.map(one => one.id))
}

// One that we cannot cope with must not lie before all that come after it: whoever asked sees no effect, and asks again.
async function unlessFault(
  { log }: AskWorld,
  ask: number,
  taking: Promise<boolean> | undefined,
): Promise<boolean> {
  try {
    return (await taking) ?? false
  } catch (error) {
    log.error('fault', { ask, error })
    return false
  }
}

// False when the ask is refused.
async function enrol(
  world: AskWorld,
  ask: Extract<Ask, { kind: 'enrol' }>,
  gone: readonly string[],
): Promise<boolean> {
  const { ledger, servers } = world
  const server = servers.get(ask.domain)
  const found = canonicalAddress(ask.address, servers)
  if (!server || found?.address !== ask.address || found.domain !== ask.domain) return false
  const before = await ledger.accountByAddress(ask.address)
  if (!before && server.enrol !== 'sign-in' && !world.listed.includes(ask.address)) return false
  if (!isDelegated(server) && !ask.sealedPassword) return false
  const account = await ledger.enrol({
    id: world.newId(),
    address: ask.address,
    domain: ask.domain,
    zone: world.zone,
    // With a master user nobody's password is kept.
    credential: keepsPasswords(server) ? ask.sealedPassword : null,
    createdAt: world.now(),
  })
  // A new password alone is no reason for another point, unless the old one had stopped the nights.
  if (before?.build && before.state === 'active') return true
  await want(
    world,
    { id: account, zone: before?.zone ?? world.zone },
    before?.build ? 'nightly' : 'first',
    gone,
  )
  return true
}

// It is looked at before anything is done (watch-indexes.ts, suspects.ts).
async function mend({ ledger, now }: AskWorld, ask: Extract<Ask, { kind: 'mend' }>): Promise<boolean> {
  const account = await ledger.account(ask.account)
  if (account && ask.sha !== undefined) await ledger.suspectMessage(account.id, ask.sha, now())
  else if (account) await ledger.suspectIndex(account.id, now())
  return account !== null
}

// One that lay here while no worker lived is nobody's any more.
async function presence(world: AskWorld, ask: Extract<Ask, { kind: 'presence' }>): Promise<boolean> {
  const { ledger, now, checkPresence } = world
  const account = await ledger.account(ask.account)
  if (!account) return false
  if (now() - ask.at > KEPT_MS) return true
  const hold = (await heldDomains(ledger)).get(account.domain)
  await checkPresence(account.id, hold && hold.probeAt > now() ? hold.problem.code : null)
  return true
}

// The owner reads it in the list of what was done.
async function cameInOffline(
  { ledger, now }: AskWorld,
  ask: Extract<Ask, { kind: 'offline' }>,
): Promise<boolean> {
  const account = await ledger.account(ask.account)
  if (!account) return false
  const entry = {
    at: now(),
    who: { kind: 'owner' },
    act: 'sign-in.offline',
    account: account.id,
    about: {},
  } as const
  await ledger.noteAudit(entry)
  return true
}

async function snapshot(
  world: AskWorld,
  ask: Extract<Ask, { kind: 'snapshot' }>,
  gone: readonly string[],
): Promise<boolean> {
  const account = await world.ledger.account(ask.account)
  if (!account) return false
  const today = localDay(world.now(), account.zone)
  const plan = world.planOf(account)
  // The nights and the first point are not the web's to ask for: the schedule takes care of them.
  if (ask.trigger !== 'manual') return false
  const runs = await world.ledger.runs(account.id, 100)
  if (whyNotByHand({ plan, state: account.state }, runs, today) !== null) return false
  await want(world, account, 'manual', gone)
  return true
}

async function want(
  { ledger, now }: AskWorld,
  { id, zone }: { id: AccountId; zone: string },
  trigger: Trigger,
  gone: readonly string[],
): Promise<void> {
  await ledger.askRun({ account: id, trigger, at: now(), localDay: localDay(now(), zone) }, gone)
}

function isOfRestore(value: unknown): boolean {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null
  return typeof kind === 'string' && kind.startsWith('restore-')
}

function isOfAdmin(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'admin'
}

// The web is another process, maybe of another version: what it wrote is not an ask because its type says so.
function isAsk(value: unknown): value is Ask {
  if (typeof value !== 'object' || value === null) return false
  const { kind, address, domain, sealedPassword, account, trigger, sha, hash, at } = value as Record<
    string,
    unknown
  >
  if (kind === 'enrol')
    return (
      typeof address === 'string' &&
      typeof domain === 'string' &&
      (sealedPassword === null || typeof sealedPassword === 'string')
    )
  if (kind === 'mend') return typeof account === 'string' && (sha === undefined || isHash(sha))
  if (kind === 'access-end') return typeof account === 'string' && isHash(hash)
  if (kind === 'presence' || kind === 'offline') return typeof account === 'string' && typeof at === 'number'
  return (
    kind === 'snapshot' &&
    typeof account === 'string' &&
    ['first', 'nightly', 'manual'].includes(String(trigger))
  )
}
