import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from '../world/dovecot.ts'

/**
 * The command line of mbsync that copies everything into `folder`, with its default fsync. It would switch DEFLATE on by
 * itself where it is offered; on loopback that measures the server's deflate, so the server does not offer it.
 */
export function mbsyncCommand(folder: string, dovecot: Dovecot, user: string, tls: boolean): string[] {
  mkdirSync(join(folder, 'mail'), { recursive: true })
  mkdirSync(join(folder, 'state'), { recursive: true })
  const ca = join(folder, 'ca.pem')
  writeFileSync(ca, dovecot.ca)
  const transport = tls
    ? ['Host localhost', `Port ${dovecot.tlsPort}`, 'SSLType IMAPS', `CertificateFile ${ca}`]
    : ['Host 127.0.0.1', `Port ${dovecot.port}`, 'SSLType None', 'AuthMechs LOGIN']
  const config = `
IMAPStore far
${transport.join('\n')}
User ${user}
Pass ${dovecot.users[user]}

MaildirStore near
Path ${folder}/mail/
Inbox ${folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Sync Pull
Create Near
Expunge Near
CopyArrivalDate yes
SyncState ${folder}/state/
`
  const file = join(folder, 'mbsyncrc')
  writeFileSync(file, config, { mode: 0o600 })
  return ['mbsync', '-c', file, '-q', 'all']
}
