import type { Log } from '../log.ts'
import { type AlarmWorld, watchAccounts } from './alarms.ts'
import { type PostWorld, sendLetters } from './send-letters.ts'
import { type TellWorld, tell } from './tell.ts'

const MINUTE = 60_000

export interface TellingWorld extends Omit<AlarmWorld, 'ledger'> {
  ledger: AlarmWorld['ledger'] & TellWorld['ledger'] & PostWorld['ledger'] & { lastRunEnd(): Promise<number> }
  /** null: nobody is written to */
  mail: (Omit<TellWorld, 'ledger' | 'servers'> & Pick<PostWorld, 'send'>) | null
  log: Log
  now(): number
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Beside the nights, and never in their way, until `signal` says stop: looks at all accounts once an hour and some minutes
 * after runs have ended, turns alarms into letters, and sends them. Several workers may do so on one ledger.
 */
export async function keepTelling(world: TellingWorld, signal: AbortSignal): Promise<void> {
  let watched = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      const now = world.now()
      if (await isTime(world, watched, now)) {
        watched = now
        await watchAccounts(world, now)
      }
      await tellOnce(world, now, signal)
    } catch (error) {
      world.log.error('fault', { error })
    }
    await world.pause(15_000, signal)
  }
}

/** Alarms to letters, letters to the mail server, once. */
export async function tellOnce(world: TellingWorld, now: number, signal: AbortSignal): Promise<void> {
  const { ledger, mail, servers, log } = world
  if (mail === null) return
  await tell({ ...mail, ledger, servers }, now)
  await sendLetters({ ledger, send: mail.send, log, now: world.now }, signal)
}

async function isTime({ ledger }: TellingWorld, watched: number, now: number): Promise<boolean> {
  // A clock that was set back must not stop the looking.
  if (Math.abs(now - watched) >= 60 * MINUTE) return true
  return now - watched >= 5 * MINUTE && (await ledger.lastRunEnd()) > watched
}
