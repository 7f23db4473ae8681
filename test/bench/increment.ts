import { spawnSync } from 'node:child_process'
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
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

/** a night apart, and fewer than the days after which everything is compared */
const nights = 5
const apart = 21 * 3_600_000

/** Dovecot looks through a folder again, whatever it knows, where a file came within the second before it looked last. */
const WELL_BEFORE = 2200

/**
 * Nights with 100 new messages, 200 changes of flags and 60 messages gone, in a mailbox of 20,000: how long the whole run
 * takes in a worker that has backed up somebody else before; and how many IMAP commands one needs, counted by a proxy in
 * nights of their own, because it takes time of the same process. How long `cp -al` takes for the files of such a day alone
 * tells what of that the machine's kernel is.
 */
export async function benchIncrement({ small }: { small: boolean }): Promise<Figure[]> {
  await using dovecot = await startDovecot({
    users: { anna: 'secret', bert: 'secret', carl: 'secret' },
    fast: true,
  })
  await using temp = await tempFolder('bench-increment')
  await using proxy = await startCountingProxy(dovecot)
  const data = join(temp.path, 'data')
  const owner = findPlainUser()
  const shape = { ...wholeMailbox, messages: small ? 1000 : 20_000, meanKb: 8, medianKb: 4, folders }
  const clock = { now: Date.now() }
  const live = (user: string, { enrol, backUp }: Pick<World, 'enrol' | 'backUp'>) => {
    const maildir = join(dovecot.folder, 'mail', user, 'Maildir')
    makeMailbox(maildir, owner, shape)
    let account = ''
    let night = 0
    return {
      async begin() {
        account = await enrol(user, 'secret')
        await backUp(account, 'first')
      },
      /** resolves with the seconds that the run took */
      async night(): Promise<number> {
        night++
        clock.now += apart
        changeMailbox(maildir, owner, shape, night)
        await setTimeout(WELL_BEFORE)
        {
          await using session = await dovecot.imap(user)
          await look(session)
        }
        settle()
        proxy.take()
        const before = performance.now()
        const point = await backUp(account, 'nightly')
        const seconds = (performance.now() - before) / 1000
        if (point.newMessages !== 100) throw new Error(`${point.newMessages} new messages, not 100`)
        if (point.messages !== shape.messages + night * 40) throw new Error('the count is wrong')
        return seconds
      },
    }
  }
  const lived = async (users: string[], port: number) => {
    const work = await startWork({ port }, clock, data)
    let took: number[] = []
    try {
      for (const user of users) {
        const mailbox = live(user, work)
        await mailbox.begin()
        took = []
        for (let i = 0; i < nights; i++) took.push(await mailbox.night())
      }
      return took
    } finally {
      await work.stop()
    }
  }
  await lived(['bert'], proxy.port)
  const commands = proxy.take()
  console.log(`increment: ${commands.map(command => command.split(' ', 2).join(' ')).join(', ')}`)
  const seconds = await lived(['carl', 'anna'], dovecot.port)
  const copied = copyLinks(data)
  const said = seconds.map(value => value.toFixed(3)).join(' ')
  console.log(`increment: ${said} s; cp -al of the newest day: ${copied.toFixed(3)} s`)
  const what = '20,000 messages, 100 new, 200 flags, 60 gone'
  return [
    atMost(`${what}: time in process (median)`, median(seconds), 0.5, 's'),
    atMost(`${what}: time beside cp -al of such a day`, median(seconds) / copied, 1.5, 'times'),
    atMost(`${what}: IMAP commands`, commands.length, 40, 'commands'),
  ]
}

/** Seconds that `cp -al` takes for the newest states of the account that was enrolled last. */
function copyLinks(data: string): number {
  const accounts = join(data, 'accounts')
  const newest = readdirSync(accounts)
    .map(name => join(accounts, name, 'folders'))
    .sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs)
    .at(-1)
  if (!newest) throw new Error('no account')
  // A folder that only holds others has no state.
  const states = readdirSync(newest).flatMap(folder => {
    const numbers = readdirSync(join(newest, folder)).map(Number).filter(Boolean)
    return numbers.length ? join(newest, folder, `${Math.max(...numbers)}`) : []
  })
  settle()
  const before = performance.now()
  for (const state of states) {
    const { status, stderr } = spawnSync('cp', ['-al', state, `${data}/copy-${states.indexOf(state)}`])
    if (status !== 0) throw new Error(`cp: ${stderr}`)
  }
  return (performance.now() - before) / 1000
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
