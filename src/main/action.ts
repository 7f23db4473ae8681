import type { Command } from 'commander'
import { isRefusal } from '../domain/refusal.ts'
import { isDamage } from '../sqlite/damaged.ts'
import { lines } from './terminal.ts'

/** Runs a command with its arguments and all options in effect; a refusal is one sentence on standard error. */
export function action(run: (args: string[], options: Record<string, unknown>) => Promise<number>) {
  return async (...given: unknown[]) => {
    const command = given.at(-1) as Command
    try {
      process.exitCode = await run(command.args, command.optsWithGlobals())
    } catch (error) {
      if (isRefusal(error)) {
        process.stderr.write(lines(`yestermail: ${error.message}`))
        process.exitCode = 2
        return
      }
      if (isDamage(error)) {
        process.stderr.write(DAMAGED)
        process.exit(2)
      }
      // Node itself would print what a mail server said as it came.
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
      process.stderr.write(lines(`yestermail: something went wrong that should not: ${fault}`))
      process.exit(1)
    }
  }
}

// An index that is damaged heals itself; this is what does not.
const DAMAGED =
  'yestermail: ledger.sqlite in the data folder, the list of accounts and backups, is damaged. Stop Yestermail, move the ' +
  'file away with its -wal and -shm, and put a copy of it there. Without one, once it is away: yestermail account recover\n'
