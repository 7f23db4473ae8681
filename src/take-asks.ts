import type { Account } from './domain/account.ts'
import { canonicalAddress } from './domain/address.ts'
import type { MailServer } from './domain/mail-server.ts'
import type { AccountId, Trigger } from './domain/point.ts'
import type { Ask } from './domain/ports.ts'
import type { Log } from './log.ts'

export interface AskWorld {
  ledger: {
    accounts(): Promise<Account[]>
    accountByAddress(address: string): Promise<Account | null>
    account(id: AccountId): Promise<Account | null>
    enrol(account: {
      id: AccountId
      address: string
      domain: string
      zone: string
      credential: string | null
      createdAt: number
    }): Promise<AccountId>
    lastAsk(): Promise<number>
    askTaken(id: number): Promise<void>
  }
  asksAfter(id: number): Promise<{ id: number; ask: Ask }[]>
  servers: ReadonlyMap<string, MailServer>
  /** addresses named in the configuration, canonical */
  listed: readonly string[]
  zone: string
  newId(): AccountId
  now(): number
  log: Log
}

/**
 * Takes up what the web wrote down since last time, checking each against the configuration again: the web is not
 * believed, only heard. Resolves with the accounts whose point is to be taken now.
 */
export async function takeAsks(world: AskWorld): Promise<{ account: AccountId; trigger: Trigger }[]> {
  const wanted: { account: AccountId; trigger: Trigger }[] = []
  for (const { id, ask } of await world.asksAfter(await world.ledger.lastAsk())) {
    const next = !isAsk(ask) ? null : ask.kind === 'enrol' ? await enrol(world, ask) : await known(world, ask)
    if (next?.trigger) wanted.push({ account: next.account, trigger: next.trigger })
    if (!next) world.log.warn('ask refused', { ask: id })
    await world.ledger.askTaken(id)
  }
  return wanted
}

async function enrol(world: AskWorld, ask: Extract<Ask, { kind: 'enrol' }>) {
  const server = world.servers.get(ask.domain)
  const found = canonicalAddress(ask.address, world.servers)
  if (!server || found?.address !== ask.address || found.domain !== ask.domain) return null
  const before = await world.ledger.accountByAddress(ask.address)
  if (!before && server.enrol !== 'sign-in' && !world.listed.includes(ask.address)) return null
  if (!server.master && !ask.sealedPassword) return null
  const account = await world.ledger.enrol({
    id: world.newId(),
    address: ask.address,
    domain: ask.domain,
    zone: world.zone,
    // With a master user nobody's password is kept.
    credential: server.master ? null : ask.sealedPassword,
    createdAt: world.now(),
  })
  // A new password alone is no reason for another point, unless the old one had stopped the nights.
  if (before?.build) return { account, trigger: before.state === 'active' ? null : ('nightly' as const) }
  return { account, trigger: 'first' as const }
}

async function known(world: AskWorld, ask: Extract<Ask, { kind: 'snapshot' }>) {
  return (await world.ledger.account(ask.account)) ? { account: ask.account, trigger: ask.trigger } : null
}

// The web is another process, maybe of another version: what it wrote is not an ask because its type says so.
function isAsk(value: unknown): value is Ask {
  if (typeof value !== 'object' || value === null) return false
  const { kind, address, domain, sealedPassword, account, trigger } = value as Record<string, unknown>
  if (kind === 'enrol')
    return (
      typeof address === 'string' &&
      typeof domain === 'string' &&
      (sealedPassword === null || typeof sealedPassword === 'string')
    )
  return (
    kind === 'snapshot' &&
    typeof account === 'string' &&
    ['first', 'nightly', 'manual'].includes(String(trigger))
  )
}
