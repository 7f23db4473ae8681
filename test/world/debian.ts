import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A program tests run, the Debian package that has it, and why, for the person who is asked to install it. */
export interface Need {
  program: string
  package: string
  why: string
}

export const testNeeds: Need[] = [
  { program: 'dovecot', package: 'dovecot-imapd', why: 'the IMAP server' },
  { program: 'chromium', package: 'chromium', why: 'the browser' },
  { program: 'neomutt', package: 'neomutt', why: 'another reader of Maildirs' },
]

export const benchNeeds: Need[] = [
  { program: 'dovecot', package: 'dovecot-imapd', why: 'the IMAP server' },
  { program: 'chromium', package: 'chromium', why: 'the browser' },
  { program: 'mbsync', package: 'isync', why: 'the peer to measure against' },
  { program: 'ip', package: 'iproute2', why: 'a network of its own' },
]

/**
 * See to it that the programs are there: as root by installing what is missing, else by a sentence that names it.
 * Returns that sentence, or null when all is there. No package is removed, no service started or left enabled; where
 * another IMAP server lives (the packages exclude one another) Dovecot is unpacked into a folder and used from there.
 */
export function providePrograms(needs: Need[], say: (line: string) => void): string | null {
  const missing = needs.filter(need => !findProgram(need.program))
  const names = missing.map(need => need.package).join(' ')
  if (missing.length === 0) return null
  if (!findProgram('apt-get'))
    return `These programs are needed and not there: ${missing.map(need => `${need.program} (${need.why})`).join(', ')}.`
  if (process.getuid?.() !== 0)
    return `These Debian packages are needed: ${names}. Install them with: sudo apt-get install --no-install-recommends ${names}`
  say(`Debian packages that are missing: ${names}`)
  if (!haveLists()) apt(['update', '-qq'])
  const apart = missing.filter(need => need.program === 'dovecot' && otherImapServer() !== null)
  const rest = missing.filter(need => !apart.includes(need)).map(need => need.package)
  if (apart.length > 0) {
    say(
      `${otherImapServer()} is installed here and stays as it is: Dovecot is unpacked into ${privateRoot()}.`,
    )
    unpackDovecot()
    process.env.YESTERMAIL_TEST_ROOT = privateRoot()
  }
  if (rest.length > 0) {
    say(`Installing ${rest.join(' ')} (no service is started)`)
    installQuietly(rest)
  }
  return null
}

export function findProgram(name: string): string | null {
  const unpacked = process.env.YESTERMAIL_TEST_ROOT
  const roots = unpacked ? [join(unpacked, 'usr/sbin'), join(unpacked, 'usr/bin')] : []
  const path = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/bin', '/sbin', '/bin', ...roots]
  for (const folder of path) if (folder !== '' && existsSync(join(folder, name))) return join(folder, name)
  return null
}

/** Debian's IMAP servers; dovecot-imapd conflicts with all that provide imap-server. */
function otherImapServer(): string | null {
  const names = ['cyrus-imapd', 'courier-imap', 'mailutils-imap4d', 'uw-imapd', 'citadel-server']
  return names.find(isInstalled) ?? null
}

function isInstalled(name: string): boolean {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '$' + '{Status}', name], { encoding: 'utf8' })
  return asked.status === 0 && asked.stdout.endsWith(' installed')
}

function haveLists(): boolean {
  const folder = '/var/lib/apt/lists'
  return existsSync(folder) && readdirSync(folder).some(name => statSync(join(folder, name)).isFile())
}

function apt(args: string[], cwd = '/'): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' }
  execFileSync('apt-get', args, { env, cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** invoke-rc.d and systemd's helpers start nothing while policy-rc.d says 101 (invoke-rc.d(8)). */
function installQuietly(names: string[]): void {
  const policy = '/usr/sbin/policy-rc.d'
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const hadDovecot = isInstalled('dovecot-core')
  try {
    apt(['install', '-y', '-qq', '--no-install-recommends', '--no-remove', ...names])
  } finally {
    if (ours) rmSync(policy)
    if (!hadDovecot && isInstalled('dovecot-core'))
      spawnSync('deb-systemd-helper', ['disable', 'dovecot.service', 'dovecot.socket'])
  }
}

function privateRoot(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  return join(cache, 'yestermail', 'debian')
}

/** Dovecot and whatever it depends on that is not installed, unpacked without any of their scripts. */
function unpackDovecot(): void {
  const root = privateRoot()
  if (existsSync(join(root, 'usr/lib/dovecot/imap'))) return
  const archives = join(root, 'archives')
  mkdirSync(archives, { recursive: true, mode: 0o755 })
  const closure = execFileSync(
    'apt-cache',
    [
      ...['depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks'],
      ...['--no-replaces', '--no-enhances', 'dovecot-imapd'],
    ],
    { encoding: 'utf8' },
  )
  const names = closure.split('\n').filter(line => /^[a-z0-9]/.test(line) && !isInstalled(line))
  apt(['download', '-qq', '-o', 'APT::Sandbox::User=root', ...names], archives)
  for (const file of readdirSync(archives)) execFileSync('dpkg-deb', ['-x', join(archives, file), root])
  rmSync(archives, { recursive: true })
}
