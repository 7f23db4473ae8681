import { readFile } from 'node:fs/promises'
import { localDay } from './domain/day.ts'
import { Refusal } from './domain/refusal.ts'
import { passwordPurpose, seal } from './formats/sealed-box.ts'
import { checkPassword } from './imap/check-password.ts'
import { openLog } from './log.ts'
import { addressOf, configOf, find } from './main-commands.ts'
import { openWork } from './main-work.ts'
import { ask, table } from './terminal.ts'

/** `yestermail account add ADDRESS [--password-file F]`: the live server must agree before anything is kept. */
export async function addAccount([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const { address, domain } = addressOf(config, typed)
  const server = config.servers.get(domain)
  if (!server) throw new Refusal('no-server', `No mail server is configured for ${domain}.`)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: true })
  try {
    let credential: string | null = null
    if (!server.master) {
      const password = await readPassword(options.passwordFile, address)
      const answer = await checkPassword(server, address, password, '127.0.0.1')
      if (answer === 'wrong')
        throw new Refusal('login-refused', 'The mail server refused this address and password.')
      if (answer === 'unreachable')
        throw new Refusal('server-unreachable', `The mail server ${server.host} does not answer.`)
      credential = seal(await readFile(work.layout.publicKey, 'utf8'), password, passwordPurpose(address))
    }
    await work.ledger.enrol({
      id: work.newId(),
      address,
      domain,
      zone: config.zone,
      credential,
      createdAt: Date.now(),
    })
    process.stdout.write(`${address} is enrolled. First backup now: yestermail snapshot ${address}\n`)
    return 0
  } finally {
    await work.close()
  }
}

/** `yestermail account list` */
export async function listAccounts(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const rows = [['address', 'state', 'newest', 'points', 'zone']]
    for (const account of await work.ledger.accounts()) {
      const points = await work.ledger.points(account.id)
      const newest = points[0]
      rows.push([
        account.address,
        account.state,
        newest ? localDay(newest.takenAt, newest.zone) : 'never',
        String(points.length),
        account.zone,
      ])
    }
    process.stdout.write(table(rows))
    return 0
  } finally {
    await work.close()
  }
}

/** `yestermail account remove ADDRESS [--yes]`: the ledger first, then every file. */
export async function removeAccount(
  [typed = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const account = await find(work, config, typed)
    if (!options.yes) {
      const answer = await ask(`Erase every backup of ${account.address}? Type the address again: `)
      if (answer !== account.address)
        throw new Refusal('not-confirmed', 'Nothing was removed. To do it without asking: --yes')
    }
    await work.withLease(account.id, async () => {
      await work.ledger.remove(account.id)
      await work.eraseFiles(account.id)
    })
    process.stdout.write(`${account.address} and all its backups are gone.\n`)
    return 0
  } finally {
    await work.close()
  }
}

async function readPassword(file: unknown, address: string): Promise<string> {
  const password =
    typeof file === 'string'
      ? await passwordOf(file)
      : await ask(`Mail password of ${address} (kept sealed, used for the nightly backup only): `, {
          hidden: true,
        })
  if (password) return password
  throw new Refusal('no-password', 'Give the mail password with --password-file, or run this on a terminal.')
}

async function passwordOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Refusal('no-password', `The password file ${file} cannot be read (${error.code}).`, {}, error)
  })
  return text.replace(/\r?\n$/, '')
}
