import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Config } from '../config/config.ts'
import { newKeyPair } from '../formats/sealed-box.ts'
import { openLog } from '../log.ts'
import { createData } from '../maildir/data-folder.ts'
import { layout } from '../maildir/layout.ts'
import { enrolListed, keepListsFresh } from '../nights/enrol.ts'
import { configOf } from './commands.ts'
import { enrolWorld } from './enrol.ts'
import { ensurePage } from './page.ts'
import { serve } from './serve.ts'
import { keepPeopleTold } from './tell.ts'
import { openWork } from './work.ts'

/** `yestermail start`: `serve` and `work` as two processes, so that a slow night never stalls a page. Ends when told to, or when one of them ends. */
export async function runStart(_: string[], options: Record<string, unknown>): Promise<number> {
  // With the secrets that configOf takes out of it.
  const env = { ...process.env }
  const config = configOf(options)
  await createData(layout(config.data), newKeyPair)
  await ensurePage()
  const children = [child('work', options, env), child('serve', options, env)]
  const [, page] = children
  page?.on('message', (message: { url?: string }) => {
    if (message.url) process.stdout.write(welcome(message.url, config))
  })
  const stop = () => {
    for (const one of children) one.kill('SIGTERM')
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const names = ['work', 'serve']
  const exits = children.map(async (one, i) => ({ name: names[i], ended: await once(one, 'exit') }))
  const { name, ended } = await Promise.race(exits)
  stop()
  await Promise.all(exits)
  const [code, signal] = ended
  if (code === 0 || signal === 'SIGTERM') return 0
  // A refusal was said by the one that ended; anything else is told here.
  if (code !== 2) process.stderr.write(`yestermail: ${name} ended by itself (${signal ?? `code ${code}`}).\n`)
  return code === 2 ? 2 : 1
}

/** `yestermail serve` */
export async function runServe(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  // A signal that comes while it starts is not lost.
  const stopped = signalled()
  await ensurePage()
  const log = openLog({ level: config.logLevel })
  // What one request left behind must not end the page of all others.
  process.on('unhandledRejection', error => log.error('fault', { error }))
  const serving = await serve({ config, log })
  process.send?.({ url: serving.url })
  await told(stopped)
  await serving.close()
  return 0
}

/** `yestermail work` */
export async function runWork(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options)
  const log = openLog({ level: config.logLevel })
  const work = await openWork({ config, log, create: true })
  const stopping = new AbortController()
  void told().then(() => stopping.abort())
  const enrolling = enrolWorld(work, config, log)
  await enrolListed(enrolling, config.accounts)
  await Promise.all([
    work.work(stopping.signal),
    work.keepRequests(stopping.signal),
    keepListsFresh(enrolling, stopping.signal),
    work.credentials.watchKeys(stopping.signal, error => log.error('fault', { error })),
    keepPeopleTold(work, config, log, stopping.signal),
  ])
  await work.close()
  return 0
}

function child(
  command: 'serve' | 'work',
  options: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const args = Object.entries(options).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap(one => (typeof one === 'string' ? [`--${name}`, one] : [])),
  )
  // What faces the web is not handed a password, not even one it would not look at.
  return fork(process.argv[1] ?? '', [...args, command], { env: command === 'work' ? env : process.env })
}

// Resolves when this process should end: by signal, or because the one that started it is gone.
async function told(stopped = signalled()): Promise<void> {
  const left = new Promise<void>(resolve => {
    if (process.connected) process.once('disconnect', resolve)
    // It had a parent, which was gone before anybody listened.
    else if (process.send) resolve()
  })
  await Promise.race([stopped, left])
  // A channel that is listened to would keep this process alive.
  if (process.connected) process.disconnect()
}

function signalled(): Promise<void> {
  return new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve())
  })
}

function welcome(url: string, config: Config): string {
  const who = config.accounts.length
    ? config.accounts.join(', ')
    : `an address of ${[...config.servers.keys()].join(' or ')}`
  return `\nYestermail is ready: ${url}\nSign in with ${who} and the password of the mailbox.\nBackups lie in ${config.data}. Ctrl-C ends it.\n\n`
}
