import type { Account } from '../domain/account.ts'
import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { AccountId } from '../domain/point.ts'
import { LONGEST_MS } from '../domain/presence.ts'
import { Refusal } from '../domain/refusal.ts'
import { openBudget, type TrafficLedger } from '../limits/budget.ts'
import { openRunLimits, usualLimits } from '../limits/run-limits.ts'
import { guardMailbox } from '../snapshot/guard-mailbox.ts'

export interface LookWorld<M extends LiveMailbox> {
  ledger: TrafficLedger & { credential(id: AccountId): Promise<string | null> }
  servers: ReadonlyMap<string, MailServer>
  openMailbox(server: MailServer, address: string, sealed: string | null): Promise<M>
  now(): number
  pause(milliseconds: number): Promise<void>
  /** the longest a look may take, milliseconds; LONGEST_MS when left out */
  longest?: number
}

export interface Looked<M> {
  /** as it was opened; what is asked of it directly is ended with the look alone */
  mailbox: M
  /** the same, on which no call waits long */
  guarded: LiveMailbox
  /** may no further folder be opened: time or octets are used up */
  enough(): boolean
}

/**
 * One look at a live mailbox, on a connection of its own, that ends in time whatever the server does: neither a sign-in
 * nor an answer is waited for beyond the end. Throws Refusal 'throttled', 'too-slow', 'budget-spent', 'not-finished',
 * 'interrupted' when `stopped` says so, those of a sign-in, and faults of a lost connection.
 */
export async function lookLive<M extends LiveMailbox, T>(
  world: LookWorld<M>,
  account: Account,
  { at, stopped }: { at: number; stopped(): boolean },
  act: (looked: Looked<M>) => Promise<T>,
): Promise<T> {
  const { now, longest = LONGEST_MS } = world
  const over = Promise.withResolvers<never>()
  over.promise.catch(() => {})
  const look = setInterval(() => {
    if (stopped()) over.reject(interrupted())
    else if (now() - at >= longest) over.reject(new Refusal('too-slow', 'The mail server took too long.'))
  }, 250)
  let mailbox: LiveMailbox | null = null
  const opened = open(world, account, stopped)
  try {
    const looked = await Promise.race([opened, over.promise])
    mailbox = looked.guarded
    return await Promise.race([act(looked), over.promise])
  } catch (error) {
    mailbox?.cut()
    const wish = mailbox?.asksToWait(error)
    throw wish ? new Refusal('throttled', wish.words, {}, error) : error
  } finally {
    clearInterval(look)
    // A connection that comes too late is not kept.
    opened.then(
      ({ guarded, save }) =>
        guarded
          .close()
          .then(save)
          .catch(() => {}),
      () => {},
    )
  }
}

async function open<M extends LiveMailbox>(world: LookWorld<M>, account: Account, stopped: () => boolean) {
  const { ledger, servers, now, pause, longest = LONGEST_MS } = world
  const server = servers.get(account.domain)
  if (!server) throw new Refusal('server-unreachable', 'No mail server is configured for this domain.')
  const { domain, dailyBytes = null } = server
  const budget = await openBudget(world, { server: domain, account: account.id, dailyBytes })
  const limits = openRunLimits({
    settings: { ...usualLimits, runLength: longest / 2, silence: longest / 4, longestWait: 0 },
    budget,
    now,
    pause,
    checkDisk: async () => {},
    goOn() {
      if (stopped()) throw interrupted()
    },
  })
  if (limits.enough()) throw new Refusal(limits.stopped()?.code ?? 'not-finished', 'The octets are used up.')
  const mailbox = await world.openMailbox(server, account.address, await ledger.credential(account.id))
  const guarded = guardMailbox(mailbox, limits, new Map())
  return { mailbox, guarded, enough: () => limits.enough(), save: () => budget.save() }
}

function interrupted(): Refusal {
  return new Refusal('interrupted', 'The worker is stopping.')
}

/** What is said of a look that failed: one of a few words. */
export function lookProblem(error: unknown): string {
  if (!(error instanceof Refusal)) return 'server-unreachable'
  const known = [
    'login-refused',
    'throttled',
    'budget-spent',
    'too-slow',
    'interrupted',
    'no-backup',
    'key-missing',
  ]
  return known.includes(error.code) ? error.code : 'server-unreachable'
}
