import { statfs } from 'node:fs/promises'
import type { WatchedAlarm } from '../domain/alarm.ts'
import { localDay, localTime } from '../domain/day.ts'
import type { Figures, Standing } from '../domain/standing.ts'
import { alarmFacts } from '../letters/alarm-facts.ts'
import { texts } from '../letters/texts.ts'
import { checkData } from '../maildir/data-folder.ts'
import { type Layout, layout as layoutOf } from '../maildir/layout.ts'
import { storedAccounts } from '../maildir/lost-ledger.ts'
import { openLedgerReader } from '../sqlite/read-ledger.ts'
import { configOf } from './commands.ts'
import { size, table } from './terminal.ts'

/** Silence of a worker after which it is taken for dead. Milliseconds. */
const SILENCE = 2 * 60_000
/** Alarms of one kind that are listed. */
const MOST_LINES = 20

/** `yestermail status`: how it all stands. Exit code 0 when nothing is wrong, 1 when something is. Reads only, needs no password. */
export async function showStatus(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const layout = layoutOf(config.data)
  await checkData(layout)
  const ledger = openLedgerReader(layout.ledger)
  try {
    const now = Date.now()
    const time = (at: number) =>
      `${localDay(at, config.zone)} ${localTime(at, config.zone).replace(/(..)(..)/, '$1:$2')}`
    const figures = await ledger.figures(now)
    const alarms = await ledger.alarms()
    const workers = (await ledger.workers()).filter(worker => now - worker.beatAt <= SILENCE)
    const next = await ledger.nextDue()
    const unknown = await unknownAccounts(layout, ledger)
    const rows = [
      ['Workers', workers.length ? `${workers.length} alive` : await silence(ledger, time)],
      ['Accounts', accountsOf(figures)],
      ['Behind', figures.without.map(one => `${one.accounts} for more than ${one.hours} h`).join(', ')],
      ['Good backups', newestOf(figures, time)],
      ['Running', String(figures.running)],
      ['Next', next ? `${next.at ? time(next.at) : 'at once'}, ${next.address}` : 'nothing is due'],
      ['Stored', `${figures.messages} messages, ${size(figures.bytes)} in the newest backups`],
      ...unknownRow(unknown),
      ['Disk', await diskOf(config.data)],
      ['Letters', lettersOf(figures, config.mail !== null)],
      ['Times', `in the zone ${config.zone}`],
    ]
    process.stdout.write(table(rows))
    process.stdout.write(alarms.length ? '\nOpen alarms\n' : '\nNo alarm is open.\n')
    process.stdout.write(alarmsText(alarms, await ledger.standings(), config.zone, time))
    return workers.length && !alarms.length && !unknown ? 0 : 1
  } finally {
    ledger.close()
  }
}

// Where a copy of the ledger was put back.
async function unknownAccounts(
  layout: Layout,
  ledger: { account(id: string): Promise<unknown> },
): Promise<number> {
  let unknown = 0
  for (const id of await storedAccounts(layout)) if (!(await ledger.account(id))) unknown++
  return unknown
}

function unknownRow(unknown: number): string[][] {
  if (!unknown) return []
  const whose = unknown === 1 ? 'an account that is' : `${unknown} accounts that are`
  return [['Not listed', `backups of ${whose} not in the ledger: yestermail account recover`]]
}

async function silence(
  ledger: { heartbeat(): Promise<number> },
  time: (at: number) => string,
): Promise<string> {
  const beat = await ledger.heartbeat()
  return `NONE: no backup is taken. ${beat ? `The last one was alive on ${time(beat)}. ` : ''}Start: yestermail work`
}

function accountsOf({ accounts }: Figures): string {
  const names: Record<string, string> = { 'needs-sign-in': 'must sign in', gone: 'gone' }
  return Object.entries(accounts)
    .map(([state, count]) => `${count} ${names[state] ?? state}`)
    .join(', ')
}

function newestOf({ newestGood, oldestGood }: Figures, time: (at: number) => string): string {
  if (newestGood === null || oldestGood === null) return 'none yet'
  return `newest ${time(newestGood)}; of the account that waits longest ${time(oldestGood)}`
}

function lettersOf({ letters, lettersGivenUp }: Figures, isConfigured: boolean): string {
  if (!isConfigured) return 'none are sent: [mail] is not configured'
  return `${letters} waiting${lettersGivenUp ? `, ${lettersGivenUp} given up today` : ''}`
}

async function diskOf(folder: string): Promise<string> {
  const { bsize, blocks, bavail, files, ffree } = await statfs(folder)
  const entries = files ? `, ${Math.floor((100 * ffree) / files)} % of its file entries` : ''
  return `${size(bavail * bsize)} of ${size(blocks * bsize)} free${entries}`
}

function alarmsText(
  alarms: readonly WatchedAlarm[],
  standings: readonly Standing[],
  zone: string,
  time: (at: number) => string,
): string {
  const addresses = new Map(standings.map(one => [one.id, one.address]))
  let text = ''
  for (const [kind, all] of Map.groupBy(alarms, alarm => alarm.kind)) {
    const { title, advice } = texts.en.alarms[kind]
    const rows = all.slice(0, MOST_LINES).map(alarm => {
      const { account, about, raisedAt } = alarm
      const address = account === null ? '' : (addresses.get(account) ?? account)
      const mending = kind === 'damaged' ? [`mend: yestermail verify ${address} --heal`] : []
      return [
        '',
        [address, about].filter(Boolean).join(' ') || '-',
        `since ${time(raisedAt)}`,
        [...alarmFacts('en', zone, alarm), ...mending].join('; '),
      ]
    })
    if (all.length > MOST_LINES) rows.push(['', `and ${all.length - MOST_LINES} more`])
    text += `${title}\n${table(rows)}  ${advice}\n`
  }
  return text
}
