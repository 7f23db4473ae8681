import { instantOf, isDay } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { billingCsv } from '../formats/billing-csv.ts'
import { checkData } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { openLedgerReader } from '../sqlite/read-ledger.ts'
import { configOf } from './commands.ts'

/** `yestermail billing [--since DAY]`: restores that cost something, as CSV (RFC 4180). Reads only. */
export async function showBilling(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const since = typeof options.since === 'string' ? options.since : null
  if (since !== null && !isDay(since))
    throw new Refusal('bad-day', '--since must be a day of the calendar, for example 2026-11-01.')
  const layout = layoutOf(config.data)
  await checkData(layout)
  const ledger = openLedgerReader(layout.ledger)
  try {
    const from = since === null ? 0 : instantOf(since, '00:00', config.zone)
    process.stdout.write(billingCsv(await ledger.billing(from, null), config.zone))
    return 0
  } finally {
    ledger.close()
  }
}
