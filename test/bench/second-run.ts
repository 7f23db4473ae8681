import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { startCountingProxy } from './counting-proxy.ts'
import { atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { enrol, yestermailCommand } from './yestermail-command.ts'

const user = 'anna@bench.example'

/** A night on which nothing happened: how long the run takes in its process, and how many IMAP commands it needs. */
export async function benchSecondRun({ small }: { small: boolean }): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { [user]: 'secret' }, fast: true })
  await using folder = await tempFolder('bench')
  const shape = { ...wholeMailbox, messages: small ? 500 : 20_000, meanKb: 8, medianKb: 4 }
  makeMailbox(join(dovecot.folder, 'mail', user, 'Maildir'), findPlainUser(), shape)
  await using proxy = await startCountingProxy(dovecot)
  const yestermail = yestermailCommand(folder.path, `imap://127.0.0.1:${proxy.port}`, dovecot)
  await enrol(yestermail, folder.path, user, 'secret')
  await yestermail.run('snapshot', user)
  const seconds: number[] = []
  let most: string[] = []
  for (let round = 0; round < 5; round++) {
    proxy.take()
    await yestermail.run('snapshot', user)
    const commands = proxy.take()
    if (commands.length >= most.length) most = commands
    seconds.push(lastRunSeconds(join(yestermail.data, 'ledger.sqlite')))
  }
  console.log(`second run: ${most.map(command => command.split(' ', 1)[0]).join(' ')}`)
  return [
    atMost('second run, nothing changed: time in process (median)', median(seconds), 0.1, 's'),
    atMost('second run, nothing changed: IMAP commands', most.length, 7, 'commands'),
  ]
}

/** From the moment the run began to its row in the ledger, as the run itself wrote it. */
function lastRunSeconds(ledger: string): number {
  const db = new Database(ledger, { readonly: true })
  try {
    const row = db
      .prepare<[], { ms: number }>('SELECT duration_ms AS ms FROM points ORDER BY number DESC LIMIT 1')
      .get()
    return row ? row.ms / 1000 : Number.NaN
  } finally {
    db.close()
  }
}
