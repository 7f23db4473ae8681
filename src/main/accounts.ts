import { readFile } from 'node:fs/promises'
import type { Account, AccountState } from '../domain/account.ts'
import { type ClosedAccount, eraseTime } from '../domain/closed.ts'
import { localDay } from '../domain/day.ts'
import { isDelegated, keepsPasswords, type MailServer } from '../domain/mail-server.ts'
import { Refusal } from '../domain/refusal.ts'
import { keyIdOfBox, passwordPurpose, seal } from '../formats/sealed-box.ts'
import { checkPassword } from '../imap/check-password.ts'
import { openLog } from '../log.ts'
import { addressOf, configOf, find } from './commands.ts'
import { ask, table, whyUnread } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/** `yestermail account add ADDRESS [--password-file F | --refresh-token-file F]`: the live server must agree before anything is kept. */
export async function addAccount([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const { address, domain } = addressOf(config, typed)
  const server = config.servers.get(domain)
  if (!server) throw new Refusal('no-server', `No mail server is configured for ${domain}.`)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: true })
  try {
    const credential = isDelegated(server) ? null : await credentialFor(work, server, address, options)
    const before = await work.ledger.accountByAddress(address)
    const now = Date.now()
    const id = await work.ledger.enrol({
      id: work.newId(),
      address,
      domain,
      zone: config.zone,
      credential,
      createdAt: now,
    })
    // What had stopped the nights is mended: the running worker begins at once.
    if (before && before.state !== 'active') {
      await work.ledger.setState(id, 'active')
      const trigger = before.build ? 'nightly' : 'first'
      await work.ledger.askRun({ account: id, trigger, at: now, localDay: localDay(now, before.zone) }, [])
    }
    process.stdout.write(`${address} is enrolled. First backup now: yestermail snapshot ${address}\n`)
    return 0
  } finally {
    await work.close()
  }
}

// The sealed box of what the account is read with, tried first.
async function credentialFor(
  work: Work,
  server: MailServer,
  address: string,
  options: Record<string, unknown>,
): Promise<string> {
  if (server.oauth) {
    if (typeof options.refreshTokenFile !== 'string')
      throw new Refusal(
        'no-password',
        `The mail of ${server.domain} is read with OAuth 2: give the account's refresh token with --refresh-token-file FILE.`,
      )
    return work.credentials.tried(server, address, await secretOf(options.refreshTokenFile))
  }
  const password = await readPassword(options.passwordFile, address)
  let why: Refusal | null = null
  const answer = await checkPassword(server, address, password, '127.0.0.1', refusal => {
    why = refusal
  })
  if (answer === 'wrong')
    throw new Refusal('login-refused', 'The mail server refused this address and password.')
  if (answer !== 'ok')
    throw why ?? new Refusal('server-unreachable', `The mail server ${server.host} does not answer.`)
  return seal(await work.credentials.keys.publicKey(), password, passwordPurpose(address))
}

/** `yestermail account list` */
export async function listAccounts(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const rows = [['address', 'state', 'newest', 'points', 'zone']]
    const keys = await work.credentials.keys.ids()
    const sealed = new Map((await work.ledger.sealedCredentials()).map(one => [one.id, one.credential]))
    const unlisted = new Set<string>()
    for (const domain of config.servers.keys())
      for (const id of await work.ledger.noLongerListed(domain)) unlisted.add(id)
    const closed = new Map((await work.ledger.closedAccounts(work.now())).map(one => [one.id, one]))
    for (const account of await work.ledger.accounts()) {
      const points = await work.ledger.points(account.id)
      const leaving = closed.get(account.id)
      const after = config.servers.get(account.domain)?.eraseClosedAfter
      const newest = points[0]
      const box = keepsPasswords(config.servers.get(account.domain) ?? {})
        ? sealed.get(account.id)
        : undefined
      rows.push([
        account.address,
        [
          stateOf(account, config.servers.get(account.domain)),
          ...(box && !keys.has(keyIdOfBox(box)) ? [`key ${keyIdOfBox(box)} missing`] : []),
          ...(unlisted.has(account.id) ? ['no longer listed'] : []),
          ...(leaving ? closedWords(leaving, eraseTime(leaving, after, work.now()), account.zone) : []),
        ].join(', '),
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

function closedWords({ closedAt, keptAt }: ClosedAccount, erase: number | null, zone: string): string[] {
  const since = `closed since ${localDay(closedAt, zone)}`
  if (keptAt !== null) return [since, `kept since ${localDay(keptAt, zone)}`]
  return erase === null ? [since] : [since, `erased on ${localDay(erase, zone)}`]
}

const STATES: Record<AccountState, string> = {
  active: 'active',
  'needs-sign-in': "needs its owner's sign-in",
  gone: 'refused by the server, nights ended',
}

function stateOf({ state, hasCredential }: Account, server: MailServer | undefined): string {
  if (state === 'needs-sign-in' && !hasCredential && !server?.oauth)
    return "waits for its owner's first sign-in"
  return state === 'needs-sign-in' && server?.oauth ? 'needs a new refresh token' : STATES[state]
}

/** `yestermail account remove ADDRESS [--yes]`: a mark, every file, then what the ledger holds. */
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
    const entry = (act: 'account.removal-asked' | 'account.removed') =>
      ({ at: work.now(), who: { kind: 'operator' }, act, account: account.id, about: {} }) as const
    await work.withLease(account.id, async () => {
      // Whatever cuts this off, the mark is there, and `work` goes on.
      await work.ledger.markErasing(account.id, work.now(), entry('account.removal-asked'))
      await work.eraseFiles(account.id)
      // The web forgets by the entry what it holds of the account.
      await work.ledger.remove(account.id, entry('account.removed'))
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
      ? await secretOf(file)
      : await ask(`Mail password of ${address} (kept sealed, used for the nightly backup only): `, {
          hidden: true,
        })
  if (password) return password
  throw new Refusal('no-password', 'Give the mail password with --password-file, or run this on a terminal.')
}

async function secretOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Refusal('no-password', `The file ${file} cannot be read: ${whyUnread(error)}.`, {}, error)
  })
  return text.replace(/\r?\n$/, '')
}
