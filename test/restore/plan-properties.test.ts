import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { RestoreTarget } from '../../src/domain/restore.ts'
import { randomFrom } from '../bench/make-mailbox.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { folderName } from '../world/imap-session.ts'
import { startWork } from '../world/yestermail.ts'
import { assertSummed, type Dry, openPlanner } from './planning.ts'

const rounds = process.env.YESTERMAIL_TEST === 'all' ? 80 : 6
const first = Number(process.env.YESTERMAIL_SEED ?? Math.floor(Math.random() * 1e6)) || 1
const folders = ['INBOX', 'Archive', 'Orders', 'Orders/Old', 'Wäsche & Co', 'Trash', 'Junk']

test(`of any mailbox everything wished is counted once, and added once, whatever came and went (seed ${first})`, async () => {
  const users = Object.fromEntries(Array.from({ length: rounds }, (_, i) => [`u${i}`, 'pw']))
  await using dovecot = await startDovecot({ users })
  const clock = { now: Date.UTC(2026, 10, 14, 8) }
  const world = await startWork({ port: dovecot.port }, clock)
  try {
    for (let round = 0; round < rounds; round++) {
      const seed = first + round
      const random = randomFrom(seed)
      const user = `u${round}`
      const planner = await openPlanner(dovecot, world, user, clock)
      await fill(dovecot, user, random)
      const points = [await planner.backUp()]
      await live(dovecot, user, random)
      if (random() < 0.4) {
        points.push(await planner.backUp())
        await live(dovecot, user, random)
      }
      const target = pick<RestoreTarget>(random, [
        { kind: 'in-place' },
        { kind: 'in-place' },
        { kind: 'beside' },
        { kind: 'folder', path: 'Again' },
        { kind: 'folder', path: 'archive' },
      ])
      const moved = target.kind !== 'beside' && random() < 0.3
      const wish = {
        what: points.map(point => ({ point, only: null })),
        target,
        moved,
        binned: random() < 0.8,
      }
      const about = `seed ${seed}: ${JSON.stringify(wish)}`
      const dry = await planner.plan(wish)
      assertSummed(dry)
      await planner.apply(dry)
      await assertThere(dovecot, user, dry, about)
      const again = await planner.plan(wish)
      assertSummed(again)
      assert.equal(again.plan.add, 0, `${about}: ${JSON.stringify(again.states)}`)
      assert.equal(again.items.length, dry.items.length, about)
      assert.equal(again.plan.unknown, dry.plan.unknown, about)
    }
  } finally {
    await world.stop()
  }
})

// Few words, so that the same message stands in many places, and others look like it.
function letter(random: () => number): { text: string; date: Date } {
  const n = Math.floor(random() * 6)
  const id = random() < 0.2 ? '' : `Message-ID: <m${n}@rossi.example>\r\n`
  const subject = random() < 0.2 ? 'Grüße' : `letter ${n}`
  // Of one Message-ID, length and second there is one message; where it has no Message-ID, the bytes tell.
  const other = id ? 'another' : 'odd'
  const body = random() < 0.3 ? other : 'own'
  const from = random() < 0.1 ? 'Received: from a by b; Sat, 21 Nov 2026 10:00:00 +0000\r\n' : ''
  return {
    text: `${from}${id}From: ada@rossi.example\r\nSubject: ${subject}\r\n\r\n${body} ${n}\r\n`,
    date: new Date(Date.UTC(2026, 9, 1 + Math.floor(random() * 2))),
  }
}

async function fill(dovecot: Dovecot, user: string, random: () => number): Promise<void> {
  const flags = [[], ['\\Seen'], ['\\Deleted'], ['Rechnung', '\\Flagged']]
  for (let i = 0; i < 14; i++) {
    const { text, date } = letter(random)
    const details = { internalDate: date, flags: pick(random, flags) }
    await dovecot.deliver(user, pick(random, folders), text, details)
    if (random() < 0.3) await dovecot.deliver(user, pick(random, folders), text, details)
  }
}

// What people and mail programs do to a mailbox in a day.
async function live(dovecot: Dovecot, user: string, random: () => number): Promise<void> {
  await using session = await dovecot.imap(user)
  const one = async (command: string) => session.command(command).catch(() => null)
  for (let i = 0; i < 8; i++) {
    const [from, to] = [pick(random, folders), pick(random, folders)].map(folderName)
    const uid = 1 + Math.floor(random() * 4)
    const deed = random()
    if (deed < 0.12) await one(`DELETE ${from}`)
    else if (deed < 0.2) await one(`RENAME ${from} ${folderName(`New ${i}`)}`)
    else if (deed < 0.4) {
      const { text, date } = letter(random)
      await dovecot.deliver(user, pick(random, folders), text, { internalDate: date })
    } else {
      await one(`SELECT ${from}`)
      if (deed < 0.6) await one(`UID MOVE ${uid} ${to}`)
      else if (deed < 0.7) await one(`UID COPY ${uid} ${to}`)
      else await one(`UID STORE ${uid}:${uid + 1} +FLAGS.SILENT (\\Deleted)`).then(() => one('EXPUNGE'))
      await one('CLOSE')
    }
  }
}

// By the bytes, and by no code of the product: what was added is there as often as was wished.
async function assertThere(dovecot: Dovecot, user: string, { items }: Dry, about: string): Promise<void> {
  const there = await contents(dovecot, user, new Set(items.map(item => item.target)))
  const wanted = new Map<string, number>()
  for (const { state, target, sha } of items)
    if (state === 'add') wanted.set(`${target} ${sha}`, (wanted.get(`${target} ${sha}`) ?? 0) + 1)
  for (const [what, count] of wanted) assert.ok((there.get(what) ?? 0) >= count, `${about}: ${what}`)
  const anywhere = new Set([...there.keys()].map(key => key.slice(-64)))
  for (const { state, sha, path } of items)
    if (state !== 'unknown' && state !== 'lost') assert.ok(anywhere.has(sha), `${about}: ${sha} of ${path}`)
}

async function contents(
  dovecot: Dovecot,
  user: string,
  targets: ReadonlySet<string>,
): Promise<Map<string, number>> {
  await using session = await dovecot.imap(user)
  const found = new Map<string, number>()
  for (const line of await session.command('LIST "" "*"')) {
    const wire = /"?\/"? (.*)$/.exec(line)?.[1] ?? ''
    if (/\\(Noselect|NonExistent)/i.test(line)) continue
    // A level that is none but for what is below it.
    const isThere = await session.command(`EXAMINE ${wire}`).catch((error: Error) => {
      if (!/doesn't exist/.test(error.message)) throw error
    })
    if (!isThere) continue
    const name = wire.replaceAll('"', '')
    const path = [...targets].find(one => folderName(one).slice(1, -1) === name) ?? name
    for (const row of await session.command('UID FETCH 1:* BODY.PEEK[]')) {
      const literal = /BODY\[\] \{(\d+)\}\r\n/.exec(row)
      if (!literal) continue
      const start = literal.index + literal[0].length
      const bytes = Buffer.from(row.slice(start, start + Number(literal[1])), 'latin1')
      const key = `${path} ${createHash('sha256').update(bytes).digest('hex')}`
      found.set(key, (found.get(key) ?? 0) + 1)
    }
  }
  return found
}

function pick<T>(random: () => number, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}
