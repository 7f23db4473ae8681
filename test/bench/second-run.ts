import { join } from 'node:path'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { startWork } from '../world/yestermail.ts'
import { startCountingProxy } from './counting-proxy.ts'
import { atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'

/**
 * A night on which nothing happened, in a worker that has been running for some nights: how long the whole run takes,
 * from its lease to its pruning, and how many IMAP commands it needs.
 */
export async function benchSecondRun({ small }: { small: boolean }): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { anna: 'secret' }, fast: true })
  const shape = { ...wholeMailbox, messages: small ? 500 : 20_000, meanKb: 8, medianKb: 4 }
  makeMailbox(join(dovecot.folder, 'mail', 'anna', 'Maildir'), findPlainUser(), shape)
  await using proxy = await startCountingProxy(dovecot)
  const clock = { now: Date.now() }
  const world = await startWork({ port: proxy.port }, clock)
  try {
    const account = await world.enrol('anna', 'secret')
    await world.backUp(account, 'first')
    const seconds: number[] = []
    let commands: string[] = []
    for (let night = 0; night < 20; night++) {
      clock.now += 3_600_000
      proxy.take()
      const before = performance.now()
      const point = await world.backUp(account, 'nightly')
      seconds.push((performance.now() - before) / 1000)
      commands = proxy.take()
      if (point.newMessages > 0) throw new Error('something had changed')
    }
    console.log(`second run: ${commands.map(command => command.split(' ', 1)[0]).join(' ')}`)
    return [
      atMost(
        'second run, nothing changed: time in process (median of 20)',
        median(seconds.slice(5)),
        0.1,
        's',
      ),
      atMost('second run, nothing changed: IMAP commands', commands.length, 7, 'commands'),
    ]
  } finally {
    await world.stop()
  }
}
