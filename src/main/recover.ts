import { openLog } from '../log.ts'
import { storedAccounts } from '../maildir/lost-ledger.ts'
import { accountFiles } from '../maildir/open-run.ts'
import { lastReceipt } from '../maildir/read-state.ts'
import { type Recovered, recoverAccounts } from '../nights/recover-accounts.ts'
import { configOf } from './commands.ts'
import { lines } from './terminal.ts'
import { openWork } from './work.ts'

/** `yestermail account recover`: accounts and days that lie on the disk and that a lost ledger, or an old copy of it, does not know. Exit code 1 when something is left. */
export async function recoverLedger(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false, ledgerLost: true })
  const { ledger, layout } = work
  let left = 0
  const leave = (what: string) => {
    left++
    process.stderr.write(lines(what))
  }
  let recovered = 0
  try {
    await recoverAccounts(
      {
        ledger,
        servers: config.servers,
        zone: config.zone,
        now: work.now,
        stored: () => storedAccounts(layout),
        days: id => accountFiles(layout, id).days(),
        lastReceipt: async id => (await lastReceipt(layout, id))?.receipt ?? null,
        async takeUp(account) {
          await work.takeUp(account, error => leave(`${account.address}: ${messageOf(error)}`))
          const build = (await ledger.account(account.id))?.build
          if (build) await work.forgetIndexes(account.id, build)
          const { length } = await ledger.points(account.id)
          process.stdout.write(
            lines(`${account.address}: ${length === 1 ? 'one backup' : `${length} backups`}`),
          )
        },
      },
      one => {
        if (one.outcome === 'recovered') recovered++
        else leave(why(one))
      },
    )
    process.stdout.write(
      recovered
        ? 'Passwords that were kept, plans of single accounts, held backups, requests for restores, admins and the log do not lie with the mail; see: yestermail account list\n'
        : 'There is nothing to recover.\n',
    )
    return left ? 1 : 0
  } finally {
    await work.close()
  }
}

function why({ id, address, outcome, error }: Recovered): string {
  switch (outcome) {
    case 'no-server':
      return `${address}: its mail domain is not in the configuration; add it there and run this again.`
    case 'other-account':
      return `${address}: has an account already, with newer or other backups; those in accounts/${id} stay as they are, to be read as files.`
    case 'no-receipt':
      return `accounts/${id}: no receipt in it is whole, so nobody can tell whose it is; it stays as it is, to be read as files.`
    default:
      return `${address ?? `accounts/${id}`}: ${messageOf(error)}`
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
