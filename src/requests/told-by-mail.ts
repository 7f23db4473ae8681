import type { Language } from '../domain/language.ts'
import { isMailAddress, messageIdOf, type NewLetter } from '../domain/letter.ts'
import { readPreferences } from '../domain/preferences.ts'
import type { RestoreRequest } from '../domain/restore.ts'
import { type RestoreEvent, restoreLetter } from '../letters/restore-letter.ts'
import type { RequestsWorld } from './requests-world.ts'

type Recipient = 'owner' | 'admins' | 'decider'

/** The letters that tell of an event, each in its recipient's language; none where no mail server is configured. */
export async function lettersTo(
  world: RequestsWorld,
  request: RestoreRequest,
  event: RestoreEvent,
  recipients: readonly Recipient[],
): Promise<NewLetter[]> {
  const { post, ledger, servers } = world
  const account = await ledger.account(request.account)
  if (!post || !account) return []
  const server = servers.get(account.domain)
  const deciders = await ledger.deciders(account.domain)
  const point = (await ledger.points(account.id)).find(one => one.number === request.point)
  const facts = {
    zone: account.zone,
    publicUrl: post.publicUrl,
    contact: server?.contact ?? null,
    takenAt: point?.takenAt ?? null,
  }
  const letters: NewLetter[] = []
  if (recipients.includes('owner')) {
    const chosen = readPreferences(await post.preferences(account.id)).language
    const spoken = request.by.kind === 'owner' ? request.language : null
    send(account.address, chosen ?? spoken ?? server?.language ?? post.mail.language, false)
  }
  const decidedBy = request.decidedBy?.kind === 'admin' ? request.decidedBy.name : null
  for (const { name, mail, language } of deciders)
    if (mail && (recipients.includes('admins') || (recipients.includes('decider') && name === decidedBy)))
      send(mail, language, true)
  return letters

  function send(recipient: string, language: Language, isAdmin: boolean): void {
    if (!post || !isMailAddress(recipient)) return
    const letter = restoreLetter({ ...facts, language, isAdmin }, event, request)
    const messageId = messageIdOf(post.mail.from, post.newId())
    // Letters to admins go with the account, too: they are about it.
    letters.push({ account: account?.id ?? null, recipient, letter, messageId })
  }
}
