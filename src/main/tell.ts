import { setTimeout } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import type { Log } from '../log.ts'
import { sendLetter } from '../smtp/send-letter.ts'
import { keepTelling, type TellingWorld } from '../tell/keep-telling.ts'
import type { Work } from './work.ts'

/** Everything that telling people needs, from the edges of `work`. */
export function tellingWorld(
  work: Pick<Work, 'ledger' | 'preferences' | 'newId' | 'now'>,
  config: Config,
  log: Log,
): TellingWorld {
  const { mail } = config
  return {
    ledger: work.ledger,
    servers: config.servers,
    plans: config.plans,
    alarmAfterDays: config.alarmAfterDays,
    mail: mail && {
      mail,
      zone: config.zone,
      publicUrl: config.publicUrl,
      preferences: work.preferences,
      newId: work.newId,
      send: (letter, madeAt, signal) => sendLetter(mail, letter, madeAt, signal),
    },
    log,
    now: work.now,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
  }
}

/** Tells people what is wrong, until the signal says stop. */
export function keepPeopleTold(work: Work, config: Config, log: Log, signal: AbortSignal): Promise<void> {
  if (config.mail === null)
    log.warn('no mail configured', { told: 'nobody: alarms are seen in yestermail status' })
  return keepTelling(tellingWorld(work, config, log), signal)
}
