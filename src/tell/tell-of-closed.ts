import { messageIdOf, type NewLetter } from '../domain/letter.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import { closedLetter } from '../letters/closed-letter.ts'

export interface ClosedTold {
  /** null: nobody is written to; the log and `yestermail account list` say it */
  mail: Pick<MailSettings, 'from' | 'language' | 'operators'> | null
  zone: string
  publicUrl: string | null
  /** random text for a Message-ID */
  newId(): string
}

/** What tells each operator that these closed accounts are erased from then on. */
export function closedLetters(
  { mail, zone, publicUrl, newId }: ClosedTold,
  accounts: readonly { address: string; from: number }[],
): NewLetter[] {
  if (!mail) return []
  const letter = closedLetter({ language: mail.language, zone, publicUrl }, accounts)
  return mail.operators.map(recipient => ({
    ...{ account: null, recipient, letter, messageId: messageIdOf(mail.from, newId()) },
  }))
}
