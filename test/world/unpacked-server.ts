import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { greets } from './greeting.ts'
import { type ImapSession, openImap } from './imap-session.ts'
import type { PlainUser } from './plain-user.ts'

/** A private IMAP server on loopback that runs from an unpacked Debian package. */
export interface UnpackedServer extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** a bare session that is signed in */
  imap(user: string): Promise<ImapSession>
  stop(): Promise<void>
}

/** Runs `command`, made for a port that was free, until it greets there; its processes die with this one. */
export async function startUnpacked(
  users: Readonly<Record<string, string>>,
  commandFor: (port: number) => Promise<[string, ...string[]]>,
  remove: () => Promise<void>,
): Promise<UnpackedServer> {
  let said = ''
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const [command, ...args] = await commandFor(port)
    const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    child.stderr.setEncoding('utf8').on('data', text => {
      said = (said + text).slice(-4000)
    })
    child.on('error', error => {
      said += error.message
    })
    if (await greets(port, child, 30_000)) {
      child.unref() // a test that forgets stop() must fail, not hang
      if (child.stderr instanceof Socket) child.stderr.unref()
      const stop = async () => {
        await end(child)
        await remove()
      }
      const imap = (user: string) => openImap({ host: '127.0.0.1', port }, user, users[user] ?? '')
      return { host: '127.0.0.1', port, imap, stop, [Symbol.asyncDispose]: stop }
    }
    await end(child)
    if (attempt < 3) continue
    await remove()
    throw new Error(`the server did not start: ${said}`)
  }
}

/** A folder that belongs to whoever runs the server. */
export async function ownFolder(path: string, owner: PlainUser): Promise<void> {
  await mkdir(path, { recursive: true })
  await chown(path, owner.uid, owner.gid)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  await once(server.close(), 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.ref()
  const exited = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await exited
}
