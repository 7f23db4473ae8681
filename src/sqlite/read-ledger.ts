import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Account } from '../domain/account.ts'
import type { AccountId, Point, Run } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { compileOnce } from './compile-once.ts'
import { readAccess } from './ledger-access.ts'
import { readAdmins } from './ledger-admins.ts'
import { alarmsReader } from './ledger-alarms.ts'
import { readAudit } from './ledger-audit.ts'
import { readClosed } from './ledger-closed.ts'
import { readDamages } from './ledger-damages.ts'
import { readPins } from './ledger-pins.ts'
import { readPresence } from './ledger-presence.ts'
import { ledgerSchema } from './ledger-schema.ts'
import { ledgerStanding } from './ledger-standing.ts'
import { readWorkers } from './ledger-workers.ts'
import { readPanel } from './read-ledger-panel.ts'
import { readRequests } from './read-ledger-requests.ts'

/**
 * What the web and the reader threads ask of the ledger. The file is opened read-only; throws Refusal 'no-ledger' when it is
 * not there or nothing is in it yet, 'older-ledger' while `work` has not brought it up to this version, and 'data-unreadable'
 * when nobody writes it and this user may not make the side files it was left to be read with.
 */
export function openLedgerReader(file: string) {
  if (!existsSync(file)) throw none()
  const db = compileOnce(new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 }))
  try {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version === 0) throw none()
    if (version < ledgerSchema.length) throw older()
    return { ...readLedger(db), close: () => db.close() }
  } catch (error) {
    db.close()
    throw isSideless(error) ? unreadable(error) : error
  }
}

export type LedgerReader = ReturnType<typeof readLedger>

/** The reading half, over any handle of the ledger. */
export function readLedger(db: Database.Database) {
  const account = `SELECT id, address, domain, zone, state, plan, build, credential IS NOT NULL AS hasCredential, created_at AS createdAt FROM accounts`
  const byId = db.prepare<[string], AccountRow>(`${account} WHERE id = ?`)
  const byAddress = db.prepare<[string], AccountRow>(`${account} WHERE address = ?`)
  const all = db.prepare<[], AccountRow>(`${account} ORDER BY address`)
  const points = db.prepare<[string], PointRow>(
    `SELECT * FROM points WHERE account = ? AND dropped_at IS NULL AND status <> 'reserved' ORDER BY taken_at DESC, number DESC`,
  )
  const runs = db.prepare<[string, number], RunRow>(
    `SELECT * FROM runs WHERE account = ? ORDER BY id DESC LIMIT ?`,
  )
  const fact = db.prepare<[string], { value: string }>('SELECT value FROM facts WHERE name = ?')
  return {
    ...readDamages(db),
    ...ledgerStanding(db),
    alarms: alarmsReader(db),
    ...readPins(db),
    ...readWorkers(db),
    ...readPresence(db),
    ...readRequests(db),
    ...readAudit(db),
    ...readAdmins(db),
    ...readAccess(db),
    ...readClosed(db),
    ...readPanel(db),
    async account(id: AccountId): Promise<Account | null> {
      return toAccount(byId.get(id))
    },
    /** by canonical address */
    async accountByAddress(address: string): Promise<Account | null> {
      return toAccount(byAddress.get(address))
    },
    async accounts(): Promise<Account[]> {
      return all.all().flatMap(row => toAccount(row) ?? [])
    },
    /** sealed and not dropped, newest first */
    async points(id: AccountId): Promise<Point[]> {
      return points.all(id).map(toPoint)
    },
    /** newest first */
    async runs(id: AccountId, limit: number): Promise<Run[]> {
      return runs.all(id, limit).map(toRun)
    },
    /** number of the newest ask of the desk that was taken up */
    async lastAsk(): Promise<number> {
      return Number(fact.get('last-ask')?.value ?? 0)
    },
  }
}

// A ledger of a worker that was put back from a copy, say: in WAL mode, without its -wal and -shm.
function isSideless(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    ['SQLITE_READONLY_DIRECTORY', 'SQLITE_READONLY_CANTINIT', 'SQLITE_CANTOPEN'].includes(error.code)
  )
}

function none(): Refusal {
  return new Refusal('no-ledger', 'Nothing is backed up here yet; begin with: yestermail start')
}

function older(): Refusal {
  return new Refusal(
    'older-ledger',
    'This data folder is of an older version until the new backup worker has started once: yestermail work',
  )
}

function unreadable(cause: unknown): Refusal {
  return new Refusal(
    'data-unreadable',
    'The backups cannot be read until the backup worker runs again: yestermail work',
    {},
    cause,
  )
}

interface AccountRow extends Omit<Account, 'hasCredential'> {
  hasCredential: number
}

interface PointRow {
  number: number
  account: string
  status: 'complete' | 'partial'
  trigger: Point['trigger']
  taken_at: number
  local_day: string
  zone: string
  dir: string
  kept_until: number
  messages: number
  bytes: number
  new_messages: number
  new_bytes: number
  duration_ms: number
  problems: string
}

interface RunRow {
  id: number
  account: string
  trigger: Run['trigger']
  started_at: number
  finished_at: number | null
  local_day: string
  state: Run['state']
  progress: string | null
  problem: string | null
  point: number | null
}

function toAccount(row: AccountRow | undefined): Account | null {
  return row ? { ...row, hasCredential: row.hasCredential === 1 } : null
}

function toPoint(row: PointRow): Point {
  return {
    number: row.number,
    account: row.account,
    takenAt: row.taken_at,
    localDay: row.local_day,
    zone: row.zone,
    dir: row.dir,
    keptUntil: row.kept_until,
    status: row.status,
    trigger: row.trigger,
    messages: row.messages,
    bytes: row.bytes,
    newMessages: row.new_messages,
    newBytes: row.new_bytes,
    durationMs: row.duration_ms,
    problems: JSON.parse(row.problems),
  }
}

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    account: row.account,
    trigger: row.trigger,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    localDay: row.local_day,
    state: row.state,
    progress: row.progress ? JSON.parse(row.progress) : null,
    problem: row.problem ? JSON.parse(row.problem) : null,
    point: row.point,
  }
}
