import type { Account } from '../domain/account.ts'
import type { Alarm, AlarmKind } from '../domain/alarm.ts'
import type { NewAuditEntry } from '../domain/audit.ts'
import { type ClosedAccount, type ClosingDomain, planErasures } from '../domain/closed.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { AccountId } from '../domain/point.ts'
import type { Log } from '../log.ts'

export interface CloseWorld {
  ledger: {
    accounts(): Promise<Account[]>
    noLongerListed(domain: string): Promise<Set<AccountId>>
    lastList(domain: string): Promise<{ at: number; count: number } | null>
    noteClosed(ids: readonly AccountId[], now: number): Promise<boolean>
    closedAccounts(now: number): Promise<ClosedAccount[]>
    closing(domain: string, now: number): Promise<Omit<ClosingDomain, 'after'>>
    tellClosed(
      accounts: readonly { id: AccountId; closedAt: number; from: number }[],
      letters: readonly NewLetter[],
      now: number,
    ): Promise<boolean>
    eraseClosed(account: ClosedAccount, now: number, audit: NewAuditEntry): Promise<boolean>
    settle(
      kinds: readonly AlarmKind[],
      wanted: readonly Pick<Alarm, 'kind' | 'account' | 'about' | 'detail'>[],
      now: number,
    ): Promise<void>
  }
  servers: ReadonlyMap<string, Pick<MailServer, 'eraseClosedAfter'>>
  /** addresses named in the configuration, canonical */
  listed: readonly string[]
  /** what tells operators that these accounts are erased from then on */
  closedLetters(accounts: readonly { address: string; from: number }[]): NewLetter[]
  now(): number
  log: Log
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Looks each hour; see eraseClosed. Ends when `signal` says stop. */
export async function keepErasingClosed(world: CloseWorld, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await eraseClosed(world).catch(error => world.log.error('fault', { error }))
    await world.pause(HOUR, signal)
  }
}

/**
 * Notes who has closed their account, tells operators of those whose time will be over, and marks those whose time is: what
 * is marked erase-marked.ts erases. A clock that leapt has everything told anew, so a whole notice goes by after it.
 */
export async function eraseClosed(world: CloseWorld): Promise<void> {
  const { ledger, log } = world
  const now = world.now()
  if (!(await ledger.noteClosed(await closedNow(world), now)))
    log.warn('the clock leapt, or nobody looked for a day: closed accounts are told of anew')
  const accounts = await ledger.closedAccounts(now)
  const { tell, erase, tooMany } = planErasures(accounts, await closingDomains(world, now), now)
  const told = tell.map(({ account: { id, address, closedAt }, from }) => ({ id, address, closedAt, from }))
  if (told.length && (await ledger.tellClosed(told, world.closedLetters(told), now)))
    log.warn('closed accounts will be erased', { accounts: told.map(one => one.address) })
  for (const account of erase) {
    const { id, domain, closedAt } = account
    const audit = { at: now, who: { kind: 'worker' }, act: 'account.erased-closed', account: id } as const
    if (await ledger.eraseClosed(account, now, { ...audit, about: { domain, closedAt } }))
      log.warn('closed account is erased', { account: id, domain })
  }
  const alarms = [...tooMany].map(([domain, figures]) => ({
    ...{ kind: 'closed-accounts' as const, account: null, about: domain },
    detail: { domain, ...figures },
  }))
  await ledger.settle(['closed-accounts'], alarms, now)
}

const HOUR = 3_600_000
/** A list is taken each day. */
const LIST_HOLDS = 48 * HOUR

async function closedNow({ ledger, listed }: CloseWorld): Promise<AccountId[]> {
  const gone = (await ledger.accounts()).filter(
    ({ state, address }) => state === 'gone' && !listed.includes(address),
  )
  const unlisted = new Map<string, Set<AccountId>>()
  for (const domain of new Set(gone.map(one => one.domain)))
    unlisted.set(domain, await ledger.noLongerListed(domain))
  return gone.filter(one => unlisted.get(one.domain)?.has(one.id)).map(one => one.id)
}

// Of a domain whose list was not to be had lately nobody is told of or erased: they may be on it again.
async function closingDomains(
  { ledger, servers }: CloseWorld,
  now: number,
): Promise<Map<string, ClosingDomain>> {
  const domains = new Map<string, ClosingDomain>()
  for (const [domain, { eraseClosedAfter: after }] of servers) {
    const list = after === undefined ? null : await ledger.lastList(domain)
    // One of tomorrow was dated by a clock that was wrong: nobody knows how old it is.
    if (after === undefined || list === null || list.at > now + HOUR || now - list.at > LIST_HOLDS) continue
    domains.set(domain, { after, ...(await ledger.closing(domain, now)) })
  }
  return domains
}
