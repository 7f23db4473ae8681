import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { canonicalAddress, canonicalDomain } from '../domain/address.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import { changesAllowed } from '../domain/mailbox-rights.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { inspectServer, type ServerReport } from '../imap/inspect-server.ts'
import { openLog } from '../log.ts'
import { layout } from '../maildir/layout.ts'
import { restoreRows } from './check-restore.ts'
import { configOf } from './commands.ts'
import { lines, table } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/**
 * `yestermail check-server [DOMAIN or ADDRESS]`: signs in as the nights do, to one account a domain, and says what it
 * found. Nothing on the server changes. Exit code 1 when a sign-in failed, an operator's login could write, or one for restores could not.
 */
export async function checkServer([typed]: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const address = typed?.includes('@') ? canonicalAddress(typed, config.servers) : null
  const domain = address?.domain ?? (typed && !typed.includes('@') ? canonicalDomain(typed) : null)
  const servers = [...config.servers.values()].filter(server => !typed || server.domain === domain)
  if (!servers.length)
    throw new Refusal(
      'bad-address',
      `"${typed}" is no configured mail domain or address of one (${[...config.servers.keys()].join(', ')}).`,
    )
  const create = !existsSync(layout(config.data).marker)
  const work = await openWork({ config, log: openLog({ level: 'silent' }), create })
  try {
    let good = true
    for (const server of servers) {
      process.stdout.write(`${server.domain} (${server.host}:${server.port}, ${server.security})\n`)
      good = (await checkOne(work, config, server, address?.address ?? null)) && good
    }
    return good ? 0 : 1
  } finally {
    await work.close()
  }
}

async function checkOne(
  work: Work,
  config: Config,
  server: MailServer,
  asked: string | null,
): Promise<boolean> {
  const account = asked ?? (await anyAccount(work, config, server))
  if (account === null) {
    process.stdout.write(`  No account is known to sign in with; name one: yestermail check-server ADDRESS\n`)
    return false
  }
  const kept = await work.ledger.accountByAddress(account)
  try {
    const sealed = kept && (await work.ledger.credential(kept.id))
    const client = await work.credentials.signIn(server, account, sealed)
    try {
      const report = await inspectServer(client)
      const restore = await restoreRows(work.credentials, server, account, sealed || null)
      process.stdout.write(table([...rowsOf(server, account, report), ...restore.rows]))
      return (
        restore.good &&
        !(isDelegated(server) && report.rights?.some(({ rights }) => changesAllowed(rights).length))
      )
    } finally {
      await client.logout().catch(() => client.close())
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    process.stdout.write(lines(`  Sign-in for ${account} failed: ${error.message}`))
    return false
  }
}

// One whose mailbox can be opened: without a master user only those whose password is kept.
async function anyAccount(work: Work, config: Config, server: MailServer): Promise<string | null> {
  const enrolled = (await work.ledger.accounts()).filter(
    ({ domain, state, hasCredential }) =>
      domain === server.domain && state === 'active' && (hasCredential || isDelegated(server)),
  )
  const named = isDelegated(server)
    ? config.accounts.find(address => address.endsWith(`@${server.domain}`))
    : undefined
  return enrolled[0]?.address ?? named ?? null
}

function rowsOf(server: MailServer, account: string, report: ServerReport): string[][] {
  const has = (name: string) => report.capabilities.includes(name)
  return [
    ['  signed in', `${account}, ${signInWords(server)}, ${report.mechanism.replace('AUTH=', '')}`],
    ['  TLS', tlsWords(report)],
    ['  folders', String(report.folders)],
    ...FEATURES.map(([name, yes, no]) => [`  ${name}`, has(name) ? `yes: ${yes}` : `no: ${no}`]),
    ['  could it write?', ...writeWords(report)],
  ]
}

const FEATURES: [capability: string, yes: string, no: string][] = [
  ['LIST-STATUS', 'one command tells which folders changed', 'each folder is asked for by itself'],
  ['CONDSTORE', 'only changed flags are read', 'every flag is read of a folder that changed'],
  ['QRESYNC', 'what vanished is told at once', 'UIDs are compared'],
  [
    'OBJECTID',
    'renamed folders and moved mail are known again',
    'moved mail is fetched once more, stored once',
  ],
  ['UIDPLUS', 'a restore can be undone exactly', 'a restore cannot be undone'],
  ['LITERAL+', 'a restore sends message after message', 'a restore asks before each message'],
  ['X-GM-EXT-1', 'Gmail: labels are read, All Mail once', 'not Gmail'],
  ['ACL', 'the server says what a login may do', 'the server does not say what a login may do'],
]

function signInWords({ master, oauth }: MailServer): string {
  if (master) return `by the master user ${master.user}`
  return oauth ? `by OAuth 2 (${oauth.kind})` : 'by the kept password'
}

function tlsWords({ tls, certificateEnds }: ServerReport): string {
  if (!tls) return 'NONE: passwords and mail travel in the open'
  return `${tls}, certificate verified${certificateEnds ? `, good until ${certificateEnds}` : ''}`
}

function writeWords({ rights, folders }: ServerReport): string[] {
  if (rights === null)
    return [
      'Not known. Without ACL (RFC 4314) nothing that changes nothing can prove it; a folder opened read-only proves only that we asked so. ' +
        'Yestermail itself opens folders read-only (EXAMINE) and sends no command that writes.',
    ]
  const could = [...new Set(rights.flatMap(one => changesAllowed(one.rights)))]
  const asked =
    rights.length === folders ? `all ${folders} folders` : `${rights.length} of ${folders} folders`
  if (!could.length && rights.length)
    return [
      `No: in ${asked} this login may look, read and subscribe (${[...new Set(rights.map(one => one.rights))].join(', ')}), nothing else.`,
    ]
  if (!could.length) return ['Not known: the server told the rights of no folder.']
  return [
    `YES, in ${asked}: it could ${could.join(', ')}. Yestermail never does; take the rights away if this is a master user.`,
  ]
}
