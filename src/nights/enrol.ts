import type { Account, AccountState } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import type { Alarms } from '../domain/alarm.ts'
import type { NewAuditEntry } from '../domain/audit.ts'
import { addDays, instantOf, localDay } from '../domain/day.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import type { AccountId } from '../domain/point.ts'
import type { Log } from '../log.ts'

export interface EnrolWorld {
  ledger: {
    accounts(): Promise<Account[]>
    accountByAddress(address: string): Promise<Account | null>
    enrol(
      account: {
        id: AccountId
        address: string
        domain: string
        zone: string
        state: AccountState
        credential: null
        createdAt: number
      },
      audit?: Omit<NewAuditEntry, 'account'>,
    ): Promise<AccountId>
    setState(id: AccountId, state: AccountState): Promise<void>
    noteListed(domain: string, addresses: readonly string[], at: number): Promise<void>
    lastList(domain: string): Promise<{ at: number; count: number } | null>
    noLongerListed(domain: string): Promise<Set<AccountId>>
  } & Alarms
  servers: ReadonlyMap<string, MailServer>
  /** IANA name, of accounts that are enrolled */
  zone: string
  /** when nights begin, "HH:MM" */
  nightAt: string
  newId(): AccountId
  now(): number
  log: Log
  /** what a program prints; throws when it fails, takes too long or prints too much */
  runCommand(command: readonly string[]): Promise<string>
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * An account for a canonical address, if it is not there. Without a credential of the operator's it waits for its owner's
 * sign-in. `audit`: written down with a new one, both or neither.
 */
export async function enrolAddress(
  {
    ledger,
    servers,
    zone,
    newId,
    now,
  }: Pick<EnrolWorld, 'servers' | 'zone' | 'newId' | 'now'> & {
    ledger: Pick<EnrolWorld['ledger'], 'accountByAddress' | 'enrol' | 'setState'>
  },
  { address, domain }: { address: string; domain: string },
  audit?: Omit<NewAuditEntry, 'account'>,
): Promise<'new' | 'known'> {
  const server = servers.get(domain)
  const delegated = server !== undefined && isDelegated(server)
  const before = await ledger.accountByAddress(address)
  // A master user that was configured since needs nobody's password.
  if (before?.state === 'needs-sign-in' && delegated) await ledger.setState(before.id, 'active')
  if (before?.state === 'gone') await ledger.setState(before.id, 'active')
  if (before) return 'known'
  const state = delegated ? 'active' : 'needs-sign-in'
  const head = { id: newId(), address, domain, zone, state } as const
  await ledger.enrol({ ...head, credential: null, createdAt: now() }, audit)
  return 'new'
}

/** The accounts the configuration names, at each start; those that waited for their owner and need not any more are active. */
export async function enrolListed(world: EnrolWorld, addresses: readonly string[]): Promise<void> {
  for (const written of addresses) {
    const found = canonicalAddress(written, world.servers)
    if (found) await enrolAddress(world, found)
  }
  for (const account of await world.ledger.accounts()) {
    const server = world.servers.get(account.domain)
    if (account.state === 'needs-sign-in' && server && isDelegated(server))
      await world.ledger.setState(account.id, 'active')
  }
}

export interface ReadList {
  /** canonical, each once */
  addresses: { address: string; domain: string }[]
  /** numbers of the lines that hold no address of a configured domain */
  wrong: number[]
}

/**
 * One address a line; what follows "#" and empty lines do not count. With `domain` a line without "@" is a login there,
 * and addresses of other domains are passed over.
 */
export function readList(
  text: string,
  servers: ReadonlyMap<string, MailServer>,
  domain: string | null = null,
): ReadList {
  const list: ReadList = { addresses: [], wrong: [] }
  const seen = new Set<string>()
  for (const [i, line] of text.split('\n').entries()) {
    const written = line.replace(/#.*/, '').trim()
    if (!written) continue
    const found = canonicalAddress(
      domain !== null && !written.includes('@') ? `${written}@${domain}` : written,
      servers,
    )
    if (!found) list.wrong.push(i + 1)
    else if ((domain === null || found.domain === domain) && !seen.has(found.address)) {
      seen.add(found.address)
      list.addresses.push({ address: found.address, domain: found.domain })
    }
  }
  return list
}

export type ListTaken =
  | { taken: true; enrolled: string[]; unlisted: string[]; listed: number; wrong: number }
  | { taken: false; why: 'failed' | 'empty' | 'far-shorter'; detail: Record<string, string | number> }

/**
 * Runs the domain's command and enrols who is new. Who is not listed any more keeps everything; a list that failed, is
 * empty or less than half as long as the last changes nothing and is an alarm, unless `accept`: a directory that is ill
 * must not look like everybody leaving.
 */
export async function enrolByCommand(
  world: EnrolWorld,
  server: MailServer,
  { accept = false } = {},
): Promise<ListTaken> {
  const { ledger, now, log } = world
  const { domain } = server
  const refuse = async (
    why: 'failed' | 'empty' | 'far-shorter',
    detail: Record<string, string | number>,
  ): Promise<ListTaken> => {
    log.warn('list of accounts not taken', { domain, why, ...detail })
    await ledger.raise(
      { kind: 'enrol-list', account: null, about: domain, detail: { domain, why, ...detail } },
      now(),
    )
    return { taken: false, why, detail }
  }
  let text: string
  try {
    text = await world.runCommand(server.enrolCommand ?? [])
  } catch (error) {
    return refuse('failed', { reason: reasonOf(error) })
  }
  const list = readList(text, world.servers, domain)
  const addresses = list.addresses.map(one => one.address)
  const last = await ledger.lastList(domain)
  if (!addresses.length) return refuse('empty', { wrong: list.wrong.length })
  if (!accept && last && addresses.length * 2 < last.count)
    return refuse('far-shorter', { before: last.count, listed: addresses.length })
  const before = await ledger.noLongerListed(domain)
  const enrolled: string[] = []
  for (const one of list.addresses) if ((await enrolAddress(world, one)) === 'new') enrolled.push(one.address)
  await ledger.noteListed(domain, addresses, now())
  await ledger.clear({ kind: 'enrol-list', account: null, about: domain }, now())
  const after = await ledger.noLongerListed(domain)
  const unlisted = (await ledger.accounts()).filter(({ id }) => after.has(id) && !before.has(id))
  const taken = {
    enrolled,
    unlisted: unlisted.map(account => account.address),
    listed: addresses.length,
    wrong: list.wrong.length,
  }
  log.info('list of accounts taken', {
    domain,
    listed: taken.listed,
    enrolled: enrolled.length,
    unlisted: taken.unlisted,
    wrong: taken.wrong,
  })
  return { taken: true, ...taken }
}

/** Takes every domain's list at start and each day half an hour before the nights; after a failure an hour later. Ends when told. */
export async function keepListsFresh(world: EnrolWorld, signal: AbortSignal): Promise<void> {
  const servers = [...world.servers.values()].filter(server => server.enrolCommand)
  while (servers.length && !signal.aborted) {
    let well = true
    for (const server of servers) {
      try {
        well = (await enrolByCommand(world, server)).taken && well
      } catch (error) {
        well = false
        world.log.error('fault', { error })
      }
    }
    const next = nextList(world) - world.now()
    await world.pause(well ? next : Math.min(next, 3_600_000), signal)
  }
}

function nextList({ now, zone, nightAt }: EnrolWorld): number {
  const today = localDay(now(), zone)
  const times = [0, 1, 2].map(days => instantOf(addDays(today, days), nightAt, zone) - 30 * 60_000)
  return times.find(time => time > now()) ?? now() + 86_400_000
}

// The operator runs it by hand to see more; what it printed may be anything.
function reasonOf(error: unknown): string {
  const { code, signal, killed } = error as { code?: unknown; signal?: unknown; killed?: unknown }
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'too-much'
  if (killed) return 'too-long'
  if (typeof code === 'number') return `exit code ${code}`
  if (code === 'ENOENT') return 'no-program'
  if (code === 'EACCES' || code === 'EPERM') return 'no-right'
  return String(code ?? signal ?? 'unknown')
}
