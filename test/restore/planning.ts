import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../src/domain/language.ts'
import { planOf } from '../../src/domain/plans.ts'
import type { RestoreItem, RestorePlan, RestoreWish } from '../../src/domain/restore.ts'
import { readMailbox } from '../../src/imap/read-mailbox.ts'
import { restoreAbilities } from '../../src/imap/restore-abilities.ts'
import { inMessages } from '../../src/maildir/layout.ts'
import { readReceipt } from '../../src/maildir/read-state.ts'
import { planRestore } from '../../src/restore/plan-restore.ts'
import type { PlanWorld } from '../../src/restore/plan-world.ts'
import { uidsInIndex } from '../../src/sqlite/read-index-copies.ts'
import { openRestoreFileReader, writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { openRestoreIndex } from '../../src/sqlite/restore-index.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import type { DovecotOptions } from '../world/dovecot-config.ts'
import { startWork, type World } from '../world/yestermail.ts'

export interface Planning extends Planner, AsyncDisposable {
  dovecot: Dovecot
  world: World
}

export interface Planner {
  /** id of the account */
  account: string
  /** takes a point; resolves with its number */
  backUp(): Promise<number>
  plan(wish: Partial<RestoreWish> & Pick<RestoreWish, 'what'>, language?: Language): Promise<Dry>
  /** adds what was planned as any mail program would, and says how many those were */
  apply(dry: Dry): Promise<number>
}

export interface Dry {
  plan: RestorePlan
  /** of the request, to go on with */
  file: string
  items: RestoreItem[]
  /** state of each item by subject, "add INBOX" with its target when it is to be added */
  states: Record<string, string>
}

/** Anna's mailbox on a real server, Yestermail's worker beside it, and dry runs of both. */
export async function startPlanning(options: Partial<DovecotOptions> = {}): Promise<Planning> {
  const dovecot = await startDovecot({ users: { anna: 'anna-pw' }, ...options })
  const clock = { now: Date.UTC(2026, 10, 14, 8) }
  const world = await startWork({ port: dovecot.port }, clock)
  return {
    ...(await openPlanner(dovecot, world, 'anna', clock)),
    dovecot,
    world,
    async [Symbol.asyncDispose]() {
      await world.stop()
      await dovecot.stop()
    },
  }
}

/** Dry runs of one user's mailbox. */
export async function openPlanner(
  { users, deliver }: Pick<Dovecot, 'users' | 'deliver'>,
  world: World,
  user: string,
  clock: { now: number },
): Promise<Planner> {
  const account = await world.enrol(user, users[user] ?? '')
  const subjects = new Map<string, string>()
  const bytesOf = ({ sha, file }: RestoreItem) =>
    readFile(join(world.layout.messages(account), inMessages(sha, file ?? sha)))
  return {
    account,
    async backUp() {
      const { number } = await world.backUp(account, 'manual')
      clock.now += 86_400_000
      return number
    },
    async plan(wish, language = 'en') {
      const id = `q${randomBytes(12).toString('hex')}`
      const whole: RestoreWish = { target: { kind: 'in-place' }, moved: false, binned: true, ...wish }
      const plan = await planRestore(planWorld(world), { id, account, wish: whole, language })
      const file = openRestoreFileReader(world.layout.restore(account, id))
      if (!file) throw new Error('the plan wrote no file')
      const items = file.items({ after: 0, limit: 1_000_000 })
      file.close()
      const states: Record<string, string> = {}
      for (const item of items) {
        if (!subjects.has(item.sha)) {
          const text = await bytesOf(item).catch(() => null)
          if (text) subjects.set(item.sha, /^Subject: (.*?)\r?$/m.exec(text.toString('latin1'))?.[1] ?? '?')
        }
        const name = subjects.get(item.sha) ?? item.sha
        const state = item.state === 'add' ? `add ${item.target}` : item.state
        states[name] = states[name] ? `${states[name]}, ${state}` : state
      }
      return { plan, items, states, file: world.layout.restore(account, id) }
    },
    async apply({ items }) {
      const toAdd = items.filter(item => item.state === 'add')
      for (const item of toAdd)
        await deliver(user, item.target, await bytesOf(item), {
          flags: item.flags,
          internalDate: new Date(item.date * 1000),
        })
      return toAdd.length
    },
  }
}

/** Every wished message is counted once, and its item is numbered. */
export function assertSummed({ plan, items }: Dry): void {
  const count = (state: string) => items.filter(item => item.state === state).length
  assert.deepEqual(
    [plan.add, plan.there, plan.unknown, plan.lost],
    ['add', 'there', 'unknown', 'lost'].map(count),
  )
  const { add, there, unknown, lost } = plan
  assert.equal(items.length, add + there + unknown + lost + count('moved') + count('binned'))
  assert.deepEqual(
    items.map(item => item.n),
    items.map((_, n) => n + 1),
  )
}

/** What main/ hands a dry run, of a worker of the test world. */
export function planWorld(world: World): PlanWorld {
  const { ledger, layout, config, credentials } = world
  return {
    ledger,
    servers: config.servers,
    planOf: account => planOf(account, config.servers, config.plans),
    async openMailbox(server, address, sealed) {
      const client = await credentials.signIn(server, address, sealed)
      return { ...readMailbox(client), abilities: restoreAbilities(client) }
    },
    receipt: (account, dir) => readReceipt(layout, account, dir),
    uids: (account, build, state) => uidsInIndex(layout.indexFile(account, build), state),
    openIndex: (account, build) => openRestoreIndex(layout.indexFile(account, build)),
    async lost(account) {
      const damages = await ledger.damages(account)
      return new Set(
        damages.filter(({ what }) => what.startsWith('message-')).map(({ file }) => file.slice(0, 64)),
      )
    },
    newItems: (account, request) => writeRestoreFile(layout.restore(account, request)),
    stopped: () => false,
    now: Date.now,
    pause: ms => new Promise(resolve => setTimeout(resolve, ms)),
  }
}

/** A letter whose Message-ID and subject are the same word. */
export function mail(id: string, text = `This is ${id}.`): string {
  return `Message-ID: <${id}@rossi.example>\r\nFrom: Ada <ada@rossi.example>\r\nSubject: ${id}\r\n\r\n${text}\r\n`
}
