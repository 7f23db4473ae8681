import { canonicalDomain } from '../domain/address.ts'

/** Settings as nested plain objects, named as in yestermail.toml; not yet checked. */
export type Tree = { [key: string]: unknown }

/** One source of settings, and how its person knows each: by path ("domains.example.org.server") → name to use in a sentence. */
export interface Layer {
  settings: Tree
  names: ReadonlyMap<string, string>
}

/** The command line's options that are settings; `account` may be given more than once. */
export interface Flags {
  imap?: string | undefined
  domain?: string | undefined
  account?: string | string[] | undefined
  data?: string | undefined
  listen?: string | undefined
}

export type ReadText = (path: string) => { text: string } | { reason: string }

/** How files are read, and whether this process may hold passwords. */
export interface Vault {
  readText: ReadText
  secrets: boolean
}

/**
 * The environment's names. Those of one mail domain stand for the domain that YESTERMAIL_DOMAIN names, else for the one
 * of the command line; more domains need the file. A name that ends in _FILE gives the path of a file that holds the
 * value (its last line break removed).
 */
const ENVIRONMENT: Record<string, { path: string; kind?: 'number' | 'boolean' | 'list'; secret?: true }> = {
  DATA: { path: 'data' },
  LISTEN: { path: 'listen' },
  PUBLIC_URL: { path: 'publicUrl' },
  TRUSTED_PROXIES: { path: 'trustedProxies', kind: 'list' },
  TLS_CERT: { path: 'tls.cert' },
  TLS_KEY: { path: 'tls.key' },
  ZONE: { path: 'zone' },
  KEEP_DAYS: { path: 'keepDays', kind: 'number' },
  PLAN: { path: 'plan' },
  NIGHTLY_AT: { path: 'nightlyAt' },
  NIGHTLY_SPREAD: { path: 'nightlySpread', kind: 'number' },
  RUNS_AT_ONCE: { path: 'runsAtOnce', kind: 'number' },
  RUN_LIMIT: { path: 'runLimit', kind: 'number' },
  MIN_FREE: { path: 'minFree' },
  ALARM_AFTER_DAYS: { path: 'alarmAfterDays', kind: 'number' },
  METRICS_FROM: { path: 'metricsFrom', kind: 'list' },
  LOG_LEVEL: { path: 'logLevel' },
  REMOTE_PICTURES: { path: 'remotePictures' },
  MAIL_SERVER: { path: 'mail.server' },
  MAIL_USER: { path: 'mail.user' },
  MAIL_PASSWORD: { path: 'mail.password', secret: true },
  MAIL_FROM: { path: 'mail.from' },
  MAIL_OPERATORS: { path: 'mail.operators', kind: 'list' },
  MAIL_LANGUAGE: { path: 'mail.language' },
  IMAP: { path: '@.server' },
  INSECURE: { path: '@.insecure', kind: 'boolean' },
  LOGIN: { path: '@.login' },
  CA: { path: '@.ca' },
  FOLD_CASE: { path: '@.foldCase', kind: 'boolean' },
  ENROL: { path: '@.enrol' },
  ACCOUNTS: { path: '@.accounts', kind: 'list' },
  MASTER_USER: { path: '@.master.user' },
  MASTER_PASSWORD: { path: '@.master.password', secret: true },
  MASTER_FORM: { path: '@.master.form' },
  MASTER_SEPARATOR: { path: '@.master.separator' },
}

/** The variables that hold secrets themselves. */
export const secretVariables: readonly string[] = Object.entries(ENVIRONMENT)
  .filter(([, { secret }]) => secret)
  .map(([name]) => `YESTERMAIL_${name}`)

// Not settings: where the configuration is, the domain of those above, and switches of the tests and the bench.
const NOT_SETTINGS = /^(CONFIG|DOMAIN|(CORPORA|TEST|BENCH|DEMO|SEED)(_.*)?)$/

/**
 * The settings of YESTERMAIL_* variables. Unknown ones and unreadable files are pushed to `problems`. `flags` say which
 * domain is meant where YESTERMAIL_DOMAIN does not.
 */
export function fromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  flags: Flags,
  { readText, secrets }: Vault,
  problems: string[],
): Layer {
  const settings: Tree = {}
  const names = new Map<string, string>()
  const [told = '', ...more] = domainsOf(flags)
  const domain = canonical(env.YESTERMAIL_DOMAIN || (more.length === 0 ? told : ''))
  for (const [variable, written] of Object.entries(env)) {
    if (!variable.startsWith('YESTERMAIL_') || written === undefined) continue
    const name = variable.slice('YESTERMAIL_'.length)
    if (NOT_SETTINGS.test(name)) continue
    const secret = /^(.*)_FILE$/.exec(name)?.[1]
    const setting = ENVIRONMENT[secret !== undefined && ENVIRONMENT[secret]?.secret ? secret : name]
    if (!setting) {
      problems.push(`${variable} is not a setting of Yestermail.`)
      continue
    }
    if (setting.path.startsWith('@') && !domain) {
      problems.push(`${variable} needs YESTERMAIL_DOMAIN (or --domain), the mail domain it is about.`)
      continue
    }
    if (setting.secret && secret !== undefined && env[`YESTERMAIL_${secret}`] !== undefined)
      problems.push(`YESTERMAIL_${secret} and ${variable} are both set; keep one of them.`)
    if (setting.secret && !secrets) continue
    const file = secret !== undefined && setting.secret ? readText(written) : { text: written }
    if ('reason' in file) {
      problems.push(`${variable} names ${written}, which cannot be read (${file.reason}).`)
      continue
    }
    const text = file.text === written ? written : file.text.replace(/\r?\n$/, '')
    const path = setting.path.startsWith('@')
      ? ['domains', domain, ...setting.path.slice(2).split('.')]
      : setting.path.split('.')
    put(settings, path, typed(text, setting.kind))
    names.set(path.join('.'), variable)
  }
  if (domain && env.YESTERMAIL_IMAP === undefined) put(settings, ['domains', domain], {}, true)
  return { settings, names }
}

/** The settings of the command line. `--account ann@example.org` names the domain too, and the one account to enrol. */
export function fromFlags(flags: Flags, problems: string[]): Layer {
  const settings: Tree = {}
  const names = new Map<string, string>()
  const set = (path: string[], value: unknown, name: string) => {
    put(settings, path, value)
    names.set(path.join('.'), name)
  }
  if (flags.data !== undefined) set(['data'], flags.data, '--data')
  if (flags.listen !== undefined) set(['listen'], flags.listen, '--listen')
  const accounts = [flags.account ?? []].flat()
  const domains = domainsOf(flags)
  if (flags.imap !== undefined && domains.size === 0)
    problems.push('--imap needs --domain D or --account ADDRESS, to say whose mail is there.')
  for (const account of accounts)
    if (!account.includes('@')) problems.push(`--account ${account} is not a mail address.`)
  for (const domain of domains) {
    if (domain === '') continue
    put(settings, ['domains', domain], {}, true)
    if (flags.imap !== undefined) set(['domains', domain, 'server'], flags.imap, '--imap')
    const here = accounts.filter(account => domainOf(account) === domain)
    if (here.length > 0) set(['domains', domain, 'accounts'], here, '--account')
  }
  return { settings, names }
}

function domainsOf({ domain, account }: Flags): Set<string> {
  return new Set([...(domain ? [canonical(domain)] : []), ...[account ?? []].flat().map(domainOf)])
}

function domainOf(account: string): string {
  const at = account.lastIndexOf('@')
  return at < 0 ? '' : canonical(account.slice(at + 1))
}

// A name that is none stays as it is, so that the check can say so.
function canonical(domain: string): string {
  return canonicalDomain(domain) ?? domain
}

function put(tree: Tree, path: readonly string[], value: unknown, keep = false): void {
  let at = tree
  for (const key of path.slice(0, -1)) {
    at[key] ??= {}
    at = at[key] as Tree
  }
  const last = path[path.length - 1] ?? ''
  if (!keep || at[last] === undefined) at[last] = value
}

// What is no number or yes/no stays text, so that the check can say what is wrong with it.
function typed(text: string, kind: 'number' | 'boolean' | 'list' | undefined): unknown {
  if (kind === 'number' && /^\d+$/.test(text)) return Number(text)
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (kind === 'list')
    return text
      .split(',')
      .map(item => item.trim())
      .filter(Boolean)
  return text
}
