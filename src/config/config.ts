import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import type { MailServer } from '../domain/mail-server.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import type { Plan } from '../domain/plan.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkSettings } from './check.ts'
import { type Flags, fromEnvironment, fromFlags, type Layer, type Tree } from './sources.ts'

/**
 * Everything Yestermail is told, checked as a whole. Flags win over the environment, that over the file, that over the
 * defaults. The settings, with their names in `yestermail.toml`, are listed in config-check.ts, their names in the
 * environment in config-sources.ts.
 */
export interface Config {
  /** absolute path of the data folder */
  data: string
  listen: { host: string; port: number }
  /** "https://mail.example.org", as people reach it; null: as the browser says */
  publicUrl: string | null
  /** addresses or CIDR ranges whose X-Forwarded-For is believed */
  trustedProxies: string[]
  /** PEM texts */
  tls: { cert: string; key: string } | null
  /** IANA zone of accounts that are enrolled */
  zone: string
  /** when nights begin where a plan does not say it: "HH:MM" in the account's zone, within so many minutes after it */
  /** runs at once, over all accounts */
  runsAtOnce: number
  /** by name, the ready-made ones too; which is whose says `planOf` (domain/plans.ts) */
  plans: ReadonlyMap<string, Plan>
  /** how letters leave; null: none are written */
  mail: MailSettings | null
  /** days without a good point that are too many */
  alarmAfterDays: number
  /** addresses or CIDR ranges that may read /metrics and the whole of /health, beside this machine */
  metricsFrom: string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** every stored message is read again within so many days (30), at so many octets a second at most (20 MB) */
  verifyDays?: number
  verifyBytesPerSecond?: number
  /** minutes one run of an account may take, and octets that stay free on the disk */
  limits: { runMinutes: number; minFree: number }
  /** by mail domain */
  servers: ReadonlyMap<string, MailServer>
  /** canonical addresses to be enrolled */
  accounts: string[]
}

/**
 * The configuration of `flags`, `env` and `file` (by default ./yestermail.toml, if it is there). Throws one Refusal
 * 'bad-config' that lists every wrong setting, each in a sentence; no setting is ignored. Without `secrets` a master
 * user's password is neither needed nor read, and stands as '' in the answer: for the process that faces the web.
 */
export function loadConfig({ file, env = {}, flags = {}, secrets = true }: Sources): { config: Config } {
  const path = file ?? env.YESTERMAIL_CONFIG ?? 'yestermail.toml'
  const named = file !== undefined || env.YESTERMAIL_CONFIG !== undefined
  const problems: string[] = []
  const layers: Layer[] = []
  if (named || existsSync(path)) {
    const settings = readToml(path, problems)
    if (settings) layers.push({ settings, names: new Map() })
  }
  layers.push(fromEnvironment(env, flags, { readText, secrets }, problems), fromFlags(flags, problems))
  const config = checkSettings(layers, { readText, secrets, exists: isFolder, resolve }, problems)
  if (problems.length === 0 && config) return { config }
  throw new Refusal(
    'bad-config',
    `The configuration is not right:\n${problems.map(problem => `  - ${problem}`).join('\n')}`,
    { problems: problems.length },
  )
}

export interface Sources {
  file?: string | undefined
  env?: Readonly<Record<string, string | undefined>>
  flags?: Flags
  /** false: leave out what only `work` may hold */
  secrets?: boolean
}

function readToml(path: string, problems: string[]): Tree | null {
  try {
    return parse(readFileSync(path, 'utf8')) as Tree
  } catch (error) {
    if (error instanceof TomlError)
      problems.push(`${path}, line ${error.line}: this is not TOML (${plainReason(error.message)}).`)
    else problems.push(`The configuration file ${path} cannot be read (${codeOf(error)}).`)
    return null
  }
}

// A string without its closing quote runs into the end of the line, which the parser only calls a control character.
function plainReason(message: string): string {
  const reason = (message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
  if (reason.startsWith('control characters'))
    return 'a text in quotes does not end on its line: a quotation mark is missing, or a control character is in it'
  return reason === 'unfinished string'
    ? 'a text in quotes does not end: a quotation mark is missing'
    : reason
}

// The reason goes to the caller, who knows which setting named the file.
function readText(path: string): { text: string } | { reason: string } {
  try {
    return { text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { reason: codeOf(error) }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied'
  return code || String(error)
}
