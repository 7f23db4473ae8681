import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { damagedMessage } from '../../src/domain/damage.ts'
import type { RestoreItem, RestoreTarget } from '../../src/domain/restore.ts'
import { connect } from '../../src/imap/connect.ts'
import { writeMailbox } from '../../src/imap/write-mailbox.ts'
import { exportedBytes } from '../../src/maildir/export-messages.ts'
import { putBack } from '../../src/restore/put-back.ts'
import { undoRestore } from '../../src/restore/undo.ts'
import { openRestoreFile } from '../../src/sqlite/restore-file.ts'
import { randomFrom } from '../bench/make-mailbox.ts'
import { folderName, type ImapSession } from '../world/imap-session.ts'
import { type ServerView, viewOf } from '../world/server-view.ts'
import { mailServer, startWork } from '../world/yestermail.ts'
import { assertSummed, type Dry, openPlanner, type Planner } from './planning.ts'
import { endless } from './putting-back.ts'

export interface LivedOn {
  port: number
  imap(user: string): Promise<ImapSession>
}

export interface Habits {
  prefix: string
  delimiter: string
}

/** A worker beside a server, and a dry run and restore of one user's mailbox after the other. */
export async function startRestorer(server: LivedOn, users: Record<string, string>) {
  const clock = { now: Date.UTC(2026, 10, 14, 8) }
  const world = await startWork({ port: server.port }, clock)
  const deliver = async () => assert.fail('a restore adds by itself here')
  return {
    planner: (user: string) => openPlanner({ users, deliver }, world, user, clock),
    async restore({ account }: Planner, user: string, { file, plan }: Dry) {
      const items = openRestoreFile(file)
      if (!items) throw new Error('the plan wrote no file')
      const sign = (plain: boolean) =>
        connect(mailServer(server), { user, password: users[user] ?? '' }, { plain, silence: 30_000 })
      const openWriter = async () => writeMailbox(await sign(false), () => sign(true))
      const lost = () => damagedMessage(new Error('a message to be put back'))
      const end = await putBack(
        {
          ...{ items, openWriter, budget: endless, now: () => clock.now, stop: async () => null },
          bytes: item => exportedBytes(world.layout, account, item, { bytes: Buffer.alloc(0) }, lost),
          pause: ms => setTimeout(ms),
          onProgress() {},
        },
        { plan },
      )
      return {
        end,
        items: () => items.items({ after: 0, limit: 100_000 }),
        undo: () =>
          undoRestore(
            { items, openWriter, stop: async () => false, now: Date.now, isNewest: true },
            { plan },
          ),
        close: () => items.close(),
      }
    },
    stop: () => world.stop(),
  }
}

export type Restorer = Awaited<ReturnType<typeof startRestorer>>

/**
 * A mailbox of odd folders and copies of one another is backed up, lived in, and restored in one of many ways: what stood
 * stands as it stood, what was planned was added, once more is nothing, and the undo takes it all away again.
 */
export async function restoreGenerated(
  server: LivedOn,
  restorer: Restorer,
  { user, seed, prefix, delimiter }: { user: string; seed: number } & Habits,
): Promise<void> {
  const random = randomFrom(seed)
  const names = ['Archive', 'Orders', `Orders${delimiter}Old`, 'R&D', 'Été 2024', 'a+b=c', '日本', 'Trash']
  const folders = ['INBOX', ...names.map(name => prefix + name)]
  await using session = await server.imap(user)
  for (const folder of folders.slice(1)) await session.command(`CREATE ${folderName(folder)}`).catch(() => [])
  await fill(session, folders, random)
  const planner = await restorer.planner(user)
  const point = await planner.backUp()
  await live(session, folders, prefix, random)
  const target = pick<RestoreTarget>(random, [
    { kind: 'in-place' },
    { kind: 'in-place' },
    { kind: 'beside' },
    { kind: 'folder', path: `${prefix}Again` },
  ])
  // Beside, what was only moved is brought back as often as it is asked for.
  const moved = target.kind !== 'beside' && random() < 0.3
  const wish = { what: [{ point, only: null }], target, moved, binned: random() < 0.7 }
  const about = `seed ${seed}: ${JSON.stringify(wish)}`
  const stood = await viewOf(session)
  const dry = await planner.plan(wish)
  assertSummed(dry)
  assert.deepEqual(await viewOf(session), stood, `a dry run changes nothing, ${about}`)
  const restored = await restorer.restore(planner, user, dry)
  try {
    const toAdd = dry.items.filter(({ state }) => state === 'add')
    assert.equal(restored.end.end, 'all', about)
    assert.equal(restored.end.result.added, toAdd.length, about)
    const now = await viewOf(session)
    assertAsItStood(stood, now, about)
    assert.deepEqual(cameSince(stood, now), toAdd.map(item => itemLine(item, dry.plan.mark)).sort(), about)
    const again = await planner.plan(wish)
    // A second "beside" is another folder; what is there counts all the same.
    assert.equal(again.plan.add, 0, `${about}: ${JSON.stringify(again.states)}`)
    const { result } = await restored.undo()
    assert.deepEqual(result, { removed: toAdd.length, kept: 0 }, about)
    const left = await viewOf(session)
    assertAsItStood(stood, left, about)
    assert.deepEqual(cameSince(stood, left), [], about)
  } finally {
    restored.close()
  }
}

async function fill(
  session: ImapSession,
  folders: readonly string[],
  random: () => number,
  count = 16,
): Promise<void> {
  const flags = ['', '\\Seen', '\\Deleted', 'Rechnung \\Flagged']
  for (let i = 0; i < count; i++) {
    const n = Math.floor(random() * 6)
    const id = random() < 0.2 ? '' : `Message-ID: <m${n}@rossi.example>\r\n`
    // Of one Message-ID, length and second there is one message; without one the bytes tell.
    const text = random() < 0.3 ? (id ? 'another' : 'odd') : 'own'
    const bytes = `${id}From: ada@rossi.example\r\nSubject: letter ${n}\r\n\r\n${text} ${n}\r\n`
    const folder = folderName(pick(random, folders))
    const about = `(${pick(random, flags)}) "0${1 + Math.floor(random() * 2)}-Oct-2026 00:00:00 +0000" `
    for (let copies = random() < 0.3 ? 2 : 1; copies > 0; copies--)
      await session.command(`APPEND ${folder} ${about}`, Buffer.from(bytes)).catch(() => [])
  }
}

// What people and mail programs do to a mailbox in a day; MOVE in three commands, as not all servers have it.
async function live(
  session: ImapSession,
  folders: readonly string[],
  prefix: string,
  random: () => number,
): Promise<void> {
  const one = (command: string) => session.command(command).catch(() => [])
  for (let i = 0; i < 10; i++) {
    const from = folderName(pick(random, folders))
    const deed = random()
    if (deed < 0.1) await one(`DELETE ${folderName(pick(random, folders.slice(1)))}`)
    else if (deed < 0.2)
      await one(`RENAME ${folderName(pick(random, folders.slice(1)))} ${folderName(`${prefix}New ${i}`)}`)
    else if (deed < 0.35) await fill(session, folders, random, 1)
    else {
      await one(`SELECT ${from}`)
      const uid = 1 + Math.floor(random() * 4)
      if (deed < 0.7) await one(`UID COPY ${uid} ${folderName(pick(random, folders))}`)
      if (deed > 0.5) {
        await one(`UID STORE ${uid} +FLAGS.SILENT (\\Deleted)`)
        await one('EXPUNGE')
      }
      await one('CLOSE')
    }
  }
}

function assertAsItStood(stood: ServerView, now: ServerView, about: string): void {
  for (const [path, { copies, subscribed }] of stood.held) {
    const uids = new Set(copies.map(({ uid }) => uid))
    const here = now.held.get(path)
    assert.deepEqual(here?.copies.filter(({ uid }) => uids.has(uid)) ?? [], copies, `${path}, ${about}`)
    if (stood.validity.has(path)) assert.equal(here?.subscribed, subscribed, `${path}, ${about}`)
    if (stood.validity.has(path)) assert.equal(now.validity.get(path), stood.validity.get(path), about)
  }
}

function cameSince(stood: ServerView, now: ServerView): string[] {
  return [...now.held]
    .flatMap(([path, { copies }]) => {
      const before = new Set(stood.held.get(path)?.copies.map(({ uid }) => uid))
      return copies
        .filter(({ uid }) => !before.has(uid))
        .map(
          ({ sha, date, flags }) => `${path.normalize('NFC')} ${sha} ${date} ${flags.toSorted().join(' ')}`,
        )
    })
    .sort()
}

function itemLine({ target, sha, date, flags }: RestoreItem, mark: string | null): string {
  const all = mark === null ? flags : [...flags, mark]
  return `${target.normalize('NFC')} ${sha} ${date} ${all.toSorted().join(' ')}`
}

function pick<T>(random: () => number, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}
