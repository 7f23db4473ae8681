import { z } from 'zod'
import { LANGUAGES } from '../domain/language.ts'
import { isMailAddress } from '../domain/letter.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import { isLoopback } from './domain.ts'
import { type Fields, readFields } from './fields.ts'
import type { Tree, Vault } from './sources.ts'

/**
 * The settings of [mail]: with it operators and owners are written to, without it nobody is.
 *
 *   server     smtps://HOST[:465], smtp+starttls://HOST[:587]; smtp://127.0.0.1[:25] on this machine only
 *   user, password or passwordFile   where the server wants a sign-in                 none
 *   ca         PEM file of a private certificate authority                            the system's
 *   from       address of the sender
 *   operators  addresses that are told what is wrong                                  none
 *   language   en, it, fr, nb, de or es                                               en
 *   summaryAt  when the daily summary is written, if there is anything to say         07:00
 */
const MAIL_SETTINGS = {
  server: [
    z
      .string()
      .transform(readServer)
      .pipe(z.object({ host: z.string(), port: z.number(), security: z.enum(['tls', 'starttls', 'none']) })),
    'smtps://HOST, smtp+starttls://HOST or smtp://127.0.0.1, with :PORT if need be',
  ],
  user: [z.string().min(1), 'the name to sign in with'],
  password: [z.string().min(1), 'the password of that user'],
  passwordFile: [z.string().min(1), 'the path of a file that holds the password'],
  ca: [z.string().min(1), 'the path of a PEM file'],
  from: [z.string().refine(isMailAddress), 'a mail address, for example "yestermail@example.org"'],
  operators: [z.array(z.string().refine(isMailAddress)), 'a list of mail addresses'],
  language: [z.enum(LANGUAGES), 'one of "en", "it", "fr", "nb", "de", "es"'],
  summaryAt: [z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), 'a time as "HH:MM", for example "07:00"'],
} satisfies Fields

/** How letters leave; null, with sentences in `problems`, when it cannot be used. Without secrets the password is ''. */
export function checkMail(
  tree: Tree,
  names: ReadonlyMap<string, string>,
  disk: Vault,
  problems: string[],
): MailSettings | null {
  const told = readFields(tree, MAIL_SETTINGS, 'mail', names, problems)
  if (!('server' in tree))
    problems.push('mail needs server = "smtps://HOST", the mail server that letters leave by.')
  if (!('from' in tree))
    problems.push('mail needs from = "yestermail@example.org", the address of the sender.')
  if (told.server?.security === 'none' && !isLoopback(told.server.host))
    problems.push(
      `mail.server is smtp://${told.server.host}: letters would travel in the open. Write smtps:// or smtp+starttls://.`,
    )
  if (('password' in tree || 'passwordFile' in tree) && !('user' in tree))
    problems.push('mail has a password but no user; name the user it belongs to.')
  if ('password' in tree && 'passwordFile' in tree)
    problems.push('mail: password and passwordFile are both set; keep one of them.')
  const password = disk.secrets ? passwordOf(told, tree, disk, problems) : ''
  const ca = told.ca === undefined ? undefined : pem(told.ca, disk, problems)
  if (!told.server || told.from === undefined) return null
  return {
    ...told.server,
    user: told.user ?? null,
    password,
    from: told.from,
    operators: [...new Set(told.operators ?? [])],
    language: told.language ?? 'en',
    summaryAt: told.summaryAt ?? '07:00',
    ...(ca === undefined ? {} : { ca }),
  }
}

function passwordOf(
  told: { user?: string; password?: string; passwordFile?: string },
  tree: Tree,
  disk: Vault,
  problems: string[],
): string {
  if (told.user !== undefined && !('password' in tree) && !('passwordFile' in tree))
    problems.push('mail needs passwordFile (or password), of mail.user.')
  if (told.passwordFile === undefined) return told.password ?? ''
  const file = disk.readText(told.passwordFile)
  if (!('text' in file)) {
    problems.push(`mail.passwordFile names ${told.passwordFile}, which cannot be read (${file.reason}).`)
    return ''
  }
  const password = file.text.replace(/\r?\n$/, '')
  if (password === '') problems.push('mail.passwordFile names an empty file.')
  return password
}

function pem(path: string, disk: Vault, problems: string[]): string | undefined {
  const file = disk.readText(path)
  if ('text' in file && file.text.includes('-----BEGIN ')) return file.text
  problems.push(
    'text' in file
      ? `mail.ca names ${path}, which is not a PEM file.`
      : `mail.ca names ${path}, which cannot be read (${file.reason}).`,
  )
  return undefined
}

function readServer(text: string): { host: string; port: number; security: string } | null {
  const m = /^(smtps|smtp\+starttls|smtp):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?\/?$/i.exec(text)
  if (!m) return null
  const kinds: Record<string, readonly [security: string, port: number]> = {
    smtps: ['tls', 465],
    'smtp+starttls': ['starttls', 587],
    smtp: ['none', 25],
  }
  const [security, usual] = kinds[(m[1] ?? '').toLowerCase()] ?? ['', 0]
  const port = m[3] === undefined ? usual : Number(m[3])
  return port > 0 && port < 65536 ? { host: (m[2] ?? '').replace(/^\[|\]$/g, ''), port, security } : null
}
