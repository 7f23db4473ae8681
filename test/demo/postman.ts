import type { MailSettings } from '../../src/domain/mail-settings.ts'
import { startSink } from '../world/smtp-sink.ts'
import type { Mailbox } from './mailbox.ts'

/** A mail server for what Yestermail writes: whatever it is given lies in the INBOX a moment later. */
export async function startPostman(mailbox: Mailbox, now: () => number) {
  const sink = await startSink()
  const deliver = async () => {
    for (let n = 0; ; n++) {
      const letter = (await sink.letters(n + 1))[n]
      if (letter) mailbox.append('INBOX', { bytes: letter.bytes, date: Math.floor(now() / 1000), flags: [] })
    }
  }
  deliver().catch(() => undefined)
  return sink
}

/** How the demo's Yestermail is told of it. */
export function demoMail(domain: string, port: number): MailSettings {
  return {
    ...{ host: '127.0.0.1', port, security: 'none', user: null, password: '' },
    ...{ from: `yestermail@${domain}`, operators: [], language: 'en', summaryAt: '07:00' },
  }
}
