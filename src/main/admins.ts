import { randomBytes } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { type Admin, adminName, LINK_MS } from '../domain/admin.ts'
import type { AuditAct, NewAuditEntry } from '../domain/audit.ts'
import { clockWords } from '../domain/day.ts'
import { isLanguage } from '../domain/language.ts'
import { Refusal } from '../domain/refusal.ts'
import { sha256Of } from '../formats/sha256.ts'
import { checkData } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { openLedger } from '../sqlite/ledger.ts'
import { configOf } from './commands.ts'
import { ask, table } from './terminal.ts'

/** `yestermail admin add NAME --domain D… | --role operator`: prints a one-time link; there is no password before it is used. */
export function addAdmin([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  // --domain without --imap says whom the admin looks after, not where mail lies.
  const { domain, ...rest } = options
  const config = configOf(options.imap === undefined ? rest : options, { secrets: false })
  const { domains, role } = roleOf(config, options.role, domain)
  const language = options.language ?? config.mail?.language ?? 'en'
  if (!isLanguage(language))
    throw new Refusal('bad-language', 'The language must be one of en, it, fr, nb, de, es.')
  const mail = typeof options.mail === 'string' ? options.mail : null
  if (mail !== null && !/^[^\s@<>,;"\p{Cc}]+@[^\s@<>,;"\p{Cc}]+$/u.test(mail))
    throw new Refusal('bad-address', `"${mail}" is not a mail address.`)
  const name = nameOf(typed)
  return withLedger(config, async ledger => {
    const at = Date.now()
    const { link, hash, until } = newLink(config, at)
    const admin: Omit<Admin, 'epoch'> = {
      ...{ name, role, domains, mail, language, madeAt: at, linkHash: hash, linkUntil: until },
    }
    const audit = entryOf(at, 'admin.added', { admin: name, role, domains: domains.join(' ') })
    if (!(await ledger.addAdmin(admin, audit)))
      throw new Refusal(
        'known-admin',
        `There is an admin ${name} already; a new link for them: yestermail admin link ${name}`,
      )
    sayLink(name, link, until, config)
    return 0
  })
}

/** `yestermail admin list` */
export function listAdmins(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  return withLedger(config, async ledger => {
    const admins = await ledger.admins()
    const rows = admins.map(({ name, role, domains, mail, language, linkUntil }) => [
      ...[name, role === 'operator' ? 'operator' : domains.join(', '), mail ?? '', language],
      linkUntil !== null && linkUntil > Date.now()
        ? `link good until ${clockWords(linkUntil, config.zone)}, unless it was used`
        : '',
    ])
    const head = ['name', 'looks after', 'mail', 'language', 'link']
    process.stdout.write(
      rows.length
        ? table([head, ...rows])
        : 'No admin yet; add one: yestermail admin add NAME --domain DOMAIN\n',
    )
    return 0
  })
}

/** `yestermail admin link NAME`: password, second factor and sessions of before are nothing any more. */
export function linkAdmin([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const name = nameOf(typed)
  return withLedger(config, async ledger => {
    const at = Date.now()
    const { link, hash, until } = newLink(config, at)
    if (!(await ledger.linkAdmin(name, hash, until, entryOf(at, 'admin.link', { admin: name }))))
      throw unknown(name)
    sayLink(name, link, until, config)
    return 0
  })
}

/** `yestermail admin remove NAME [--yes]`: sessions end at once. */
export function removeAdmin([typed = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const name = nameOf(typed)
  return withLedger(config, async ledger => {
    if (!(await ledger.admin(name))) throw unknown(name)
    if (!options.yes && (await ask(`Remove the admin ${name}? Type the name again: `)) !== name)
      throw new Refusal('not-confirmed', 'Nothing was removed. To do it without asking: --yes')
    const at = Date.now()
    if (!(await ledger.removeAdmin(name, at, entryOf(at, 'admin.removed', { admin: name }))))
      throw unknown(name)
    process.stdout.write(`${name} is no admin any more.\n`)
    return 0
  })
}

type Ledger = ReturnType<typeof openLedger>

/** The ledger of the data folder, for as long as `act` takes. Refusals: those of checkData and openLedger. */
export async function withLedger(config: Config, act: (ledger: Ledger) => Promise<number>): Promise<number> {
  const layout = layoutOf(config.data)
  await checkData(layout)
  const ledger = openLedger(layout.ledger)
  try {
    return await act(ledger)
  } finally {
    ledger.close()
  }
}

function roleOf(config: Config, role: unknown, domain: unknown): Pick<Admin, 'role' | 'domains'> {
  const domains =
    typeof domain === 'string'
      ? domain
          .toLowerCase()
          .split(',')
          .map(one => one.trim())
          .filter(Boolean)
      : []
  if (role !== undefined && role !== 'operator' && role !== 'domain')
    throw new Refusal('bad-role', '--role is operator or domain.')
  if (role === 'operator') {
    if (domains.length)
      throw new Refusal('bad-role', 'An operator looks after all mail domains; leave out --domain.')
    return { role: 'operator', domains: [] }
  }
  const unknownDomain = domains.find(one => !config.servers.has(one))
  if (unknownDomain !== undefined)
    throw new Refusal(
      'no-server',
      `${unknownDomain} is not configured; there are ${[...config.servers.keys()].join(', ')}.`,
    )
  if (domains.length) return { role: 'domain', domains: [...new Set(domains)] }
  throw new Refusal(
    'bad-role',
    'Say of which mail domains: --domain DOMAIN,DOMAIN, or --role operator for all.',
  )
}

function nameOf(typed: string): string {
  const name = adminName(typed)
  if (name) return name
  throw new Refusal('bad-name', `"${typed}" is not a name: letters, figures, dots and dashes, at most 64.`)
}

function newLink(config: Config, at: number): { link: string; hash: string; until: number } {
  const token = randomBytes(32).toString('base64url')
  const { host, port } = config.listen
  const origin = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${port}`
  const hash = sha256Of(Buffer.from(token))
  return { link: `${origin}/admin/welcome#${token}`, hash, until: at + LINK_MS }
}

function sayLink(name: string, link: string, until: number, { zone }: Config): void {
  process.stdout.write(
    `For ${name}, once, until ${clockWords(until, zone)}; whoever has it chooses the password:\n${link}\n`,
  )
}

function entryOf(at: number, act: AuditAct, about: Record<string, string>): NewAuditEntry {
  return { at, who: { kind: 'operator' }, act, account: null, about }
}

function unknown(name: string): Refusal {
  return new Refusal('no-admin', `There is no admin ${name}; see: yestermail admin list`)
}
