import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from '../world/dovecot.ts'
import { type Timed, timedCommand } from './timed-command.ts'

/** The product as a person runs it: one command, one data folder, one mail server. */
export interface Yestermail {
  readonly data: string
  /** the command without what it is to do, and its environment, for a server that is started with them */
  readonly command: readonly string[]
  readonly env: Record<string, string>
  run(...args: string[]): Promise<Timed>
}

/** `imap` is the server's URL; what is secret or private stands in files below `folder`. */
export function yestermailCommand(folder: string, imap: string, dovecot: Dovecot): Yestermail {
  const data = join(folder, 'snapshots')
  const ca = join(folder, 'ca.pem')
  writeFileSync(ca, dovecot.ca)
  const env = {
    YESTERMAIL_DOMAIN: 'bench.example',
    YESTERMAIL_IMAP: imap,
    ...(imap.startsWith('imaps:') ? { YESTERMAIL_CA: ca } : {}),
  }
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const command = [process.execPath, main, '--data', data, '--listen', '127.0.0.1:0']
  return {
    data,
    command,
    env,
    run: (...more) => timedCommand([...command, ...more], env),
  }
}

/** Enrol the account with its password, as `account add` does. */
export async function enrol(
  yestermail: Yestermail,
  folder: string,
  address: string,
  password: string,
): Promise<void> {
  const file = join(folder, 'password')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  await yestermail.run('account', 'add', address, '--password-file', file)
}
