import type { Account } from '../domain/account.ts'
import { fewTries } from '../domain/few-tries.ts'
import { keepsPasswords, type MailServer } from '../domain/mail-server.ts'
import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { isPasswordOf, passwordVerifier } from '../formats/password-verifier.ts'

/** What signing in without the mail server asks of the outside. */
export interface OfflineWorld {
  desk: {
    keepVerifier(given: Kept): Promise<void>
    verifier(address: string): Promise<Kept | null>
    forgetVerifier(address: string): Promise<void>
  }
  ledger: { accountByAddress(address: string): Promise<Pick<Account, 'id' | 'state'> | null> }
  /** null where it could not be read or made: then nobody is known without the mail server */
  pepper: Uint8Array | null
  /** the end of a turn to hash, or 'full': four passwords at once, and some wait */
  turn(): Promise<(() => void) | 'full' | 'gone'>
  random(bytes: number): Uint8Array
  /** milliseconds since 1970 */
  now(): number
}

interface Kept {
  address: string
  account: AccountId
  domain: string
  verifier: string
  at: number
}

export type OfflineSignIn = ReturnType<typeof offlineSignIn>

/**
 * Where a domain wants it (`offlineSignIn`), a password that the mail server said yes to is known again for some time while that
 * gives no answer at all. Nobody can tell whether something is kept of an address: every try costs one hash and gets the
 * same answer, and what is counted is counted for every address alike.
 */
export function offlineSignIn(world: OfflineWorld, mostStrangers?: number) {
  // Made-up addresses fill the count of strangers, never that of owners where they were before.
  const counts = { known: fewTries(world), strange: fewTries(world, mostStrangers) }
  const { desk, ledger, pepper, turn, random, now } = world
  return {
    /** The mail server said yes. */
    async said(server: MailServer, account: AccountId, address: string, password: string): Promise<void> {
      if (!server.offlineSignIn || !pepper) return
      const end = await turn()
      // Too busy to hash: better nothing is kept than an older password.
      if (typeof end === 'string') return desk.forgetVerifier(address)
      const verifier = await passwordVerifier(password, random, pepper).finally(end)
      await desk.keepVerifier({ address, account, domain: server.domain, verifier, at: now() })
    },

    /** The mail server said no: a password that fitted once was changed. Takes as long for any other. */
    async denied(server: MailServer, address: string, password: string): Promise<void> {
      if (!server.offlineSignIn || !pepper) return
      const kept = await desk.verifier(address)
      const end = await turn()
      // Too busy to look: then this may have been it.
      const fits =
        typeof end === 'string' || (await isPasswordOf(kept?.verifier ?? null, password, pepper).finally(end))
      if (fits && kept) await desk.forgetVerifier(address)
    },

    /**
     * The mail server gave no answer. Whose account the password opens, and until when; null where it is not known.
     * `key`: for whom tries are counted, `isKnown` when that is an owner's own network. Refusals 'too-many-tries' {seconds}, 'busy'.
     */
    async silent(
      server: MailServer,
      {
        key,
        isKnown,
        address,
        password,
      }: { key: string; isKnown: boolean; address: string; password: string },
    ): Promise<{ account: AccountId; until: number } | null> {
      const { offlineSignIn: span } = server
      if (!span || !pepper) return null
      const tries = isKnown ? counts.known : counts.strange
      const seconds = tries.take(key)
      if (seconds > 0) throw tooManyTries(seconds)
      const [kept, account] = await Promise.all([desk.verifier(address), ledger.accountByAddress(address)])
      const end = await turn()
      if (typeof end === 'string') {
        tries.giveBack(key)
        throw busy()
      }
      const until = (kept?.at ?? 0) + span
      const isGood =
        kept !== null &&
        kept.account === account?.id &&
        isOpen(server, account.state) &&
        isNow(now(), kept.at, until)
      const right = await isPasswordOf(isGood ? kept.verifier : null, password, pepper).finally(end)
      if (!right || !account) return null
      // The mail server may have said no to it while this waited for its turn.
      if ((await desk.verifier(address))?.verifier !== kept?.verifier) return null
      tries.giveBack(key)
      return { account: account.id, until }
    },
  }
}

// A clock that was set back makes nothing younger than it is, but for what clocks are off by.
function isNow(now: number, from: number, until: number): boolean {
  return from - 60_000 <= now && now < until
}

// The nights have met a refusal since: of this very password, where it is the owner's own that they use.
function isOpen(server: MailServer, state: Account['state']): boolean {
  return state === 'active' || (state === 'needs-sign-in' && !keepsPasswords(server))
}

function tooManyTries(seconds: number): Refusal {
  return new Refusal(
    'too-many-tries',
    `There were too many tries while the mail server does not answer. Wait ${seconds} seconds, then try again.`,
    { seconds },
  )
}

function busy(): Refusal {
  return new Refusal('busy', 'Too many people sign in at this moment. Try again in a few seconds.', {
    seconds: 5,
  })
}
