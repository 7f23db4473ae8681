import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate } from './certificate.ts'
import {
  accessFile,
  type DovecotOptions,
  type DovecotPlace,
  dovecotConfig,
  introspectionFile,
  passwordFile,
} from './dovecot-config.ts'
import { greets } from './greeting.ts'
import { folderName, type ImapSession, openImap } from './imap-session.ts'
import { asPlainUser, findPlainUser, inDebian } from './plain-user.ts'
import { commandsIn } from './rawlog.ts'
import { addSecret } from './secrets.ts'
import { tempFolder } from './temp.ts'

const run = promisify(execFile)

export interface Dovecot extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** `imaps`, with a certificate for localhost and 127.0.0.1 signed by `ca` (PEM) */
  readonly tlsPort: number
  readonly ca: string
  readonly users: Readonly<Record<string, string>>
  /** the folder with everything in it; mail of login U is `<folder>/mail/U/Maildir` */
  readonly folder: string
  /** APPEND one message (the folder is made when it is missing); flags and keywords as IMAP writes them */
  deliver(user: string, folder: string, bytes: Uint8Array | string, options?: Delivery): Promise<void>
  /** put a file straight into the INBOX as a delivery agent does: any bytes at all, NUL included; it is `\Recent` */
  place(user: string, bytes: Uint8Array): Promise<void>
  /** a bare session that is signed in: to change mail, or to look at what the product left */
  imap(user: string): Promise<ImapSession>
  doveadm(...args: string[]): Promise<string>
  logs(): Promise<string>
  /** every command clients sent after sign-in, in order, test sessions left out; literals shown as {n} */
  commands(): Promise<string[]>
  /** end it hard in the middle of whatever it does, and start it again on the same ports */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface Delivery {
  flags?: string[]
  internalDate?: Date
}

/**
 * Start a private Dovecot 2.3 on loopback, on ports of its own. All its state lies in one temporary folder; no service
 * of the machine is touched. As root it runs as the user `mail`, else as whoever runs the tests. It dies with this process.
 */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const temp = await tempFolder('dovecot')
  for (const password of Object.values(options.users)) addSecret(password)
  for (const { password } of options.masters ?? []) addSecret(password)
  const place = await prepare(temp.path, options)
  let child = await launch(place, options)
  const conf = join(temp.path, 'dovecot.conf')
  const sessions = new Map<string, Promise<ImapSession>>()
  const imap = (user: string) => openImap({ host: '127.0.0.1', port: place.port }, user, password(user))
  const password = (user: string) => {
    const found = options.users[user]
    if (found === undefined) throw new Error(`no user ${user} in this world`)
    return found
  }
  const endSessions = async () => {
    await Promise.allSettled([...sessions.values()].map(async session => (await session).close()))
    sessions.clear()
  }
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await endSessions()
    await end(child)
    await temp.remove()
  }
  return {
    host: '127.0.0.1',
    port: place.port,
    tlsPort: place.tlsPort,
    ca: place.certificate.ca,
    users: options.users,
    folder: temp.path,
    imap,
    async deliver(user, folder, bytes, delivery = {}) {
      const session = await remember(sessions, user, () => imap(user))
      const name = folderName(folder)
      const literal = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
      const details = `${flagList(delivery.flags)}${dateTime(delivery.internalDate)}`
      const append = () => session.command(`APPEND ${name} ${details}`, literal)
      await append().catch(async (error: Error) => {
        if (!error.message.includes('TRYCREATE')) throw error
        await session.command(`CREATE ${name}`)
        await append()
      })
    },
    async place(user, bytes) {
      password(user)
      const inbox = join(temp.path, 'mail', user, 'Maildir')
      for (const part of ['', 'cur', 'new', 'tmp']) await ownFolder(join(inbox, part), place)
      const now = process.hrtime.bigint()
      const name = `${Math.floor(Date.now() / 1000)}.M${now}P${process.pid}.world,S=${bytes.length}`
      const file = join(inbox, 'new', name)
      await writeFile(file, bytes, { mode: 0o600 })
      await chown(file, place.uid, place.gid)
    },
    async doveadm(...args) {
      const [command, ...before] = inDebian(asPlainUser(place, ['doveadm', '-c', conf, ...args]))
      return (await run(command, before, { maxBuffer: 1 << 26, cwd: '/' })).stdout
    },
    logs: () => readFile(join(temp.path, 'dovecot.log'), 'utf8'),
    async commands() {
      const folder = join(temp.path, 'rawlog')
      const names = (await readdir(folder)).filter(name => name.endsWith('.in'))
      return commandsIn(await Promise.all(names.map(name => readFile(join(folder, name)))))
    },
    async restart() {
      await endSessions()
      await end(child)
      // A socket of a process that is not quite gone yet would look like another Dovecot.
      await rm(join(temp.path, 'run'), { recursive: true, force: true })
      await ownFolder(join(temp.path, 'run'), place)
      child = await launch(place, options)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function prepare(folder: string, options: DovecotOptions): Promise<DovecotPlace> {
  const owner = findPlainUser()
  const place: DovecotPlace = {
    ...owner,
    folder,
    port: 0,
    tlsPort: 0,
    certificate: await makeCertificate(folder),
  }
  for (const name of ['', 'run', 'state', 'mail', 'rawlog']) await ownFolder(join(folder, name), place)
  for (const user of Object.keys(options.users)) await ownFolder(join(folder, 'mail', user), place)
  await chown(place.certificate.keyFile, place.uid, place.gid)
  await writeFile(join(folder, 'users'), passwordFile(Object.entries(options.users)))
  const masters = options.masters ?? []
  await writeFile(join(folder, 'masters'), passwordFile(masters.map(m => [m.user, m.password])))
  await writeFile(join(folder, 'acl'), accessFile(masters))
  if (options.oauth) await writeFile(join(folder, 'oauth'), introspectionFile(options.oauth.introspectionUrl))
  return place
}

/** Dovecot takes no port 0, so free ports are guessed; a guess that another process took is made again. */
async function launch(place: DovecotPlace, options: DovecotOptions): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    if (attempt > 1 || place.port === 0) [place.port, place.tlsPort] = await freePorts()
    const conf = join(place.folder, 'dovecot.conf')
    await writeFile(conf, dovecotConfig(place, options))
    const reads = options.serve !== undefined
    const [command, ...args] = inDebian(asPlainUser(place, ['dovecot', '-F', '-c', conf], reads))
    // a process group of its own, so that restart() can end all of it at one blow
    const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', text => {
      said += text
    })
    child.on('error', error => {
      said += error.message
    })
    if (await greets(place.port, child, 10_000)) {
      child.unref() // a test that forgets stop() must fail, not hang
      if (child.stderr instanceof Socket) child.stderr.unref()
      return child
    }
    await end(child)
    const log = await readFile(join(place.folder, 'dovecot.log'), 'utf8').catch(() => '')
    if (attempt < 5 && /address already in use/i.test(said + log)) continue
    throw new Error(`Dovecot did not start as ${place.user} (${userInfo().username}): ${said}\n${log}`)
  }
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening')
  const ports = servers.map(server => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  for (const server of servers) await once(server.close(), 'close')
  return [ports[0] ?? 0, ports[1] ?? 0]
}

/** All its processes at one blow: a farewell takes Dovecot a second, and nothing here outlives the folder. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.ref()
  const exited = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await exited
}

async function ownFolder(path: string, owner: DovecotPlace): Promise<void> {
  await mkdir(path, { recursive: true })
  await chown(path, owner.uid, owner.gid)
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

function flagList(flags: string[] | undefined): string {
  return flags?.length ? `(${flags.join(' ')}) ` : ''
}

/** RFC 3501 date-time, in UTC. */
function dateTime(date: Date | undefined): string {
  if (!date) return ''
  const [, day, month, year, time] = date.toUTCString().split(' ')
  return `"${day}-${month}-${year} ${time} +0000" `
}
