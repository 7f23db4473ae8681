import { z } from 'zod'
import { canonicalAddress } from '../domain/address.ts'
import { LANGUAGES } from '../domain/language.ts'
import { isMailAddress } from '../domain/letter.ts'
import type { MailServer, MasterUser } from '../domain/mail-server.ts'
import { usualPlan } from '../domain/plans.ts'
import { type Fields, readFields } from './fields.ts'
import { checkOAuth } from './oauth.ts'
import { octets } from './octets.ts'
import { checkRestore } from './restore.ts'
import type { Tree, Vault } from './sources.ts'
import { span } from './span.ts'

/** Are pictures of the internet shown when a reader asks for them, or not at all? */
export const PICTURES: Fields[string] = [z.enum(['ask', 'never']), '"ask" or "never"']

/**
 * The settings of one mail domain, [domains."example.org"].
 *
 *   server     imaps://HOST[:993], imap+starttls://HOST[:143]; imap:// only on this machine or with insecure
 *   insecure   true: plain imap:// over a network, passwords in the open              false
 *   login      user name at the server: the whole "address" or its "local" part       address
 *   ca         PEM file of a private certificate authority                            the system's
 *   foldCase   is Anna@ the same mailbox as anna@                                     true
 *   enrol      "sign-in": whoever signs in is backed up; "list": only accounts        sign-in, list when accounts or a command are named
 *   accounts   addresses to back up                                                   none
 *   dailyBytes octets an account may receive in a UTC day, "2 GB", or "none"          2 GB at Gmail, else none
 *   dailyUploadBytes  octets a restore may send to an account in a UTC day, or "none"  500 MB at Gmail, else none
 *   plan       the plan of its accounts that have none of their own                   the file's plan
 *   language   of letters to its owners who chose none: en, it, fr, nb, de, es        mail.language
 *   remotePictures  "ask" or "never": see config-check.ts                                the file's
 *   offlineSignIn  how long after a good sign-in the same password opens the backups    never
 *              while the mail server gives no answer: "7 days", at most 31; "never"
 *   contact    mail address, named in letters to its owners: whom they may ask       none
 *   master.user, .password or .passwordFile, .form ("separator" or "authzid"), .separator ("*")
 *              a master user that can only read; then no password of a person is kept none
 *   oauth      access tokens instead of passwords: see config-oauth.ts                none
 *   enrolCommand  program and arguments that list who is backed up, one address or    none
 *              login a line; no shell. ["doveadm", "user", "*"]
 *   eraseClosedAfter  when an account that enrolCommand lists no longer, and the server    never
 *              refuses, is erased with all its backups: "90 days", at least 10; "never"
 *   restore    putting mail back: see restore.ts                                       an admin decides
 */
export const DOMAIN_SETTINGS = {
  server: [
    z
      .string()
      .transform(readServer)
      .pipe(z.object({ host: z.string(), port: z.number(), security: z.string() })),
    'imaps://HOST, imap+starttls://HOST or imap://HOST, with :PORT if need be',
  ],
  insecure: [z.boolean(), 'true or false'],
  login: [z.enum(['address', 'local']), '"address" or "local"'],
  ca: [z.string().min(1), 'the path of a PEM file'],
  foldCase: [z.boolean(), 'true or false'],
  enrol: [z.enum(['sign-in', 'list']), '"sign-in" or "list"'],
  accounts: [z.array(z.string()), 'a list of mail addresses'],
  dailyBytes: [z.union([z.literal('none'), octets]), 'an amount of octets, for example "2 GB", or "none"'],
  dailyUploadBytes: [
    z.union([z.literal('none'), octets]),
    'an amount of octets, for example "500 MB", or "none"',
  ],
  plan: [z.string().min(1), 'the name of a plan, for example "days-15"'],
  language: [z.enum(LANGUAGES), 'one of "en", "it", "fr", "nb", "de", "es"'],
  remotePictures: PICTURES,
  offlineSignIn: [
    z.union([z.literal('never').transform(() => 0), span.pipe(z.number().max(31 * 86_400_000))]),
    'a time of at most 31 days, for example "7 days", or "never"',
  ],
  contact: [z.string().refine(isMailAddress), 'a mail address'],
  master: [z.record(z.string(), z.unknown()), 'a table: user = "…", passwordFile = "…"'],
  oauth: [z.record(z.string(), z.unknown()), 'a table: kind = "…", tokenUrl = "https://…"'],
  enrolCommand: [
    z
      .array(z.string())
      .min(1)
      .refine(([program]) => program !== ''),
    'a list: a program and its arguments, ["doveadm", "user", "*"]',
  ],
  eraseClosedAfter: [
    z.union([z.literal('never').transform(() => 0), span.pipe(z.number().min(10 * 86_400_000))]),
    'a time of at least 10 days, for example "90 days", or "never"',
  ],
  restore: [z.record(z.string(), z.unknown()), 'a table: decide = "admin", decideWithin = "7 days"'],
} satisfies Fields

const MASTER_SETTINGS = {
  user: [z.string().min(1), 'the name of the master user'],
  password: [z.string().min(1), 'the password of the master user'],
  passwordFile: [z.string().min(1), 'the path of a file that holds the password'],
  form: [z.enum(['separator', 'authzid']), '"separator" or "authzid"'],
  separator: [z.string().length(1), 'one character, for example "*"'],
} satisfies Fields

/** The server of a domain and its accounts in canonical form; null, with sentences in `problems`, when it cannot be used. */
export function checkDomain(
  domain: string,
  tree: Tree,
  names: ReadonlyMap<string, string>,
  disk: Vault,
  problems: string[],
): { server: MailServer; accounts: string[] } | null {
  const where = `domains.${domain}`
  const told = readFields(tree, DOMAIN_SETTINGS, where, names, problems)
  const ca = told.ca === undefined ? undefined : readPem(told.ca, `${where}.ca`, disk, problems)
  const master = told.master && checkMaster(told.master, `${where}.master`, names, disk, problems)
  const oauth = told.oauth && checkOAuth(told.oauth, `${where}.oauth`, names, disk, problems)
  const restore =
    told.restore &&
    checkRestore(told.restore, `${where}.restore`, names, problems, (one, at) =>
      checkMaster(one, at, names, disk, problems),
    )
  if (told.master && told.oauth) problems.push(`${where}: master and oauth are both set; keep one of them.`)
  if (oauth?.kind === 'refresh-token' && told.enrol === 'sign-in')
    problems.push(
      `${where}.enrol: with refresh tokens, which yestermail account add takes, nobody is enrolled by sign-in; write "list".`,
    )
  // Without a list nothing says that somebody has left: a server that refuses may only have a bad day.
  if (told.eraseClosedAfter && !told.enrolCommand && !('enrolCommand' in tree))
    problems.push(
      `${where}.eraseClosedAfter needs enrolCommand: only a list that is read each day says who has left.`,
    )
  if (!told.server) {
    if (!('server' in tree))
      problems.push(`${where} needs server = "imaps://HOST" (or --imap imaps://HOST, or YESTERMAIL_IMAP).`)
    return null
  }
  const { host, port } = told.server
  const security = told.server.security as MailServer['security']
  if (security === 'none' && !told.insecure && !isLoopback(host))
    problems.push(
      `${where}.server is imap://${host}: passwords would travel in the open. ` +
        'Write imaps:// or imap+starttls://, or insecure = true if you must.',
    )
  const listed = told.accounts?.length || told.enrolCommand || oauth?.kind === 'refresh-token'
  const server: MailServer = {
    domain,
    host,
    port,
    security,
    login: told.login ?? 'address',
    foldCase: told.foldCase ?? true,
    plan: told.plan ?? usualPlan,
    ...daily('dailyBytes', host, told.dailyBytes, 2e9),
    ...daily('dailyUploadBytes', host, told.dailyUploadBytes, 500e6),
    enrol: told.enrol ?? (listed ? 'list' : 'sign-in'),
    ...(ca ? { ca } : {}),
    ...(told.language ? { language: told.language } : {}),
    ...(told.contact ? { contact: told.contact } : {}),
    ...(told.remotePictures === 'never' ? { noPictures: true } : {}),
    ...(told.offlineSignIn ? { offlineSignIn: told.offlineSignIn } : {}),
    ...(master ? { master } : {}),
    ...(oauth ? { oauth } : {}),
    ...(told.enrolCommand ? { enrolCommand: told.enrolCommand } : {}),
    ...(told.eraseClosedAfter ? { eraseClosedAfter: told.eraseClosedAfter } : {}),
    ...(restore ? { restore } : {}),
  }
  const accounts = (told.accounts ?? []).flatMap(written => {
    const found = canonicalAddress(written, new Map([[domain, server]]))
    if (!found) problems.push(`${where}.accounts: "${written}" is not an address of ${domain}.`)
    return found ? [found.address] : []
  })
  return { server, accounts: [...new Set(accounts)] }
}

// Gmail locks the person's account for a day when more than 2,500 MB were fetched in one, or 500 MB added; of the first
// the rest is for their mail program.
function daily(
  name: 'dailyBytes' | 'dailyUploadBytes',
  host: string,
  told: number | 'none' | undefined,
  atGmail: number,
): { dailyBytes?: number; dailyUploadBytes?: number } {
  if (told === 'none') return {}
  if (told !== undefined) return { [name]: told }
  return /^imap\.(gmail|googlemail)\.com$/.test(host) ? { [name]: atGmail } : {}
}

/** Is this host name or address this very machine? */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host.replace(/^\[|\]$/g, ''))
}

function checkMaster(
  tree: Tree,
  where: string,
  names: ReadonlyMap<string, string>,
  disk: Vault,
  problems: string[],
): MasterUser | undefined {
  const told = readFields(tree, MASTER_SETTINGS, where, names, problems)
  if (!told.user && !('user' in tree)) problems.push(`${where} needs user, the name of the master user.`)
  if ('password' in tree && 'passwordFile' in tree)
    problems.push(`${where}: password and passwordFile are both set; keep one of them.`)
  const form = { form: told.form ?? 'separator', separator: told.separator ?? '*' } as const
  if (!disk.secrets) return told.user ? { user: told.user, password: '', ...form } : undefined
  if (!('password' in tree) && !('passwordFile' in tree))
    problems.push(`${where} needs passwordFile (or password), of the master user.`)
  let password = told.password ?? ''
  if (told.passwordFile !== undefined) {
    const file = disk.readText(told.passwordFile)
    if ('text' in file) password = file.text.replace(/\r?\n$/, '')
    else
      problems.push(
        `${where}.passwordFile names ${told.passwordFile}, which cannot be read (${file.reason}).`,
      )
    if ('text' in file && password === '') problems.push(`${where}.passwordFile names an empty file.`)
  }
  if (!told.user || !password) return undefined
  return { user: told.user, password, ...form }
}

function readPem(
  path: string,
  name: string,
  disk: Pick<Vault, 'readText'>,
  problems: string[],
): string | undefined {
  const file = disk.readText(path)
  if ('text' in file && file.text.includes('-----BEGIN CERTIFICATE-----')) return file.text
  problems.push(
    'text' in file
      ? `${name} names ${path}, which is not a PEM certificate.`
      : `${name} names ${path}, which cannot be read (${file.reason}).`,
  )
  return undefined
}

const SCHEMES: Record<string, [security: MailServer['security'], port: number]> = {
  'imaps:': ['tls', 993],
  'imap+starttls:': ['starttls', 143],
  'imap:': ['none', 143],
}

function readServer(text: string): { host: string; port: number; security: string } | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const scheme = SCHEMES[url.protocol]
  if (!scheme || !/^\/?$/.test(url.pathname) || url.search || url.hash || url.username || url.password)
    return null
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (!/^[a-z0-9._:-]+$/.test(host)) return null
  return { host, port: url.port ? Number(url.port) : scheme[1], security: scheme[0] }
}
