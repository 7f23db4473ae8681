import type { Dovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'

export interface LivedDays {
  /** the account's id in the ledger */
  readonly account: string
  /** messages of the newest point */
  readonly messages: number
  /** the restore points as JMAP names them, oldest first */
  readonly points: { id: string; messages: number }[]
}

/**
 * A day of somebody with much mail, the same for the same number: new mail comes (0.5%), some is read and labelled, some
 * goes for ever, some to the Trash, some to another folder.
 */
export async function liveOn(
  dovecot: Dovecot,
  user: string,
  maildir: string,
  night: number,
  small: boolean,
): Promise<void> {
  const few = small ? 4 : 100
  {
    await using session = await dovecot.imap(user)
    for (const [name, to] of [
      ['INBOX', 'Archive'],
      ['Archive', 'Trash'],
      ['Lists/Gardening', 'Trash'],
    ]) {
      await session.command(`SELECT "${name}"`)
      // By sequence number: those before are gone, so each night other messages are hit.
      await session.command(`STORE ${few * 6}:${few * 9} +FLAGS.SILENT (\\Seen $Day${night % 5})`)
      await session.command(`MOVE ${few * 2}:${few * 3 - 1} "${to}"`)
      await session.command(`STORE ${few}:${few * 2 - 1} +FLAGS.SILENT (\\Deleted)`)
      await session.command('EXPUNGE')
    }
  }
  makeMailbox(maildir, findPlainUser(), {
    ...{ ...wholeMailbox, seed: 15 + night, messages: few * 5, first: night * 100_000 },
    ...{ meanKb: 4, medianKb: 2, maxKb: 512 },
  })
}
