import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPlainUser } from '../world/plain-user.ts'
import { domain } from '../world/yestermail.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import type { BenchWorld } from './world.ts'

/** What each of them has. */
const each = { messages: 200, nights: 2 }

/**
 * Other people on the same server and data folder, each with a small mailbox and two days of it. Kept with the world they
 * are made in.
 */
export async function neighbours(world: BenchWorld, many: number): Promise<{ address: string }[]> {
  const home = join(world.home, 'neighbours')
  const told = join(home, 'lived.json')
  const logins = Array.from({ length: many }, (_, i) => `n${i + 1}`)
  const isThere = existsSync(told) && JSON.parse(readFileSync(told, 'utf8')) >= many
  mkdirSync(home, { recursive: true })
  for (const [i, login] of logins.entries()) {
    const maildir = join(home, login)
    if (!isThere)
      makeMailbox(maildir, findPlainUser(), {
        ...{ ...wholeMailbox, seed: 1000 + i, messages: each.messages, meanKb: 4, medianKb: 2, maxKb: 128 },
      })
    symlinkSync(maildir, join(world.dovecot.folder, 'mail', login, 'Maildir'))
  }
  if (!isThere) {
    await backUp(world, logins)
    writeFileSync(told, `${many}`)
  }
  return logins.map(login => ({ address: `${login}@${domain}` }))
}

async function backUp(world: BenchWorld, logins: string[]): Promise<void> {
  const begun = performance.now()
  const worker = await world.work()
  try {
    const waiting = logins.values()
    const inTurn = async () => {
      for (const login of waiting) {
        const account = await worker.enrol(login, 'secret')
        await worker.backUp(account, 'first')
        for (let night = 1; night < each.nights; night++) await worker.backUp(account, 'manual')
      }
    }
    await Promise.all([inTurn(), inTurn(), inTurn(), inTurn()])
  } finally {
    await worker.stop()
  }
  const seconds = (performance.now() - begun) / 1000
  console.log(`bench world: ${logins.length} neighbours in ${seconds.toFixed(0)} s`)
}
