import type { AccountId } from '../domain/point.ts'
import { type KeptPresence, type LiveCheck, LONGEST_MS, type PresenceNow } from '../domain/presence.ts'

/** What reading an account's presence needs of the outside: ledger and desk. */
export interface PresenceArchive {
  kept(account: AccountId): Promise<KeptPresence | null>
  /** when the last good check was made; null before the first */
  comparedAt(account: AccountId): Promise<number | null>
  /** what it found */
  liveCheck(account: AccountId): Promise<LiveCheck | null>
  /** when a check was asked for that nobody has taken up yet; null when none waits */
  waitingSince(account: AccountId): Promise<number | null>
  /** when any worker last said that it is alive; 0 = never */
  heartbeat(): Promise<number>
  /** writes down that a check is wanted */
  check(account: AccountId, now: number): Promise<void>
}

/** How it stands with the newest check of an account. */
export async function presenceNow(
  { presence, now }: { presence: PresenceArchive; now(): number },
  account: AccountId,
): Promise<PresenceNow> {
  const at = now()
  const kept = await presence.kept(account)
  const { problem = null } = kept ?? {}
  const waiting = await presence.waitingSince(account)
  if (waiting !== null && at - waiting < FORGOTTEN_MS) {
    const lives = at - (await presence.heartbeat()) < SILENCE_MS && at - waiting < PATIENCE_MS
    return lives ? { state: 'checking', problem: null } : { state: 'failed', problem: 'no-worker' }
  }
  if (!kept) return { state: 'none', problem: null }
  // A worker that was killed leaves it open.
  if (kept.state === 'checking' && at - kept.askedAt > 2 * LONGEST_MS)
    return { state: 'failed', problem: 'interrupted' }
  return { state: kept.state, problem }
}

/** Milliseconds: `work` looks at the desk three times a second. */
const PATIENCE_MS = 15_000
const SILENCE_MS = 2 * 60_000
/** A wish that nobody took is nobody's any more. */
const FORGOTTEN_MS = 5 * 60_000
