import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A program tests run, the Debian package that has it (more than one: with spaces between), and why, for the person who is asked to install it. */
export interface Need {
  program: string
  package: string
  why: string
}

export const testNeeds: Need[] = [
  { program: 'dovecot', package: 'dovecot-imapd', why: 'the IMAP server' },
  { program: 'chromium', package: 'chromium', why: 'the browser' },
  { program: 'neomutt', package: 'neomutt', why: 'another reader of Maildirs' },
  { program: 'python3', package: 'python3', why: 'another reader of archives and MBOX' },
  { program: 'unzip', package: 'unzip', why: 'another reader of archives' },
  { program: 'cc', package: 'gcc libc6-dev', why: 'the disk that fails on purpose' },
]

/** IMAP servers that exclude one another as packages: each is unpacked into a folder of its own and run from there. */
export const unpackedServers = {
  cyrus: { program: 'usr/lib/cyrus/bin/imapd', packages: ['cyrus-imapd', 'sasl2-bin', 'libsasl2-modules'] },
  courier: { program: 'usr/bin/imapd', packages: ['courier-imap', 'courier-authlib-userdb', 'gamin'] },
} as const

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
  renewLists()
  const apart = missing.filter(need => need.program === 'dovecot' && otherImapServer() !== null)
  const rest = missing.filter(need => !apart.includes(need)).flatMap(need => need.package.split(' '))
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

/**
 * See to it that Cyrus and Courier are unpacked: nothing is installed and none of the packages' scripts run. Returns a
 * sentence that says what to do when that is not possible, or null.
 */
export function provideServers(say: (line: string) => void): string | null {
  const names = Object.keys(unpackedServers) as (keyof typeof unpackedServers)[]
  const missing = names.filter(name => !existsSync(join(serverRoot(name), unpackedServers[name].program)))
  if (!missing.length) return null
  const wanted = missing.flatMap(name => unpackedServers[name].packages).join(' ')
  if (!findProgram('apt-get') || !findProgram('dpkg-deb'))
    return `The tests unpack these Debian packages and this system has no apt-get: ${wanted}.`
  if (!haveLists() && process.getuid?.() !== 0)
    return `The tests unpack Debian packages, and their lists are not here. Fetch them with: sudo apt-get update`
  try {
    if (process.getuid?.() === 0) renewLists()
    for (const name of missing) {
      const { packages } = unpackedServers[name]
      say(
        `Unpacking ${packages.join(' ')} and what they need into ${serverRoot(name)} (nothing is installed)`,
      )
      unpack(librariesOf(packages), serverRoot(name))
    }
    return null
  } catch {
    return `These Debian packages could not be fetched to be unpacked: ${wanted}. Is the network to Debian there?`
  }
}

/** Where a server that is not installed lies unpacked. */
export function serverRoot(name: keyof typeof unpackedServers): string {
  return join(cache(), name)
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
  return existsSync(folder) && readdirSync(folder).some(name => name.includes('_Packages'))
}

/** Old lists name packages that Debian no longer has, and leave out what its security team has mended since. */
function renewLists(): void {
  try {
    apt(['update', '-qq'])
  } catch (error) {
    if (!haveLists()) throw error
  }
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
  return join(cache(), 'debian')
}

// Root's home is closed to the plain user that servers run as.
function cache(): string {
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'yestermail')
  return process.getuid?.() === 0 ? '/var/cache/yestermail' : join(homedir(), '.cache', 'yestermail')
}

/** Dovecot and whatever it depends on that is not installed, unpacked without any of their scripts. */
function unpackDovecot(): void {
  const root = privateRoot()
  if (existsSync(join(root, 'usr/lib/dovecot/imap'))) return
  const closure = execFileSync(
    'apt-cache',
    [
      ...['depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks'],
      ...['--no-replaces', '--no-enhances', 'dovecot-imapd'],
    ],
    { encoding: 'utf8' },
  )
  unpack(
    closure.split('\n').filter(line => /^[a-z0-9]/.test(line) && !isInstalled(line)),
    root,
  )
}

/** The packages, their parts and libraries that are not installed; mail transport agents and the like are left out. */
function librariesOf(packages: readonly string[]): string[] {
  const found = new Set<string>()
  for (let next: string[] = [...packages]; next.length; ) {
    for (const name of next) found.add(name)
    const said = execFileSync('apt-cache', ['depends', ...next], { encoding: 'utf8' })
    const needed = said.matchAll(/^ {1,2}\|?(?:Pre)?Depends: ((?:lib|cyrus|courier)[a-z0-9.+-]*)$/gm)
    const names = new Set(Array.from(needed, match => match[1] ?? ''))
    next = [...names].filter(name => !found.has(name) && !isInstalled(name))
  }
  return [...found]
}

function unpack(names: string[], root: string): void {
  const archives = `${root}.archives`
  rmSync(archives, { recursive: true, force: true })
  mkdirSync(archives, { recursive: true, mode: 0o755 })
  mkdirSync(root, { recursive: true, mode: 0o755 })
  apt(['download', '-qq', '-o', 'APT::Sandbox::User=root', ...names], archives)
  for (const file of readdirSync(archives)) execFileSync('dpkg-deb', ['-x', join(archives, file), root])
  rmSync(archives, { recursive: true })
}
