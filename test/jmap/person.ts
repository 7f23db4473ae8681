import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AuditEntry } from '../../src/domain/audit.ts'
import type { KnownDamage, Proof } from '../../src/domain/damage.ts'
import type { PointFolder, StateCopy } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import type { Pin } from '../../src/domain/pin.ts'
import { planOf, readyMade } from '../../src/domain/plans.ts'
import type { Point, Run } from '../../src/domain/point.ts'
import type { AskedByHand } from '../../src/domain/ports.ts'
import type { KeptPresence, LiveCheck } from '../../src/domain/presence.ts'
import type { RestoreItem, RestoreRequest } from '../../src/domain/restore.ts'
import type { RestoreAsk } from '../../src/domain/restore-ask.ts'
import { DEFAULT_RESTORE } from '../../src/domain/restore-policy.ts'
import type { RestoreOffer } from '../../src/domain/restore-reader.ts'
import { encodeManifest } from '../../src/formats/manifest.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { provenReader } from '../../src/maildir/proven-reader.ts'
import { type OpenAccount, type OpenPoint, openAccount } from '../../src/open/open-account.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { tempFolder } from '../world/temp.ts'

export interface GivenMessage {
  raw: string | Uint8Array
  /** RFC 3339 */
  date: string
  flags?: string[]
  uid?: number
}

export interface GivenFolder {
  path: string
  /** null: a \Noselect parent */
  messages: GivenMessage[] | null
  specialUse?: string
  subscribed?: boolean
}

export interface GivenPoint {
  folders: GivenFolder[]
  point?: Partial<Point>
}

export interface Person extends AsyncDisposable {
  reader: OpenAccount
  /** what `runs` answers; may be changed */
  runs: Run[]
  /** what becomes of the next wishes for a backup now */
  byHand: AskedByHand[]
  /** what was asked of the live mailbox; may be changed */
  presence: { kept: KeptPresence | null; check: LiveCheck | null; waitingSince: number | null }
  pins: Pin[]
  /** requests of the ledger, asks that nobody took, items by request, who decides; may be changed */
  restores: {
    requests: RestoreRequest[]
    asks: RestoreAsk[]
    items: Map<string, RestoreItem[]>
    policy: RestoreOffer
    audit: AuditEntry[]
    heartbeat: number
  }
  /** what `proof` answers, by number of the point */
  proofs: Map<number, Proof>
  /** what is known to be damaged */
  damages: KnownDamage[]
  /** other bytes in the place of a stored message */
  spoil(sha: string): Promise<void>
  /** calls of the point readers by name, to see what a method reads */
  calls: string[]
}

const unproven: Proof = { receipt: null, sha: null, chain: 'broken', damages: [], checkedAt: null }

/** The first person's account; every further one has its own. */
export const ACCOUNT = 'a234567890abcdef'
let persons = 0

/** A person whose restore points (#141, #142 …) are in a real index, over messages that lie in real files. */
export async function makePerson(given: readonly GivenPoint[]): Promise<Person> {
  const account = persons++ === 0 ? ACCOUNT : `b${String(persons).padStart(15, '0')}`
  const temp = await tempFolder('jmap')
  const file = join(temp.path, 'index.sqlite')
  const writer = openIndexWriter({ readMessage }, file)
  const folderIds = new Map<string, string>()
  const points: Point[] = []
  for (const [i, { folders, point }] of given.entries()) {
    const number = 141 + i
    const manifests = new Map<string, string>()
    const inPoint: PointFolder[] = []
    let messages = 0
    let bytes = 0
    for (const folder of folders) {
      const id = folderIds.get(folder.path) ?? `f${folderIds.size + 1}`
      folderIds.set(folder.path, id)
      const base = {
        folder: id,
        path: folder.path,
        delimiter: '/',
        specialUse: folder.specialUse ?? null,
        subscribed: folder.subscribed ?? true,
        outcome: 'read' as const,
      }
      inPoint.push({ ...base, state: folder.messages ? i + 1 : null })
      if (!folder.messages) continue
      const copies = await store(temp.path, folder.messages)
      await writer.add(copies.map(copy => ({ ...copy, file: join(temp.path, copy.sha) })))
      const manifest = join(temp.path, `${id}-${i + 1}.jsonl.zst`)
      const size = copies.reduce((sum, copy) => sum + copy.size, 0)
      const header = {
        ...base,
        v: 1 as const,
        n: i + 1,
        raw: folder.path,
        uidValidity: 7,
        uidNext: 100_000,
        highestModseq: null,
        readAt: Date.UTC(2026, 10, 20 + i, 1),
        messages: copies.length,
        bytes: size,
        gaps: [],
        unread: 0,
      }
      await pipeline(encodeManifest(header, inColumns(copies)), createWriteStream(manifest))
      manifests.set(`${id}/${i + 1}`, manifest)
      messages += copies.length
      bytes += size
    }
    const takenAt = Date.UTC(2026, 10, 20 + i, 1)
    await writer.seal({ number, takenAt }, inPoint, manifests)
    points.unshift(makePoint({ account, number, takenAt, messages, bytes, ...point }))
  }
  await writer.close()
  const index = openIndexReader(file)
  if (!index) throw new Error('the index was not written')
  const runs: Run[] = []
  const pins: Pin[] = []
  const calls: string[] = []
  const byHand: AskedByHand[] = []
  const presence: Person['presence'] = { kept: null, check: null, waitingSince: null }
  const now = Date.parse('2026-11-22T12:00:00Z')
  const restores: Person['restores'] = {
    ...{
      requests: [],
      asks: [],
      items: new Map(),
      policy: { ...DEFAULT_RESTORE, why: null, byMail: false },
      audit: [],
    },
    heartbeat: now - 1000,
  }
  let chosen: unknown = null
  const proofs = new Map<number, Proof>()
  const damages: KnownDamage[] = []
  const reader = await openAccount(
    {
      ledger: {
        account: async () => ({
          ...{ address: 'maria@rossi.example', domain: 'rossi.example', zone: 'Europe/Rome' },
          ...{ plan: null, build: '1' },
        }),
        points: async () => points,
        runs: async (_, limit) => runs.slice(0, limit),
        pins: async () => pins,
      },
      planOf: account => planOf(account, new Map(), readyMade),
      now: () => now,
      index: () => index,
      proof: async point => proofs.get(point.number) ?? unproven,
      file: async (_, sha) => join(temp.path, sha),
      ...provenReader(),
      damages: async () => damages,
      indexLost: () => new Error('the index lacks a point'),
      preferences: async () => chosen,
      setPreferences: async (_, preferences) => {
        chosen = preferences
      },
      presence: {
        kept: async () => presence.kept,
        comparedAt: async () => presence.check?.comparedAt ?? null,
        liveCheck: async () => presence.check,
        waitingSince: async () => presence.waitingSince,
        heartbeat: async () => Date.parse('2026-11-22T11:59:59Z'),
        check: async (_, at) => {
          presence.waitingSince ??= at
        },
      },
      restores: {
        requests: async () => restores.requests,
        waiting: async () => restores.asks,
        ask: async ask => {
          restores.asks.push(ask)
        },
        items: async (_, id, { states, position, limit, numbers }) => {
          const items = (restores.items.get(id) ?? []).filter(
            one => (states?.includes(one.state) ?? true) && (numbers?.includes(one.n) ?? true),
          )
          return { items: items.slice(position, position + limit), total: items.length }
        },
        audit: async (_, limit) => restores.audit.slice(0, limit),
        heartbeat: async () => restores.heartbeat,
        newId: () => `q${String(restores.asks.length).padStart(24, '0')}`,
        offer: async () => restores.policy,
      },
      backUpNow: async () => byHand.shift() ?? { state: 'refused', why: 'plan' },
    },
    account,
  )
  if (!reader) throw new Error('the account was not opened')
  return {
    runs,
    byHand,
    restores,
    presence,
    pins,
    proofs,
    damages,
    spoil: sha => writeFile(join(temp.path, sha), 'Subject: something else\r\n\r\n'),
    calls,
    reader: {
      ...reader,
      open: async number => {
        const point = await reader.open(number)
        return point && counted(calls, point)
      },
    },
    async [Symbol.asyncDispose]() {
      index.close()
      await temp.remove()
    },
  }
}

/** A restore point with everything filled in. */
export function makePoint(point: Partial<Point> & Pick<Point, 'number' | 'takenAt'>): Point {
  const localDay = new Date(point.takenAt).toISOString().slice(0, 10)
  return {
    account: ACCOUNT,
    localDay,
    zone: 'Europe/Rome',
    dir: localDay,
    keptUntil: point.takenAt + 15 * 86_400_000,
    status: 'complete',
    trigger: 'nightly',
    messages: 0,
    bytes: 0,
    newMessages: 0,
    newBytes: 0,
    durationMs: 1234,
    problems: [],
    ...point,
  }
}

/** The same reader; every call leaves its name. */
function counted(calls: string[], reader: OpenPoint): OpenPoint {
  return new Proxy(reader, {
    get(target, name: keyof OpenPoint) {
      const value = target[name]
      if (typeof value !== 'function') return value
      calls.push(name)
      return value
    },
  })
}

async function store(folder: string, messages: readonly GivenMessage[]): Promise<StateCopy[]> {
  const copies: StateCopy[] = []
  for (const [i, { raw, date, flags = [], uid = i + 1 }] of messages.entries()) {
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')) : raw
    const sha = createHash('sha256').update(bytes).digest('hex')
    await writeFile(join(folder, sha), bytes)
    copies.push({ uid, sha, date: Date.parse(date) / 1000, size: bytes.length, flags })
  }
  return copies
}
