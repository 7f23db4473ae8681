import { setTimeout } from 'node:timers/promises'
import { type Config, loadConfig } from '../config/config.ts'
import { restoreWords } from '../config/restore.ts'
import { secretVariables } from '../config/sources.ts'
import type { Account } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import { clockWords, localDay, localTime } from '../domain/day.ts'
import type { Receipt } from '../domain/folder-state.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { Point, Run } from '../domain/point.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { openLog } from '../log.ts'
import { backUpOrJoin } from '../nights/join-run.ts'
import { rebuildIndex } from '../proof/rebuild-index.ts'
import { wordsOf } from './problem-words.ts'
import { keptWords } from './receipt-text.ts'
import { lines, showProgress, size, table } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/**
 * The configuration of the command line, the environment and the file; see loadConfig about `secrets`. Secrets of the
 * environment are gone from it afterwards: other programs, threads and diagnostic reports get a copy of it.
 */
export function configOf(options: Record<string, unknown>, { secrets = true } = {}): Config {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const account = Array.isArray(options.account) ? options.account.map(String) : undefined
  const flags = {
    imap: text('imap'),
    domain: text('domain'),
    data: text('data'),
    listen: text('listen'),
    account,
  }
  const { config } = loadConfig({ file: text('config'), env: process.env, flags, secrets })
  for (const name of secretVariables) delete process.env[name]
  return config
}

/** `yestermail snapshot [ADDRESS] [--all]` */
export function snapshotAccounts([address]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    const progress = showProgress(account.address)
    try {
      const trigger = account.build ? 'manual' : 'first'
      const backUp = (onProgress: typeof progress.update) => work.backUp(account.id, trigger, onProgress)
      const world = { ledger: work.ledger, backUp, pause: setTimeout }
      const point = await backUpOrJoin(world, account.id, progress.update)
      progress.stop()
      process.stdout.write(lines(`${account.address}: ${sentence(point)}`))
      return point.status === 'complete'
    } finally {
      progress.stop()
    }
  })
}

/** `yestermail points ADDRESS` */
export async function showPoints([address]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    const points = await work.ledger.points(account.id)
    const pins = (await work.ledger.pins(account.id)).filter(pin => pin.until > Date.now())
    const damaged = new Set((await work.ledger.damages(account.id)).flatMap(one => one.days))
    const rows = points.map(point => [
      `#${point.number}`,
      `${localDay(point.takenAt, point.zone)} ${localTime(point.takenAt, point.zone).replace(/(..)(..)/, '$1:$2')}`,
      String(point.messages),
      size(point.bytes),
      `${(point.durationMs / 1000).toFixed(1)} s`,
      work.layout.day(account.id, point.dir),
      damaged.has(point.dir) ? `${point.status}, damaged` : point.status,
      localDay(point.keptUntil - 1, point.zone),
      pins
        .filter(pin => pin.point === point.number)
        .map(pin => `${pin.reason} until ${localDay(pin.until - 1, point.zone)}`)
        .join(', '),
    ])
    const head = ['number', 'taken', 'messages', 'size', 'took', 'place', 'state', 'kept until', 'held for']
    process.stdout.write(points.length ? table([head, ...rows]) : 'No restore point yet.\n')
    if (points.some(point => damaged.has(point.dir)))
      process.stdout.write(
        `What is damaged, and how to mend it: yestermail verify ${account.address} --heal\n`,
      )
    for (const point of points)
      for (const problem of point.problems) process.stdout.write(table([problemRow(point, problem)]))
    for (const run of (await work.ledger.runs(account.id, 100)).filter(one => one.state === 'failed'))
      process.stdout.write(table([failedRow(account, run)]))
    return true
  })
}

/** `yestermail reindex [ADDRESS] [--all]` */
export function reindexAccounts([address]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    let damaged = 0
    const onDamage = (error: unknown) => {
      damaged++
      process.stderr.write(
        lines(`${account.address}: a day is left out: ${error instanceof Error ? error.message : error}`),
      )
    }
    const onDay = ({ point }: Receipt) => process.stderr.write(lines(`${account.address}: ${point.dir}`))
    const receipts = await work.withLease(account.id, () => rebuildIndex(work, account.id, onDamage, onDay))
    process.stdout.write(`${account.address}: index of ${receipts.length} days built anew.\n`)
    return damaged === 0
  })
}

/** `yestermail check-config` */
export async function checkConfig(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const rows = [...config.servers.values()].map(server => [
    server.domain,
    `${server.host}:${server.port}`,
    server.security,
    signInWords(server),
    enrolWords(server),
    `plan ${server.plan}`,
    restoreWords(server),
    closedWords(server),
  ])
  process.stdout.write(
    `The configuration is right.\nData: ${config.data}\nPage: ${config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${config.listen.host}:${config.listen.port}`}\nZone of new accounts: ${config.zone}\n`,
  )
  process.stdout.write(`${lettersSentence(config)}\n`)
  process.stdout.write(table(rows))
  return 0
}

function lettersSentence({ mail }: Config): string {
  if (!mail)
    return 'Letters: none are sent, because [mail] is not set; alarms are seen with: yestermail status'
  const to = mail.operators.length ? mail.operators.join(', ') : 'nobody but owners (mail.operators is empty)'
  return `Letters: to ${to}, from ${mail.from}, by ${mail.host}:${mail.port} (${mail.security})`
}

function closedWords({ eraseClosedAfter: after }: MailServer): string {
  return after === undefined
    ? 'closed accounts stay'
    : `closed accounts are erased after ${after / 86_400_000} days`
}

function enrolWords({ enrol, enrolCommand }: MailServer): string {
  const who = enrol === 'list' ? 'only accounts that were added' : 'whoever signs in'
  return enrolCommand ? `${who}, and those listed daily by: ${enrolCommand.join(' ')}` : who
}

function signInWords({ master, oauth }: MailServer): string {
  if (master) return `master user ${master.user}`
  return oauth ? `OAuth 2, ${oauth.kind}` : 'own passwords, kept sealed'
}

// Exit code 1 when one account failed; the others are done all the same.
export async function eachAccount(
  address: string | undefined,
  options: Record<string, unknown>,
  run: (work: Work, account: Account) => Promise<boolean>,
): Promise<number> {
  const config = configOf(options)
  if (!address && !options.all) throw new Refusal('no-account', 'Name an address, or say --all.')
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const accounts = address ? [await find(work, config, address)] : await work.ledger.accounts()
    let good = true
    for (const account of accounts) {
      try {
        good = (await run(work, account)) && good
      } catch (error) {
        if (!isRefusal(error) && accounts.length === 1) throw error
        process.stderr.write(
          lines(`${account.address}: ${error instanceof Error ? error.message : String(error)}`),
        )
        good = false
      }
    }
    return good ? 0 : 1
  } finally {
    await work.close()
  }
}

/** The canonical form of an address as typed. Throws Refusal 'bad-address'. */
export function addressOf(config: Config, typed: string): { address: string; domain: string } {
  const found = canonicalAddress(typed, config.servers)
  if (found) return found
  throw new Refusal(
    'bad-address',
    `"${typed}" is not a mail address of a configured domain (${[...config.servers.keys()].join(', ')}).`,
  )
}

/** The enrolled account of an address as typed. Throws Refusal 'unknown-account'. */
export async function find(
  work: { ledger: Pick<Work['ledger'], 'accountByAddress'> },
  config: Config,
  typed: string,
): Promise<Account> {
  const { address } = addressOf(config, typed)
  const account = await work.ledger.accountByAddress(address)
  if (account) return account
  throw new Refusal('unknown-account', `${address} is not enrolled; see: yestermail account list`)
}

function sentence(point: Point): string {
  const what = `#${point.number}, ${point.messages} messages, ${size(point.bytes)}, ${point.newMessages} new`
  const lacks = point.problems
    .map(problem => [wordsOf(problem), problem.folder].filter(Boolean).join(': '))
    .join('; ')
  return `${what}, ${(point.durationMs / 1000).toFixed(1)} s, ${point.status}${lacks ? ` (${lacks})` : ''}, ${keptWords(point)}`
}

function problemRow(point: Point, problem: Point['problems'][number]): string[] {
  const { code, of, done = 0, until } = problem
  const figures = [
    problem.uids?.length ? `${problem.uids.length} messages` : '',
    of === undefined ? '' : `${done.toLocaleString('en')} of ${of.toLocaleString('en')} messages`,
    until === undefined
      ? ''
      : `${code === 'not-finished' ? 'done by' : 'goes on'} ${clockWords(until, point.zone)}`,
  ]
  return [
    `#${point.number}`,
    wordsOf({ code, until }),
    problem.folder ?? '',
    figures.filter(Boolean).join(', '),
    problem.detail ?? '',
  ]
}

function failedRow(account: Account, { startedAt, problem }: Run): string[] {
  const time = localTime(startedAt, account.zone).replace(/(..)(..)/, '$1:$2')
  return [
    'failed',
    `${localDay(startedAt, account.zone)} ${time}`,
    problem ? wordsOf(problem) : '',
    problem?.detail ?? '',
  ]
}
