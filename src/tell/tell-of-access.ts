import type { Account } from '../domain/account.ts'
import type { Access } from '../domain/admin.ts'
import { isMailAddress, messageIdOf, type NewLetter } from '../domain/letter.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import type { AccountId } from '../domain/point.ts'
import { readPreferences } from '../domain/preferences.ts'
import { accessLetter } from '../letters/access-letter.ts'

export interface AccessTold {
  /** null: nobody is written to */
  mail: Pick<MailSettings, 'from' | 'language'> | null
  publicUrl: string | null
  servers: ReadonlyMap<string, Pick<MailServer, 'language' | 'contact'>>
  preferences(account: AccountId): Promise<unknown>
  /** random text for a Message-ID */
  newId(): string
}

/** The letter that tells an owner of a link an admin made; to a mailbox that is gone it is given up after three days like every other. */
export async function accessLetters(
  { mail, publicUrl, servers, preferences, newId }: AccessTold,
  { id, address, domain, zone }: Account,
  access: Pick<Access, 'by' | 'at' | 'until'>,
): Promise<NewLetter[]> {
  if (!mail || !isMailAddress(address)) return []
  const server = servers.get(domain)
  const chosen = readPreferences(await preferences(id)).language
  const language = chosen ?? server?.language ?? mail.language
  const letter = accessLetter(
    { language, zone, address, publicUrl, contact: server?.contact ?? null },
    access,
  )
  return [{ account: id, recipient: address, letter, messageId: messageIdOf(mail.from, newId()) }]
}
