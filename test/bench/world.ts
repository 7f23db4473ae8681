import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork, type World } from '../world/yestermail.ts'
import { type AppServer, startServer } from './app-server.ts'
import { type Client, signIn } from './client.ts'
import { type LivedDays, liveOn } from './lived-days.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { settle } from './settle.ts'
import { type Yestermail, yestermailCommand } from './yestermail-command.ts'

const login = 'anna'
const day = 86_400_000

/** A large mailbox with fifteen days of it, as a person has them who was backed up every night. */
export interface BenchWorld extends LivedDays {
  readonly address: string
  readonly password: string
  /** the live mailbox: it lived on after the last night */
  readonly dovecot: Dovecot
  /** where all of it lies */
  readonly home: string
  /** Yestermail's data folder, and the Maildir of the live mailbox, for programs that are compared with it */
  readonly data: string
  readonly maildir: string
  /** `yestermail serve` in a process of its own; dispose it */
  serve(): Promise<AppServer>
  /** a worker in this process, on the same data folder, with the real clock; stop it */
  work(): Promise<World>
  /** somebody new who signed in as the mailbox's owner, or as one of its neighbours */
  client(url: string, address?: string): Promise<Client>
}

const open = new Map<boolean, Promise<BenchWorld & AsyncDisposable>>()

/**
 * 100,000 messages x 15 days (small: 2,000), made once for all benches of a run by fifteen real runs of the worker, with
 * mail that came, went, moved and was read in between. With YESTERMAIL_BENCH_WORLD=FOLDER it is kept there and used
 * again until its recipe changes; when only the index has another shape, that is built anew.
 */
export function benchWorld(small: boolean): Promise<BenchWorld> {
  const made = open.get(small) ?? makeWorld(small)
  open.set(small, made)
  return made
}

/** To be called when the last bench is over. */
export async function closeBenchWorlds(): Promise<void> {
  for (const world of open.values()) await (await world.catch(() => null))?.[Symbol.asyncDispose]()
  open.clear()
}

async function makeWorld(small: boolean): Promise<BenchWorld & AsyncDisposable> {
  const temp = await tempFolder('bench-world')
  const kept = process.env.YESTERMAIL_BENCH_WORLD
  const home = join(kept ?? temp.path, `${small ? 'small' : 'large'}-${hashOf(RECIPE)}`)
  const told = join(home, 'lived.json')
  if (kept) mkdirSync(kept, { recursive: true })
  const making = existsSync(told) ? home : `${home}.${process.pid}`
  if (making !== home) {
    mkdirSync(making, { recursive: true })
    for (const folder of [kept, making]) if (folder) chmodSync(folder, 0o711) // Dovecot runs as another user
    makeMailbox(join(making, 'Maildir'), findPlainUser(), {
      ...{ ...wholeMailbox, seed: 15, messages: small ? 2000 : 100_000 },
      ...{ meanKb: 4, medianKb: 2, maxKb: 512 },
    })
  }
  const others = Array.from({ length: 199 }, (_, i) => `n${i + 1}`)
  const users = Object.fromEntries([login, ...others].map(one => [one, 'secret']))
  const dovecot = await startDovecot({ users, fast: true })
  const served = join(dovecot.folder, 'mail', login, 'Maildir')
  symlinkSync(join(making, 'Maildir'), served)
  const server = { port: dovecot.port }
  try {
    if (making !== home) {
      const lived = await backUpDays(dovecot, join(making, 'Maildir'), join(making, 'snapshots'), small)
      writeFileSync(join(making, 'lived.json'), JSON.stringify({ lived, shape: hashOf(SHAPE) }))
      renameSync(making, home)
      settle()
      rmSync(served)
      symlinkSync(join(home, 'Maildir'), served)
    }
    const { lived, shape } = JSON.parse(readFileSync(told, 'utf8')) as { lived: LivedDays; shape: string }
    const maildir = join(home, 'Maildir')
    const data = join(home, 'snapshots')
    const yestermail = {
      ...yestermailCommand(home, `imap://127.0.0.1:${dovecot.port}`, dovecot),
      env: {
        YESTERMAIL_DOMAIN: 'yester.example',
        YESTERMAIL_IMAP: `imap://127.0.0.1:${dovecot.port}`,
        YESTERMAIL_LOGIN: 'local',
      },
    }
    if (shape !== hashOf(SHAPE)) await indexAnew(yestermail, told, lived)
    const address = `${login}@yester.example`
    return {
      ...{ ...lived, address, password: 'secret', dovecot, home, data, maildir },
      serve: () => startServer(yestermail),
      work: () =>
        startWork(
          server,
          {
            get now() {
              return Date.now()
            },
            set now(_) {
              throw new Error('this clock is the real one')
            },
          },
          data,
        ),
      client: (url, who = address) => signIn(url, who, 'secret'),
      async [Symbol.asyncDispose]() {
        await dovecot.stop()
        await temp.remove()
      },
    }
  } catch (error) {
    await dovecot.stop()
    await temp.remove()
    throw error
  }
}

/** Fifteen nights, the last one this morning, and a life between them and after. */
async function backUpDays(
  dovecot: Dovecot,
  maildir: string,
  data: string,
  small: boolean,
): Promise<LivedDays> {
  const begun = performance.now()
  const nights = 15
  const clock = { now: Math.floor(Date.now() / day) * day - (nights - 1) * day }
  const world = await startWork({ port: dovecot.port }, clock, data)
  let lived: LivedDays = { account: '', messages: 0, points: [] }
  try {
    const account = await world.enrol(login, 'secret')
    const points: LivedDays['points'] = []
    for (let night = 1; night <= nights; night++) {
      const point = await world.backUp(account, night === 1 ? 'first' : 'nightly')
      if (point.status !== 'complete') throw new Error(`night ${night}: ${JSON.stringify(point.problems)}`)
      points.push({ id: `p${point.number}`, messages: point.messages })
      await liveOn(dovecot, login, maildir, night, small)
      clock.now += day
    }
    lived = { account, messages: points.at(-1)?.messages ?? 0, points }
  } finally {
    await world.stop()
  }
  const seconds = (performance.now() - begun) / 1000
  console.log(`bench world: ${nights} nights of ${lived.messages} messages in ${seconds.toFixed(0)} s`)
  return lived
}

// The days are worth keeping when only the index has another shape.
async function indexAnew(yestermail: Yestermail, told: string, lived: LivedDays): Promise<void> {
  const { seconds } = await yestermail.run('reindex', '--all')
  console.log(`bench world: index built anew in ${seconds.toFixed(0)} s`)
  writeFileSync(told, JSON.stringify({ lived, shape: hashOf(SHAPE) }))
}

// What a kept world was made by; another recipe makes another world.
const RECIPE = ['lived-days.ts', 'make-mailbox.ts']
const SHAPE = ['../../src/sqlite/index-schema.ts']

function hashOf(sources: readonly string[]): string {
  const texts = sources.map(name => readFileSync(join(import.meta.dirname, name)))
  return createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 12)
}
