import type { AuditActor } from '../domain/audit.ts'
import { checkData } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { openLedgerReader } from '../sqlite/read-ledger.ts'
import { configOf, find } from './commands.ts'
import { nameOf } from './requests.ts'
import { shortTime } from './restore-words.ts'
import { table } from './terminal.ts'

/** Lines that are shown. */
const MOST = 200

/** `yestermail audit [ADDRESS] [--verify]`: who did what, newest first; with --verify, whether the log is whole. Exit code 1 when it is not. */
export async function showAudit([typed]: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const layout = layoutOf(config.data)
  await checkData(layout)
  const ledger = openLedgerReader(layout.ledger)
  try {
    if (options.verify) return said(await ledger.checkAudit())
    const account = typed ? await find({ ledger }, config, typed) : null
    const addresses = new Map((await ledger.accounts()).map(one => [one.id, one.address]))
    const rows = (await ledger.audit(account?.id ?? null, null, MOST)).map(one => [
      String(one.id),
      shortTime(one.at, config.zone),
      whoOf(one.who),
      one.act,
      one.account === null ? '' : (addresses.get(one.account) ?? `${one.account} (removed)`),
      Object.entries(one.about)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ])
    process.stdout.write(rows.length ? table(rows) : 'Nothing was written down yet.\n')
    return 0
  } finally {
    ledger.close()
  }
}

function whoOf(who: AuditActor): string {
  if (who.kind === 'worker') return who.kind
  return who.kind === 'admin' ? `admin ${who.name}` : nameOf(who)
}

type Checked = Awaited<ReturnType<ReturnType<typeof openLedgerReader>['checkAudit']>>

function said(check: Checked): number {
  if (check.state === 'whole') {
    process.stdout.write(
      `The audit log is whole: ${check.entries} ${check.entries === 1 ? 'entry' : 'entries'}. Its last hash, to be kept elsewhere:\n${check.hash}\n`,
    )
    return 0
  }
  process.stdout.write(
    `The audit log was changed: entry ${check.entry} is ${check.why === 'missing' ? 'missing' : 'not as it was written'}.\n`,
  )
  return 1
}
