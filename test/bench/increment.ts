import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDovecot } from '../world/dovecot.ts'
import type { ImapSession } from '../world/imap-session.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork, type World } from '../world/yestermail.ts'
import { startCountingProxy } from './counting-proxy.ts'
import { atMost, type Figure, median } from './figures.ts'
import { type MailboxShape, makeMailbox, randomFrom, wholeMailbox } from './make-mailbox.ts'
import { settle } from './settle.ts'

/** 11 folders, INBOX with 60% of the mail. */
const folders: [name: string, share: number][] = [
  ['', 0.6],
  ['.Sent', 0.12],
  ['.Drafts', 0.005],
  ['.Trash', 0.04],
  ['.Junk', 0.05],
  ['.Archive.2022', 0.03],
  ['.Archive.2023', 0.04],
  ['.Archive.2024', 0.055],
  ['.Lists.dev', 0.03],
  ['.Projekt &APw-ber', 0.01],
  ['.Clients.Big Co', 0.02],
]

/** Nights whose commands are counted, by a proxy that takes time of its own; those that warm a worker; those that are measured. */
const counted = 2
const warming = 4
const measured = 7
/** so that all of them are over before the days after which everything is compared */
const apart = 8 * 3_600_000

/**
 * Nights with 100 new messages, 200 changes of flags and 60 messages gone, in a mailbox of 20,000: how long the whole run
 * takes in a worker that has been running for a while, and how many IMAP commands it needs.
 */
export async function benchIncrement({ small }: { small: boolean }): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { anna: 'secret' }, fast: true })
  await using temp = await tempFolder('bench-increment')
  const data = join(temp.path, 'data')
  const maildir = join(dovecot.folder, 'mail', 'anna', 'Maildir')
  const owner = findPlainUser()
  const shape = { ...wholeMailbox, messages: small ? 1000 : 20_000, meanKb: 8, medianKb: 4, folders }
  makeMailbox(maildir, owner, shape)
  const clock = { now: Date.now() }
  let night = 0
  const liveNight = async ({ backUp }: Pick<World, 'backUp'>, account: string) => {
    night++
    clock.now += apart
    changeMailbox(maildir, owner, shape, night)
    {
      await using session = await dovecot.imap('anna')
      await look(session)
    }
    settle()
    const before = performance.now()
    const point = await backUp(account, 'nightly')
    const seconds = (performance.now() - before) / 1000
    if (point.newMessages !== 100) throw new Error(`${point.newMessages} new messages, not 100`)
    if (point.messages !== shape.messages + night * 40) throw new Error('the count is wrong')
    return seconds
  }
  const { account, commands } = await countCommands()
  const work = await startWork({ port: dovecot.port }, clock, data)
  const seconds: number[] = []
  try {
    for (let i = 0; i < warming; i++) await liveNight(work, account)
    for (let i = 0; i < measured; i++) seconds.push(await liveNight(work, account))
  } finally {
    await work.stop()
  }
  console.log(`increment: ${seconds.map(value => value.toFixed(3)).join(' ')} s`)
  const what = '20,000 messages, 100 new, 200 flags, 60 gone'
  return [
    atMost(`${what}: time in process (median)`, median(seconds), 0.5, 's'),
    atMost(`${what}: IMAP commands`, commands, 40, 'commands'),
  ]

  async function countCommands() {
    await using proxy = await startCountingProxy(dovecot)
    const world = await startWork({ port: proxy.port }, clock, data)
    try {
      const account = await world.enrol('anna', 'secret')
      await world.backUp(account, 'first')
      let most = 0
      for (let i = 0; i < counted; i++) {
        proxy.take()
        await liveNight(world, account)
        const sent = proxy.take()
        if (i === 0)
          console.log(`increment: ${sent.map(command => command.split(' ', 2).join(' ')).join(', ')}`)
        most = Math.max(most, sent.length)
      }
      return { account, commands: most }
    } finally {
      await world.stop()
    }
  }
}

/** Changes the Maildir as delivery and another mail program would, the same for the same night. */
function changeMailbox(
  maildir: string,
  owner: { uid: number; gid: number },
  shape: MailboxShape,
  night: number,
): void {
  const random = randomFrom(night * 7919)
  const all = folders.flatMap(([folder]) =>
    readdirSync(join(maildir, folder, 'cur'))
      .sort()
      .map(name => ({ cur: join(maildir, folder, 'cur'), name })),
  )
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [all[i], all[j]]
    if (a && b) [all[i], all[j]] = [b, a]
  }
  for (const { cur, name } of all.slice(0, 60)) rmSync(join(cur, name))
  for (const { cur, name } of all.slice(60, 260)) {
    const [base = '', flags = ''] = name.split(':2,')
    const changed = flags.includes('S') ? flags.replace('S', '') : `${flags}S`
    renameSync(join(cur, name), join(cur, `${base}:2,${changed}`))
  }
  const fresh = {
    ...wholeMailbox,
    folders,
    seed: shape.seed + night,
    messages: 100,
    first: night * 1_000_000,
  }
  makeMailbox(maildir, owner, fresh)
}

/** Dovecot looks through a Maildir that others changed when somebody opens it: that is its night, not ours. */
async function look(session: ImapSession): Promise<void> {
  for (const [folder] of folders) {
    const name = folder ? folder.slice(1).replaceAll('.', '/') : 'INBOX'
    await session.command(`EXAMINE "${name}"`)
    await session.command('FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)').catch(() => [])
  }
}
