import { join } from 'node:path'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { domain, startWork } from '../world/yestermail.ts'
import { atLeast, atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { settle } from './settle.ts'
import { yestermailCommand } from './yestermail-command.ts'

/** As many as work runs at once, unless it is told otherwise. */
const atOnce = 4

/** The nights of a bench are over when the command runs, by the real clock. */
const BEFORE = 30 * 86_400_000

/**
 * How time and memory grow with messages and with accounts: first copies, and nights on which nothing happened. The memory
 * is that of the command: this process makes mailboxes, too.
 */
export async function benchGrowth({ small }: { small: boolean }): Promise<Figure[]> {
  const mailboxes: Grown[] = []
  for (const messages of small ? [100, 1000] : [1000, 10_000, 100_000])
    mailboxes.push(await growMailbox(messages))
  const towns: Grown[] = []
  for (const accounts of small ? [5, 20] : [10, 100, 1000]) towns.push(await growAccounts(accounts))
  const [least, most] = [mailboxes[0], mailboxes.at(-1)]
  const [village, city] = [towns[0], towns.at(-1)]
  if (!least || !most || !village || !city) throw new Error('nothing was measured')
  return [
    atMost(
      `first copy of ${most.n} messages: time a message, beside ${least.n}`,
      most.first / most.n / (least.first / least.n),
      1.5,
      'times',
    ),
    atMost(`unchanged night of ${most.n} messages, beside ${least.n}`, most.night / least.night, 2, 'times'),
    atMost(`${most.n} messages: memory`, most.memory, 350, 'MB'),
    atLeast(
      `unchanged nights of ${city.n} accounts: accounts a second, beside ${village.n}`,
      city.n / city.night / (village.n / village.night),
      0.7,
      'times',
    ),
    atMost(`${city.n} accounts: memory`, city.memory, 350, 'MB'),
  ]
}

interface Grown {
  n: number
  /** seconds */
  first: number
  night: number
  /** MB of the command, at the most: of a mailbox's first copy, or of a night of all accounts */
  memory: number
}

async function growMailbox(messages: number): Promise<Grown> {
  await using dovecot = await startDovecot({ users: { anna: 'secret' }, fast: true })
  const shape = { ...wholeMailbox, messages, meanKb: 4, medianKb: 2 }
  makeMailbox(join(dovecot.folder, 'mail', 'anna', 'Maildir'), findPlainUser(), shape)
  await using folder = await tempFolder('bench-growth')
  const clock = { now: Date.now() - BEFORE }
  const world = await startWork({ port: dovecot.port }, clock)
  try {
    const account = await world.enrol('anna', 'secret')
    const first = await seconds(() => world.backUp(account, 'first'))
    const nights: number[] = []
    for (let night = 0; night < 7; night++) {
      clock.now += 86_400_000
      settle()
      nights.push(await seconds(() => world.backUp(account, 'nightly')))
    }
    const fresh = await startWork({ port: dovecot.port }, clock, join(folder.path, 'snapshots'))
    await fresh.enrol('anna', 'secret')
    await fresh.stop()
    const memory = await memoryOfAll(folder.path, dovecot)
    return said('messages', { n: messages, first, night: median(nights.slice(2)), memory })
  } finally {
    await world.stop()
  }
}

async function growAccounts(many: number): Promise<Grown> {
  const logins = Array.from({ length: many }, (_, i) => `acc${i}`)
  await using dovecot = await startDovecot({
    users: Object.fromEntries(logins.map(login => [login, 'secret'])),
    fast: true,
  })
  for (const login of logins)
    makeMailbox(join(dovecot.folder, 'mail', login, 'Maildir'), findPlainUser(), {
      ...{ ...wholeMailbox, messages: 20, meanKb: 2, medianKb: 1 },
    })
  await using folder = await tempFolder('bench-growth')
  const clock = { now: Date.now() - BEFORE }
  const world = await startWork({ port: dovecot.port }, clock, join(folder.path, 'snapshots'))
  try {
    const accounts: string[] = []
    for (const login of logins) accounts.push(await world.enrol(login, 'secret'))
    const first = await seconds(() => inTurn(accounts, account => world.backUp(account, 'first')))
    const nights: number[] = []
    for (let night = 0; night < 3; night++) {
      clock.now += 86_400_000
      settle()
      nights.push(await seconds(() => inTurn(accounts, account => world.backUp(account, 'nightly'))))
    }
    const memory = await memoryOfAll(folder.path, dovecot)
    return said('accounts', { n: many, first, night: median(nights), memory })
  } finally {
    await world.stop()
  }
}

function said(what: string, grown: Grown): Grown {
  const { n, first, night, memory } = grown
  console.log(
    `growth, ${n} ${what}: first copy ${first.toFixed(2)} s, unchanged night ${night.toFixed(3)} s, memory ${memory.toFixed(0)} MB`,
  )
  return grown
}

// A backup of every account, by a process that does nothing else.
async function memoryOfAll(folder: string, dovecot: Dovecot): Promise<number> {
  const yestermail = yestermailCommand(folder, `imap://127.0.0.1:${dovecot.port}`, dovecot)
  Object.assign(yestermail.env, { YESTERMAIL_DOMAIN: domain, YESTERMAIL_LOGIN: 'local' })
  return (await yestermail.run('snapshot', '--all')).peakBytes / 1e6
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1000
}

async function inTurn(all: string[], one: (name: string) => Promise<unknown>): Promise<void> {
  const waiting = all.values()
  const worker = async () => {
    for (const name of waiting) await one(name)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
