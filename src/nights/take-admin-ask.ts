import type { Account, AccountState } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import { type Access, type Admin, looksAfter } from '../domain/admin.ts'
import { ACCESS_MS, type AdminAsk, readAdminAsk } from '../domain/admin-ask.ts'
import type { AuditAct, AuditActor, NewAuditEntry } from '../domain/audit.ts'
import { localDay } from '../domain/day.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { AccountId } from '../domain/point.ts'
import { type EnrolWorld, enrolAddress } from './enrol.ts'
import { type HoldLedger, noteSuccess } from './hold-domain.ts'
import type { AskLedger } from './take-asks.ts'

export interface AdminAskWorld extends Pick<EnrolWorld, 'servers' | 'zone' | 'newId' | 'now' | 'log'> {
  ledger: AdminAskLedger
  plans: ReadonlyMap<string, unknown>
  /** gives an account another plan, null: that of its mail domain; what is kept stays at least as long as was said */
  setPlan(account: Account, plan: string | null): Promise<void>
  /** what tells an owner of a link that an admin made */
  accessLetters(account: Account, access: Omit<Access, 'usedAt'>): Promise<NewLetter[]>
}

export interface AdminAskLedger extends HoldLedger, Pick<EnrolWorld['ledger'], 'accountByAddress' | 'enrol'> {
  admin(name: string): Promise<Admin | null>
  account(id: AccountId): Promise<Account | null>
  setState(id: AccountId, state: AccountState): Promise<void>
  setPaused(id: AccountId, at: number | null, audit: NewAuditEntry): Promise<void>
  keepClosed(id: AccountId, at: number, audit: NewAuditEntry): Promise<boolean>
  /** false when as many were asked for since then */
  markErasing(
    id: AccountId,
    at: number,
    audit: NewAuditEntry,
    most: { most: number; since: number; own: { by: string; most: number } | null },
  ): Promise<boolean>
  grantAccess(
    access: Omit<Access, 'usedAt'>,
    audit: NewAuditEntry,
    letters: readonly NewLetter[],
  ): Promise<void>
  noteAccessUsed(hash: string | null, at: number, audit: NewAuditEntry): Promise<void>
  endAccess(account: AccountId, hash: string | null, at: number, who: AuditActor): Promise<number>
  access(hash: string): Promise<Access | null>
  erasing(): Promise<AccountId[]>
  noteAudit(entry: NewAuditEntry): Promise<number>
  askRun: AskLedger['askRun']
}

/**
 * Takes up what an admin wants. False when it is refused: that the admin is one, and that the account is theirs to look
 * after, is asked of the ledger again, because the web is not believed. `gone`: workers known to be gone.
 */
export async function takeAdminAsk(
  world: AdminAskWorld,
  written: unknown,
  gone: readonly string[],
): Promise<boolean> {
  const ask = readAdminAsk(written)
  const admin = ask && (await world.ledger.admin(ask.by))
  if (!ask || !admin) return false
  if (ask.act === 'signed-in') return noted(world, ask, 'admin.signed-in', null)
  if (ask.act === 'password') return noted(world, ask, 'admin.password', null)
  if (ask.act === 'enrol') return enrol(world, ask, admin)
  const account = await world.ledger.account(ask.account)
  if (!account || !looksAfter(admin, account.domain)) return false
  if ((await world.ledger.erasing()).includes(account.id)) return false
  return act(world, ask, account, admin, gone)
}

const DAY = 24 * 3_600_000
/**
 * Accounts that are removed by asks of the web in a day. A code of the admin's app is asked for by `serve` alone: should it
 * be in other hands, it must not be able to erase every backup. More are for `yestermail account remove`.
 */
export const MOST_REMOVED = 20
/** Of them by one admin who is no operator: the admins of other mail domains must be able to remove accounts, too. */
export const MOST_OF_ONE = 10

type OfAccount = Extract<AdminAsk, { account: AccountId }>

async function act(
  world: AdminAskWorld,
  ask: OfAccount,
  account: Account,
  admin: Admin,
  gone: readonly string[],
): Promise<boolean> {
  const { ledger, now } = world
  const { id } = account
  switch (ask.act) {
    case 'backup': {
      if (account.state === 'gone') return false
      const trigger = account.build ? 'nightly' : 'first'
      await ledger.askRun({ account: id, trigger, at: now(), localDay: localDay(now(), account.zone) }, gone)
      return noted(world, ask, 'account.backup-asked', id)
    }
    case 'pause':
      await ledger.setPaused(id, now(), entryOf(world, ask, 'account.paused', id))
      return true
    case 'resume':
      await ledger.setPaused(id, null, entryOf(world, ask, 'account.resumed', id))
      return true
    case 'release':
      if (account.state === 'gone') await ledger.setState(id, 'active')
      await noteSuccess(ledger, account.domain, now())
      return noted(world, ask, 'account.released', id)
    case 'keep':
      return ledger.keepClosed(id, now(), entryOf(world, ask, 'account.kept', id))
    case 'plan':
      if (ask.plan !== null && !world.plans.has(ask.plan)) return false
      await world.setPlan(account, ask.plan)
      return noted(world, ask, 'account.plan', id, { plan: ask.plan ?? 'default' })
    case 'remove': {
      const own = admin.role === 'operator' ? null : { by: admin.name, most: MOST_OF_ONE }
      const most = { most: MOST_REMOVED, since: now() - DAY, own }
      if (await ledger.markErasing(id, now(), entryOf(world, ask, 'account.removal-asked', id), most))
        return true
      await noted(world, ask, 'account.removal-refused', id, { most: own?.most ?? MOST_REMOVED })
      return false
    }
    case 'access': {
      const until = Math.min(ask.until, now() + ACCESS_MS)
      const access = { hash: ask.hash, account: id, by: ask.by, at: now(), until }
      const audit = entryOf(world, ask, 'access.granted', id, { until })
      await ledger.grantAccess(access, audit, await world.accessLetters(account, access))
      return true
    }
    case 'access-used': {
      // Whoever has the link, and nobody knows who that is.
      const who = { kind: 'owner', link: ask.by } as const
      const entry = { ...entryOf(world, ask, 'access.used', id), who }
      // Whoever came in is out again so long after they came, not after this was taken up.
      await ledger.noteAccessUsed(ask.hash, Math.min(ask.at, now()), entry)
      return true
    }
    case 'access-end':
      return (await ledger.endAccess(id, ask.hash, now(), { kind: 'admin', name: ask.by })) > 0
  }
}

async function enrol(
  world: AdminAskWorld,
  ask: Extract<AdminAsk, { act: 'enrol' }>,
  admin: Admin,
): Promise<boolean> {
  const found = ask.addresses.map(typed => canonicalAddress(typed, world.servers))
  if (found.some((one, i) => one?.address !== ask.addresses[i] || !looksAfter(admin, one?.domain ?? '')))
    return false
  const { account: _, ...audit } = entryOf(world, ask, 'account.enrolled', null)
  for (const one of found) if (one) await enrolAddress(world, one, audit)
  return true
}

async function noted(
  world: AdminAskWorld,
  ask: AdminAsk,
  what: AuditAct,
  account: AccountId | null,
  about: Record<string, string | number> = {},
): Promise<true> {
  await world.ledger.noteAudit(entryOf(world, ask, what, account, about))
  return true
}

function entryOf(
  { now }: Pick<AdminAskWorld, 'now'>,
  ask: AdminAsk,
  what: AuditAct,
  account: AccountId | null,
  about: Record<string, string | number> = {},
): NewAuditEntry {
  return { at: now(), who: { kind: 'admin', name: ask.by }, act: what, account, about }
}
