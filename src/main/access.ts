import { Refusal } from '../domain/refusal.ts'
import { withLedger } from './admins.ts'
import { configOf, find } from './commands.ts'
import { shortTime } from './restore-words.ts'
import { table } from './terminal.ts'

/** `yestermail access list [ADDRESS]`: links by which somebody can open an account without its mail password, or is in now. */
export function listAccess([typed]: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  return withLedger(config, async ledger => {
    const account = typed ? await find({ ledger }, config, typed) : null
    const addresses = new Map((await ledger.accounts()).map(one => [one.id, one.address]))
    const time = (at: number) => shortTime(at, config.zone)
    const rows = (await ledger.accesses(account?.id ?? null, Date.now())).map(one => [
      ...[addresses.get(one.account) ?? one.account, one.by, time(one.at), time(one.until)],
      one.usedAt === null ? 'not used' : time(one.usedAt),
    ])
    const head = ['account', 'made by', 'made', 'good until', 'used']
    process.stdout.write(rows.length ? table([head, ...rows]) : 'No link opens an account.\n')
    return 0
  })
}

/** `yestermail access withdraw ADDRESS`: every such link of that account is over, and whoever came in by one is out. */
export function withdrawAccess([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  return withLedger(config, async ledger => {
    const { id, address } = await find({ ledger }, config, typed)
    const ended = await ledger.endAccess(id, null, Date.now(), { kind: 'operator' })
    if (ended === 0) throw new Refusal('no-link', `No link opens ${address}; see: yestermail access list`)
    process.stdout.write(
      `${ended === 1 ? '1 link' : `${ended} links`} of ${address} withdrawn; whoever came in by one is out.\n`,
    )
    return 0
  })
}
