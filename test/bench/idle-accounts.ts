import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { connect } from '../../src/imap/connect.ts'
import { loginFor } from '../../src/imap/login-for.ts'
import { readMailbox } from '../../src/imap/read-mailbox.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { domain, mailServer, overTls, startWork } from '../world/yestermail.ts'
import { atLeast, type Figure } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'

/** More at once gains nothing, client and server are busy then. */
const atOnce = 8

/**
 * Many accounts on a night on which nothing happened, against a server that keeps its processes: how many a second are
 * asked for changes (signed in, all folders listed with their counts), and how many have their sealed point, everything
 * included.
 */
export async function benchIdleAccounts({ small }: { small: boolean }): Promise<Figure[]> {
  const logins = Array.from({ length: small ? 50 : 500 }, (_, i) => `acc${i}`)
  const users = Object.fromEntries(logins.map(login => [login, 'secret']))
  await using dovecot = await startDovecot({ users, fast: true })
  fillAll(dovecot, logins)
  const plain = await asked(logins, { port: dovecot.port })
  const tls = await asked(logins, overTls(dovecot))
  const nights = await pointsASecond(dovecot, logins)
  return [
    atLeast('idle accounts asked for changes, plain', plain, 300, 'accounts/s'),
    atLeast('idle accounts asked for changes, TLS', tls, 180, 'accounts/s'),
    atLeast('idle accounts with a sealed point, plain', nights, 50, 'accounts/s'),
  ]
}

function fillAll(dovecot: Dovecot, logins: string[]): void {
  const home = (login: string) => join(dovecot.folder, 'mail', login, 'Maildir')
  const [first = ''] = logins
  makeMailbox(home(first), findPlainUser(), { ...wholeMailbox, messages: 200, meanKb: 5, medianKb: 3 })
  // with its owner
  for (const login of logins.slice(1)) execFileSync('cp', ['-aT', home(first), home(login)])
}

async function asked(logins: string[], how: Parameters<typeof mailServer>[0]): Promise<number> {
  const server = mailServer(how)
  const one = async (login: string) => {
    const signIn = loginFor(server, `${login}@${domain}`, 'secret')
    if (!signIn) throw new Error('no login')
    const mailbox = readMailbox(await connect(server, signIn))
    if ((await mailbox.folders()).length < 8) throw new Error('folders are missing')
    await mailbox.close()
  }
  // the server makes its own indexes with the first contact, which is not what is measured
  await inTurn(logins, one)
  return perSecond(logins, one)
}

async function pointsASecond(dovecot: Dovecot, logins: string[]): Promise<number> {
  const clock = { now: Date.now() }
  const world = await startWork({ port: dovecot.port }, clock)
  try {
    const accounts: string[] = []
    for (const login of logins) accounts.push(await world.enrol(login, 'secret'))
    await inTurn(accounts, account => world.backUp(account, 'first'))
    clock.now += 24 * 3_600_000
    return await perSecond(accounts, account => world.backUp(account, 'nightly'))
  } finally {
    await world.stop()
  }
}

async function perSecond(all: string[], one: (name: string) => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await inTurn(all, one)
  return all.length / ((performance.now() - before) / 1000)
}

async function inTurn(all: string[], one: (name: string) => Promise<unknown>): Promise<void> {
  const waiting = all[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const name of waiting) await one(name)
    }),
  )
}
