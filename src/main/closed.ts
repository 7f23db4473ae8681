import { canonicalDomain } from '../domain/address.ts'
import { eraseTime, MOST_ERASED } from '../domain/closed.ts'
import { clockWords } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { openLog } from '../log.ts'
import { configOf, find } from './commands.ts'
import { table } from './terminal.ts'
import { openWork } from './work.ts'

/** `yestermail account keep ADDRESS`: a closed account is not erased by time, until it was open again. */
export async function keepAccount([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const { id, address } = await find(work, config, typed)
    const at = work.now()
    const audit = { at, who: { kind: 'operator' }, act: 'account.kept', account: id, about: {} } as const
    if (await work.ledger.keepClosed(id, at, audit)) {
      process.stdout.write(`${address} stays, with all its backups, until it is removed by hand.\n`)
      return 0
    }
    if ((await work.ledger.erasing()).includes(id))
      throw new Refusal('not-closed', `${address} is being erased already.`)
    const closed = (await work.ledger.closedAccounts(at)).some(one => one.id === id)
    throw new Refusal(
      'not-closed',
      closed
        ? `${address} is kept already.`
        : `${address} is not closed, so no time erases it; see: yestermail account list`,
    )
  } finally {
    await work.close()
  }
}

/** `yestermail account erase-closed [--accept DOMAIN]`: what is due within a day; with --accept it goes, however many they are. */
export async function acceptErasure(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const domain = typeof options.accept === 'string' ? canonicalDomain(options.accept) : undefined
  if (domain === null || (domain !== undefined && !config.servers.has(domain)))
    throw new Refusal('no-server', `No mail server is configured for ${options.accept}.`)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const now = work.now()
    const due = (await work.ledger.closedAccounts(now)).flatMap(one => {
      const from = eraseTime(one, config.servers.get(one.domain)?.eraseClosedAfter, now)
      const isDue = one.eraseFrom !== null && from !== null && from <= now + DAY
      return isDue && (domain === undefined || one.domain === domain) ? [{ ...one, from }] : []
    })
    if (domain !== undefined && due.length === 0)
      throw new Refusal('nothing-due', `No closed account of ${domain} is due to be erased within a day.`)
    const rows = due.map(one => [
      one.address,
      `closed since ${clockWords(one.closedAt, config.zone)}`,
      `erased from ${clockWords(one.from, config.zone)}`,
      one.isHeld ? 'held by an open request or an alarm' : '',
    ])
    process.stdout.write(rows.length ? table(rows) : 'No closed account is due to be erased within a day.\n')
    if (domain === undefined) return 0
    const entry = { at: now, who: { kind: 'operator' }, act: 'closed.accepted', account: null } as const
    await work.ledger.acceptErasure(domain, now, { ...entry, about: { domain, accounts: due.length } })
    process.stdout.write(`These are erased, at most ${MOST_ERASED} a day, by the running worker.\n`)
    return 0
  } finally {
    await work.close()
  }
}

const DAY = 86_400_000
