import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { mbsyncCommand } from './mbsync-command.ts'
import { type Timed, timedCommand } from './timed-command.ts'
import { enrol, yestermailCommand } from './yestermail-command.ts'

const user = 'anna@bench.example'

/**
 * The first copy of a mailbox, durable and with its full-text index, beside mbsync with its default fsync: the median of
 * the ratios of interleaved rounds, and the peak memory. Prints each round.
 */
export async function benchFirstCopy({
  small,
  rounds,
}: {
  small: boolean
  rounds: number
}): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { [user]: 'secret' }, fast: true })
  const shape = { ...wholeMailbox, messages: small ? 1000 : wholeMailbox.messages }
  const octets = makeMailbox(join(dovecot.folder, 'mail', user, 'Maildir'), findPlainUser(), shape)
  console.log(`first copy: ${shape.messages} messages, ${(octets / 1e6).toFixed(0)} MB, ${rounds} rounds`)
  await warm(dovecot)
  return [...(await compare(dovecot, false, rounds)), ...(await compare(dovecot, true, rounds))]
}

async function compare(dovecot: Dovecot, tls: boolean, rounds: number): Promise<Figure[]> {
  const name = tls ? 'TLS' : 'plain'
  const ratios: number[] = []
  const peaks: number[] = []
  for (let round = 0; round < rounds; round++) {
    await using folder = await tempFolder('bench')
    const ours = () => copyByYestermail(join(folder.path, 'ours'), dovecot, tls)
    const theirs = () => timedCommand(mbsyncCommand(join(folder.path, 'theirs'), dovecot, user, tls))
    // who goes first changes, so that neither always finds the disk busy with the other's leavings
    const [a, b] = round % 2 === 0 ? [await ours(), await theirs()] : await swapped(ours, theirs)
    ratios.push(a.seconds / b.seconds)
    peaks.push(a.peakBytes / 1e6)
    console.log(
      `  ${name} round ${round + 1}: Yestermail ${a.seconds.toFixed(1)} s, mbsync ${b.seconds.toFixed(1)} s, peak ${(a.peakBytes / 1e6).toFixed(0)} MB`,
    )
  }
  return [
    atMost(`first copy, ${name}: wall time / mbsync (median)`, median(ratios), 1.5, 'x'),
    atMost(`first copy, ${name}: peak memory`, Math.max(...peaks), 250, 'MB'),
  ]
}

async function swapped(ours: () => Promise<Timed>, theirs: () => Promise<Timed>): Promise<[Timed, Timed]> {
  const b = await theirs()
  return [await ours(), b]
}

async function copyByYestermail(folder: string, dovecot: Dovecot, tls: boolean): Promise<Timed> {
  mkdirSync(folder)
  const imap = tls ? `imaps://localhost:${dovecot.tlsPort}` : `imap://127.0.0.1:${dovecot.port}`
  const yestermail = yestermailCommand(folder, imap, dovecot)
  await enrol(yestermail, folder, user, dovecot.users[user] ?? '')
  return await yestermail.run('snapshot', user)
}

/** The first client after a change pays for Dovecot's look through the Maildir: nobody is timed doing that. */
async function warm(dovecot: Dovecot): Promise<void> {
  await using session = await dovecot.imap(user)
  for (const line of await session.command('LIST "" *')) {
    const [, attributes = '', name = ''] = /^\* LIST \((.*?)\) "." "?(.+?)"?$/.exec(line) ?? []
    if (attributes.includes('\\Noselect')) continue
    const exists = (await session.command(`EXAMINE "${name}"`)).some(answer =>
      /^\* [1-9]\d* EXISTS/.test(answer),
    )
    if (exists) await session.command('FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)')
  }
}
