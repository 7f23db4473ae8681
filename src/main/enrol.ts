import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { canonicalDomain } from '../domain/address.ts'
import { Refusal } from '../domain/refusal.ts'
import { texts } from '../letters/texts.ts'
import { type Log, openLog } from '../log.ts'
import { type EnrolWorld, enrolAddress, enrolByCommand, readList } from '../nights/enrol.ts'
import { configOf } from './commands.ts'
import { lines, whyUnread } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/** What enrolment asks of the outside. */
export function enrolWorld(work: Work, config: Config, log: Log): EnrolWorld {
  return {
    ledger: work.ledger,
    servers: config.servers,
    zone: config.zone,
    nightAt: nightOf(config),
    newId: work.newId,
    now: Date.now,
    log,
    runCommand,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
  }
}

// The lists are few and taken in a minute: one time of day, that of the first, is enough for all.
function nightOf({ servers, plans }: Config): string {
  const first = [...servers.values()].find(server => server.enrolCommand)
  const schedule = plans.get(first?.plan ?? '')?.schedule
  return schedule && 'at' in schedule ? schedule.at : '00:00'
}

/** `yestermail account import FILE`: one address a line. Exit code 1 when a line was none; the others are enrolled. */
export async function importAccounts(
  [file = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const config = configOf(options)
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Refusal('no-list', `The list ${file} cannot be read: ${whyUnread(error)}.`, {}, error)
  })
  const list = readList(text, config.servers)
  const log = openLog({ level: 'warn' })
  const work = await openWork({ config, log, create: true })
  try {
    const world = enrolWorld(work, config, log)
    let fresh = 0
    for (const one of list.addresses) if ((await enrolAddress(world, one)) === 'new') fresh++
    process.stdout.write(`${fresh} enrolled, ${list.addresses.length - fresh} were there already.\n`)
    const named = new Set(list.addresses.map(one => one.address))
    const waiting = (await work.ledger.accounts()).filter(
      one => named.has(one.address) && one.state === 'needs-sign-in' && !one.hasCredential,
    ).length
    if (waiting)
      process.stdout.write(
        `${waiting} of them ${waiting === 1 ? "waits for its owner's" : "wait for their owners'"} first sign-in: yestermail account list\n`,
      )
    for (const line of list.wrong)
      process.stderr.write(`${file}, line ${line}: this is no address of a configured mail domain.\n`)
    return list.wrong.length ? 1 : 0
  } finally {
    await work.close()
  }
}

/** `yestermail account enrol [DOMAIN] [--accept]`: takes the lists of the domains' commands now. */
export async function enrolNow([typed]: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const servers = [...config.servers.values()].filter(
    ({ domain, enrolCommand }) => enrolCommand && (!typed || domain === canonicalDomain(typed)),
  )
  if (!servers.length)
    throw new Refusal(
      'no-list',
      `No enrolCommand is set for ${typed ?? 'any mail domain'} (domains.NAME.enrolCommand).`,
    )
  const log = openLog({ level: 'silent' })
  const work = await openWork({ config, log, create: true })
  try {
    let good = true
    for (const server of servers) {
      const list = await enrolByCommand(enrolWorld(work, config, log), server, {
        accept: options.accept === true,
      })
      good &&= list.taken
      process.stdout.write(lines(`${server.domain}: ${sentence(list)}`))
    }
    return good ? 0 : 1
  } finally {
    await work.close()
  }
}

function sentence(list: Awaited<ReturnType<typeof enrolByCommand>>): string {
  if (list.taken) {
    const unlisted = list.unlisted.length ? `; no longer listed: ${list.unlisted.join(', ')}` : ''
    return `${list.listed} listed, ${list.enrolled.length} enrolled now${unlisted}.`
  }
  if (list.why === 'failed')
    return `the command failed (${reasonWords(String(list.detail.reason))}); nothing was changed.`
  if (list.why === 'empty') return 'the command listed no address of this domain; nothing was changed.'
  return `the command lists ${list.detail.listed}; the last time there were ${list.detail.before}; nothing was changed. If that is right: --accept`
}

function reasonWords(reason: string): string {
  const { values } = texts.en
  return Object.hasOwn(values, reason) ? values[reason as keyof typeof values] : reason
}

const limits = { time: 120_000, octets: 64 << 20 }

// No shell, and none of our settings: among them may be passwords.
function runCommand([program = '', ...args]: readonly string[]): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('YESTERMAIL_')),
  )
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { env, timeout: limits.time, maxBuffer: limits.octets, killSignal: 'SIGKILL' },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    )
    child.stdin?.end()
  })
}
