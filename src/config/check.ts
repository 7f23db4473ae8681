import { isIP } from 'node:net'
import { z } from 'zod'
import { canonicalDomain } from '../domain/address.ts'
import { isZone } from '../domain/day.ts'
import type { MailServer } from '../domain/mail-server.ts'
import { usualNights, usualPlan } from '../domain/plans.ts'
import type { Config } from './config.ts'
import { checkDomain, isLoopback, PICTURES } from './domain.ts'
import { type Fields, readFields } from './fields.ts'
import { checkMail } from './mail.ts'
import { octets } from './octets.ts'
import { checkPlanName, checkPlans, NIGHT_SETTINGS } from './plans.ts'
import type { Layer, Tree, Vault } from './sources.ts'

/**
 * The settings of yestermail.toml. Each is named, described to a person who got it wrong, and has its default below.
 *
 *   data            the folder for everything that is kept                       ./snapshots
 *   listen          where the web page is served                                 127.0.0.1:8025
 *   publicUrl       how people reach it, when that differs                       as the browser says
 *   trustedProxies  whose X-Forwarded-For is believed                            none
 *   tls.cert, .key  PEM files; then it speaks https itself                       none
 *   zone            time zone of new accounts                                    the system's
 *   nightlyAt       when the nightly restore points begin, in the account's zone 00:00
 *   nightlySpread   minutes over which the accounts are spread                   60
 *   runsAtOnce      accounts that are backed up at the same time                 4
 *   keepDays        every night, and so many days back are kept: plan "days-N"   15
 *   plan            the plan of every mail domain that names none, for keepDays  days-15
 *   remotePictures  pictures of the internet in mail: "ask" shows them when asked, "never"  ask
 *   plans.NAME      a plan: see config-plans.ts
 *   mail            how letters leave: see config-mail.ts                        none are sent
 *   alarmAfterDays  days without a good backup that are too many                 3
 *   metricsFrom     who may read /metrics and the whole of /health               this machine
 *   logLevel        debug, info, warn or error                                   info
 *   runLimit        minutes one run of an account may take; the next night goes on      360
 *   verifyDays      days within which every stored message is read again         30
 *   verifyBytesPerSecond  octets a second that this reads at most                20 MB
 *   minFree         octets that stay free on the disk of the data folder, "256 MB"       256 MB
 *   domains.NAME    a mail domain: see config-domain.ts
 */
const SETTINGS = {
  data: [z.string().min(1), 'the path of a folder'],
  listen: [
    z
      .string()
      .transform(readListen)
      .pipe(z.object({ host: z.string(), port: z.number() })),
    'HOST:PORT, for example "127.0.0.1:8025"',
  ],
  publicUrl: [
    z.string().refine(isOrigin),
    'the address people type, without a path: "https://yestermail.example.org"',
  ],
  trustedProxies: [
    z.array(z.string().refine(isNetwork)),
    'a list of IP addresses or CIDR ranges: ["10.0.0.1", "192.168.0.0/16"]',
  ],
  tls: [
    z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }),
    'two PEM files: cert = "…", key = "…"',
  ],
  zone: [z.string().refine(isZone), 'the name of a time zone, for example "Europe/Oslo"'],
  keepDays: [z.int().min(1).max(3660), 'a whole number of days from 1 to 3660'],
  nightlyAt: NIGHT_SETTINGS.at,
  nightlySpread: NIGHT_SETTINGS.spread,
  runsAtOnce: [z.int().min(1).max(64), 'a whole number from 1 to 64'],
  plan: [z.string().min(1), 'the name of a plan, for example "days-15"'],
  remotePictures: PICTURES,
  plans: [z.record(z.string(), z.record(z.string(), z.unknown())), 'tables: [plans.NAME]'],
  mail: [
    z.record(z.string(), z.unknown()),
    'a table: server = "smtps://HOST", from = "…", operators = ["…"]',
  ],
  alarmAfterDays: [z.int().min(1).max(365), 'a whole number of days from 1 to 365'],
  metricsFrom: [
    z.array(z.string().refine(isNetwork)),
    'a list of IP addresses or CIDR ranges: ["10.0.0.0/8"]',
  ],
  logLevel: [z.enum(['debug', 'info', 'warn', 'error']), '"debug", "info", "warn" or "error"'],
  runLimit: [z.int().min(1).max(10_080), 'a whole number of minutes from 1 to 10080'],
  verifyDays: [z.int().min(1).max(366), 'a whole number of days from 1 to 366'],
  verifyBytesPerSecond: [octets, 'an amount of octets, for example "20 MB"'],
  minFree: [octets, 'an amount of octets, for example "256 MB"'],
  domains: [z.record(z.string(), z.record(z.string(), z.unknown())), 'tables: [domains."example.org"]'],
} satisfies Fields

/** Checks the layers, later ones win. Everything wrong is pushed to `problems` as a sentence; null when nothing can be made of it. */
export function checkSettings(layers: readonly Layer[], disk: Disk, problems: string[]): Config | null {
  const names = new Map(layers.flatMap(layer => [...layer.names]))
  const settings = layers.map(layer => canonicalDomains(layer.settings, problems)).reduce(merge, {})
  const told = readFields(settings, SETTINGS, '', names, problems)
  const nights = {
    at: told.nightlyAt ?? usualNights.at,
    spreadMinutes: told.nightlySpread ?? usualNights.spreadMinutes,
  }
  const { keepDays } = told
  const plans = checkPlans({ tables: told.plans ?? {}, nights, keepDays }, names, problems)
  const plan = told.plan ?? (keepDays === undefined ? usualPlan : `days-${keepDays}`)
  if (told.plan !== undefined) {
    checkPlanName(told.plan, names.get('plan') ?? 'plan', plans, problems)
    if (keepDays !== undefined)
      problems.push('keepDays and plan are both set; keepDays is short for a plan, so keep one of them.')
  }
  const usual = told.remotePictures ? { remotePictures: told.remotePictures } : {}
  const servers = new Map<string, MailServer>()
  const accounts: string[] = []
  for (const [domain, tree] of Object.entries(told.domains ?? {})) {
    const checked = checkDomain(domain, { plan, ...usual, ...tree }, names, disk, problems)
    if (!checked) continue
    servers.set(domain, checked.server)
    if (isTree(tree) && 'plan' in tree)
      checkPlanName(checked.server.plan, `domains.${domain}.plan`, plans, problems)
    accounts.push(...checked.accounts)
  }
  if (Object.keys(told.domains ?? {}).length === 0 && problems.length === 0) problems.push(NO_SERVER)
  checkTwice([...servers.values()], problems)
  const listen = told.listen ?? { host: '127.0.0.1', port: 8025 }
  const publicUrl = told.publicUrl ? new URL(told.publicUrl).origin : null
  const trustedProxies = told.trustedProxies ?? []
  if (!('listen' in settings && !told.listen) && !('publicUrl' in settings && !publicUrl))
    checkExposure({ listen, publicUrl, trustedProxies, tls: told.tls !== undefined }, problems)
  const data = disk.resolve(told.data ?? './snapshots')
  if (!disk.exists(data)) problems.push(`data is ${data}, which is a file; name a folder.`)
  return {
    data,
    listen,
    publicUrl,
    trustedProxies,
    tls: told.tls ? pemFiles(told.tls, disk, problems) : null,
    zone: told.zone ?? systemZone('zone' in settings, problems),
    runsAtOnce: told.runsAtOnce ?? 4,
    plans,
    mail: told.mail ? checkMail(told.mail, names, disk, problems) : null,
    alarmAfterDays: told.alarmAfterDays ?? 3,
    metricsFrom: told.metricsFrom ?? [],
    logLevel: told.logLevel ?? 'info',
    verifyDays: told.verifyDays ?? 30,
    verifyBytesPerSecond: told.verifyBytesPerSecond ?? 20_000_000,
    limits: { runMinutes: told.runLimit ?? 360, minFree: told.minFree ?? 256_000_000 },
    servers,
    accounts,
  }
}

/** What the check asks of the disk. `exists` is false for something that is there and no folder. */
export interface Disk extends Vault {
  exists(path: string): boolean
  resolve(path: string): string
}

const NO_SERVER =
  'No mail server is named. Start with --imap imaps://HOST --domain D (or --account ADDRESS), ' +
  'or write [domains."D"] with server = "imaps://HOST" into yestermail.toml.'

// Then anna@one and anna@two would be the same mailbox, backed up twice under two names.
function checkTwice(servers: readonly MailServer[], problems: string[]): void {
  const seen = new Map<string, string>()
  for (const { host, port, login, domain } of servers) {
    if (login !== 'local') continue
    const other = seen.get(`${host}:${port}`)
    if (other)
      problems.push(
        `domains.${domain} and domains.${other} both sign in at ${host} with the local part alone, ` +
          'so each mailbox would have two addresses; keep one of the domains.',
      )
    seen.set(`${host}:${port}`, domain)
  }
}

function checkExposure(
  web: Pick<Config, 'listen' | 'publicUrl' | 'trustedProxies'> & { tls: boolean },
  problems: string[],
): void {
  const https = web.publicUrl?.startsWith('https:') ?? false
  if (web.publicUrl && !https && !isLoopback(new URL(web.publicUrl).hostname))
    problems.push('publicUrl must begin with https:// : mail passwords are typed there.')
  else if (web.publicUrl && !https && web.tls)
    problems.push('publicUrl begins with http:// though tls is set; write https://.')
  else if (https && !web.tls && web.trustedProxies.length === 0)
    problems.push(
      'publicUrl is https and Yestermail itself would speak plain http, so a proxy stands before it: ' +
        'name the proxy, trustedProxies = ["127.0.0.1"], or set tls.cert and tls.key.',
    )
  else if (!isLoopback(web.listen.host) && !web.tls && !https)
    problems.push(
      `listen is ${web.listen.host}, which other machines can reach, and passwords would travel in the open: ` +
        'set tls.cert and tls.key, or publicUrl = "https://…" and trustedProxies when a proxy stands before it, or listen on 127.0.0.1.',
    )
}

// Node knows no zone when TZ names none that exists; days would then begin at nobody's midnight.
function systemZone(isWrong: boolean, problems: string[]): string {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (zone !== undefined && isZone(zone)) return zone
  if (!isWrong)
    problems.push(
      'The system\'s time zone (TZ) is none that is known here; set zone = "Europe/Oslo" or YESTERMAIL_ZONE.',
    )
  return 'UTC'
}

function pemFiles(
  tls: { cert: string; key: string },
  disk: Disk,
  problems: string[],
): { cert: string; key: string } {
  const read = (name: 'cert' | 'key') => {
    const file = disk.readText(tls[name])
    if ('text' in file) {
      if (file.text.includes('-----BEGIN ')) return file.text
      problems.push(`tls.${name} names ${tls[name]}, which is not a PEM file.`)
    } else problems.push(`tls.${name} names ${tls[name]}, which cannot be read (${file.reason}).`)
    return ''
  }
  return { cert: read('cert'), key: read('key') }
}

function readListen(text: string): { host: string; port: number } | null {
  const m = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text)
  const port = Number(m?.[3])
  return m && port < 65536 ? { host: m[1] ?? m[2] ?? '', port } : null
}

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
}

function isNetwork(text: string): boolean {
  const [ip = '', bits, more] = text.split('/')
  const version = isIP(ip)
  if (version === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

// "Example.ORG" of the file and "example.org" of a flag are one domain.
function canonicalDomains(settings: Tree, problems: string[]): Tree {
  const domains = settings.domains
  if (typeof domains !== 'object' || domains === null) return settings
  const canonical: Tree = {}
  for (const [written, tree] of Object.entries(domains)) {
    const domain = canonicalDomain(written)
    if (domain === null) problems.push(`domains: "${written}" is not a mail domain.`)
    else if (domain in canonical) problems.push(`domains: ${domain} is there twice.`)
    else canonical[domain] = tree
  }
  return { ...settings, domains: canonical }
}

function merge(below: Tree, above: Tree): Tree {
  const merged: Tree = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key]
    merged[key] = isTree(old) && isTree(value) ? merge(old, value) : value
  }
  return merged
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
