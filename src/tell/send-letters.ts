import type { NewLetter, Outbox, Sent } from '../domain/letter.ts'
import type { Log } from '../log.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Longer than one letter may take, so that nobody else sends it meanwhile. */
const CLAIM = 5 * MINUTE
/** Letters that were sent, and alarms that are over, are remembered so long. */
const MEMORY = 90 * DAY
/** In one go; then others may have their turn. */
const MOST = 200

export interface PostWorld {
  ledger: Outbox
  send(letter: NewLetter, madeAt: number, signal: AbortSignal): Promise<Sent>
  log: Pick<Log, 'info' | 'warn' | 'error'>
  now(): number
}

/**
 * Sends what waits in the outbox. A letter that fails is tried again every ten minutes in the first hour, then hourly,
 * for three days; when the mail server cannot be had at all, none is tried before that. A crash between sending and
 * writing it down sends a letter twice, with the same Message-ID; never not at all.
 */
export async function sendLetters({ ledger, send, log, now }: PostWorld, signal: AbortSignal): Promise<void> {
  for (let count = 0; count < MOST && !signal.aborted; count++) {
    const waiting = await ledger.claimLetter(now(), now() + CLAIM)
    if (!waiting) break
    const { id, account, madeAt, tries } = waiting
    const result = await send(waiting, madeAt, signal)
    if (result.state === 'sent') {
      await ledger.letterSent(id, now())
      log.info('letter sent', { letter: id, account, tries: tries + 1 })
      continue
    }
    // Broken off by a stop: no try of its own, and the claim ends by itself.
    if (signal.aborted) return
    const { reason, of } = result
    if (now() - madeAt >= 3 * DAY) {
      await ledger.letterFailed(id, reason, now(), null)
      log.error('letter given up', { letter: id, account, tries: tries + 1, reason })
      continue
    }
    const nextAt = now() + (now() - madeAt < HOUR ? 10 * MINUTE : HOUR)
    log.warn('letter not sent', { letter: id, account, tries: tries + 1, reason, nextAt })
    if (of === 'letter') await ledger.letterFailed(id, reason, now(), nextAt)
    else {
      await ledger.holdLetters(id, reason, nextAt)
      break
    }
  }
  await ledger.forgetLetters(now() - MEMORY)
}
