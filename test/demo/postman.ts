import { simpleParser } from 'mailparser'
import type { MailSettings } from '../../src/domain/mail-settings.ts'
import { startSink } from '../world/smtp-sink.ts'
import type { Mailbox } from './mailbox.ts'

/** A letter that arrived, as its receiver would see it in a list. */
export interface Arrived {
  to: string
  subject: string
  /** the address it asks to open */
  link: string | null
}

/** A mail server for what Yestermail writes: whatever it is given lies in its receiver's INBOX a moment later. */
export async function startPostman(
  mailboxes: ReadonlyMap<string, Mailbox>,
  now: () => number,
  onLetter: (arrived: Arrived) => void,
) {
  const sink = await startSink()
  const deliver = async () => {
    for (let n = 0; ; n++) {
      const letter = (await sink.letters(n + 1))[n]
      if (!letter) continue
      const { subject = '', text = '' } = await simpleParser(letter.bytes)
      const link = /https?:\/\/\S+/.exec(text)?.[0] ?? null
      for (const to of letter.to) {
        const message = { bytes: letter.bytes, date: Math.floor(now() / 1000), flags: [] }
        mailboxes.get(to)?.append('INBOX', message)
        onLetter({ to, subject, link })
      }
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
