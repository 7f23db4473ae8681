import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Language } from '../../src/domain/language.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import type {
  Actor,
  RestorePlan,
  RestorePolicy,
  RestoreRequest,
  RestoreResult,
} from '../../src/domain/restore.ts'
import { DEFAULT_RESTORE } from '../../src/domain/restore-policy.ts'
import { openLog } from '../../src/log.ts'
import { carryOut } from '../../src/requests/carry-out.ts'
import { claimNext } from '../../src/requests/keep-requests.ts'
import { planRequest } from '../../src/requests/plan-request.ts'
import type { RequestsWorld, Restoring } from '../../src/requests/requests-world.ts'
import { doRestoreAsk } from '../../src/requests/take-restore-ask.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

export const DAY = 86_400_000
export const anna = 'abcdefghijklmnop'
export const bert = 'bbcdefghijklmnop'
export const owner: Actor = { kind: 'owner' }
export const ada: Actor = { kind: 'admin', name: 'ada' }
export const bob: Actor = { kind: 'admin', name: 'bob' }
/** admin of another mail domain */
export const eve: Actor = { kind: 'admin', name: 'eve' }
/** was removed */
export const rex: Actor = { kind: 'admin', name: 'rex' }

export const aPlan: RestorePlan = {
  ...{ comparedAt: 0, add: 3, bytes: 4500, binned: 0, there: 7, moved: 0, movedTo: [], unknown: 0, lost: 0 },
  ...{ create: [], beside: null, folders: [], quota: null, refused: [], appendLimit: null },
  ...{ mark: '$Restored1', canUndo: true },
}
export const allAdded: RestoreResult = { added: 3, bytes: 4500, there: 0, failed: 0, left: 0, created: [] }

/** A real ledger with two accounts, a point each, and admins; what touches the mailbox is played. */
export async function openRequests({
  policy = {},
  admins = true,
  restoring = {},
  mail = true,
  ...server
}: Partial<MailServer> & {
  policy?: Partial<RestorePolicy>
  admins?: boolean
  restoring?: Partial<Restoring>
  mail?: boolean
} = {}) {
  const temp = await tempFolder('requests')
  const file = join(temp.path, 'ledger.sqlite')
  const ledger = openLedger(file, { durable: false })
  const db = new Database(file)
  const clock = { now: Date.UTC(2026, 10, 22, 12) }
  for (const [id, address] of [
    [anna, 'anna@yester.example'],
    [bert, 'bert@yester.example'],
  ] as const) {
    await ledger.enrol({
      ...{ id, address, domain: 'yester.example', zone: 'UTC' },
      ...{ credential: 'box', createdAt: clock.now },
    })
    db.prepare(
      `INSERT INTO points (account, status, trigger, taken_at, local_day, zone, dir, kept_until, messages, bytes,
         new_messages, new_bytes, duration_ms, problems)
       VALUES (?, 'complete', 'nightly', ?, '2026-11-20', 'UTC', '2026-11-20', ?, 10, 10, 10, 10, 1, '[]')`,
    ).run(id, clock.now - 2 * DAY, clock.now + 13 * DAY)
  }
  const admin = (name: string, domains: string[], language: Language, removed: number | null = null) =>
    db
      .prepare(
        `INSERT INTO admins (name, role, domains, mail, language, made_at, epoch, removed_at)
         VALUES (?, 'domain', ?, ?, ?, 1, 1, ?)`,
      )
      .run(name, JSON.stringify(domains), `${name}@yester.example`, language, removed)
  if (admins) {
    admin('ada', ['yester.example'], 'de')
    admin('bob', ['other.example', 'yester.example'], 'en')
  }
  admin('eve', ['other.example'], 'en')
  admin('rex', ['yester.example'], 'en', 5)
  const gone = new Set<string>()
  const forgotten: string[] = []
  let ids = 0
  const servers = new Map([
    [
      'yester.example',
      mailServer({ port: 1, ...server, restore: { policy: { ...DEFAULT_RESTORE, ...policy } } }),
    ],
  ])
  const worker = (name: string): RequestsWorld => ({
    ...{ ledger, servers, worker: name },
    restoring: {
      plan: async () => ({ ...aPlan, comparedAt: clock.now }),
      putBack: async () => allAdded,
      undo: async () => ({ removed: 3, kept: 0 }),
      soFar: async () => ({ ...allAdded, added: 1, left: 2 }),
      async *files() {},
      forget: async (_, id) => void forgotten.push(id),
      ...restoring,
    },
    post: mail
      ? {
          mail: { from: 'yestermail@yester.example', language: 'en' },
          publicUrl: 'https://mail.yester.example',
          preferences: async () => ({ language: 'it' }),
          newId: () => `id${ids++}`,
        }
      : null,
    isGone: one => gone.has(one),
    now: () => clock.now,
    pause: (_, signal) => setTimeout(5, undefined, { signal }).catch(() => {}),
    log: openLog({ level: 'silent' }),
  })
  const world = worker('w')
  const going = new AbortController()
  const read = async (id: string): Promise<RestoreRequest> => {
    const request = await ledger.request(id)
    if (!request) throw new Error(`no request ${id}`)
    return request
  }
  return {
    ...{ ledger, db, clock, gone, forgotten, worker, world, going, read },
    /** Asks as the web writes them down. */
    async ask(kind: string, id: string, more: Record<string, unknown> = {}): Promise<void> {
      const ask = { kind, id, account: anna, by: owner, at: clock.now, note: null, reason: null, ...more }
      await doRestoreAsk(world, ask as unknown as Parameters<typeof doRestoreAsk>[1])
    },
    /** One that is planned; its id. */
    async planned({ by = owner, point = 1 }: { by?: Actor; point?: number } = {}): Promise<string> {
      const id = idOf(ids++)
      const wish = {
        ...{ what: [{ point, only: null }], target: { kind: 'in-place' }, moved: false, binned: true },
      }
      await this.ask('restore-plan', id, { by, wish, language: 'nb' })
      if ((await claimNext(world, 'plan')) === id) await planRequest(world, id, going.signal)
      return id
    },
    /** One that was sent; its id. */
    async filed(by: Actor = owner, note: string | null = null): Promise<string> {
      const id = await this.planned({ by })
      await this.ask('restore-file', id, { by, note })
      return id
    },
    /** Goes on with what is to be carried out, if anything is. */
    async carryOut(as = world): Promise<string | null> {
      const id = await claimNext(as, 'restore')
      if (id !== null) await carryOut(as, id, going.signal)
      return id
    },
    /** letters in the outbox: recipient, language, subject */
    letters: () =>
      db
        .prepare<[], { recipient: string; letter: string }>(
          'SELECT recipient, letter FROM letters ORDER BY id',
        )
        .all()
        .map(({ recipient, letter }) => ({
          recipient,
          ...(JSON.parse(letter) as { language: Language; subject: string; text: string; html: string }),
        })),
    acts: async () => (await ledger.audit(null, null, 100)).map(one => one.act).reverse(),
    async [Symbol.asyncDispose]() {
      going.abort()
      db.close()
      ledger.close()
      await temp.remove()
    },
  }
}

export function idOf(n: number): string {
  return `q${String(n).padStart(24, '0')}`
}
