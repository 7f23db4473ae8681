import type Database from 'better-sqlite3'
import type { Alarm, AlarmDetail, AlarmKind, Alarms, WatchedAlarm } from '../domain/alarm.ts'
import type { Write } from './ledger.ts'

type Raised = Parameters<Alarms['raise']>[0]

/** Alarms in the ledger: one row from the moment something is wrong until it is well again. */
export function ledgerAlarms(db: Database.Database, write: Write) {
  const again = db.prepare(
    `UPDATE alarms SET last_at = @now, times = times + 1, detail = @detail
     WHERE kind = @kind AND account IS @account AND about = @about AND cleared_at IS NULL`,
  )
  const insert = db.prepare(
    `INSERT INTO alarms (kind, account, about, raised_at, last_at, times, detail)
     VALUES (@kind, @account, @about, @now, @now, 1, @detail)`,
  )
  const clear = db.prepare('UPDATE alarms SET cleared_at = @now WHERE id = @id AND cleared_at IS NULL')
  const raise = (alarm: Raised, now: number) => {
    const values = { ...alarm, now, detail: JSON.stringify(alarm.detail) }
    if (again.run(values).changes === 0) insert.run(values)
  }
  return {
    raise: write(raise),
    clear: write((alarm: Parameters<Alarms['clear']>[0], now: number) => {
      db.prepare(
        `UPDATE alarms SET cleared_at = @now
         WHERE kind = @kind AND account IS @account AND about = @about AND cleared_at IS NULL`,
      ).run({ ...alarm, now })
    }),
    /** Of these kinds exactly the wanted ones are open afterwards: the others are cleared. One write, however many. */
    settle: write((kinds: readonly AlarmKind[], wanted: readonly Raised[], now: number) => {
      const keep = new Set(wanted.map(nameOf))
      const open = db.prepare<[string], AlarmRow>(
        'SELECT * FROM alarms WHERE kind = ? AND cleared_at IS NULL',
      )
      for (const kind of kinds)
        for (const row of open.all(kind)) if (!keep.has(nameOf(row))) clear.run({ id: row.id, now })
      for (const alarm of wanted) raise(alarm, now)
    }),
  }
}

/** Alarms by id, the open ones only unless `since` is given: then also those that were cleared after it. */
export function alarmsReader(db: Database.Database): (since?: number) => Promise<WatchedAlarm[]> {
  return async (since = Number.MAX_SAFE_INTEGER) =>
    db
      .prepare<[number], AlarmRow>(
        'SELECT * FROM alarms WHERE cleared_at IS NULL OR cleared_at >= ? ORDER BY id',
      )
      .all(since)
      .map(toAlarm)
}

function nameOf({ kind, account, about }: Pick<Alarm, 'kind' | 'account' | 'about'>): string {
  return JSON.stringify([kind, account, about])
}

interface AlarmRow {
  id: number
  kind: Alarm['kind']
  account: string | null
  about: string
  raised_at: number
  last_at: number
  times: number
  cleared_at: number | null
  detail: string
  told_at: number | null
  solved_told_at: number | null
  owner_told_at: number | null
}

function toAlarm(row: AlarmRow): WatchedAlarm {
  return {
    id: row.id,
    kind: row.kind,
    account: row.account,
    about: row.about,
    raisedAt: row.raised_at,
    lastAt: row.last_at,
    times: row.times,
    clearedAt: row.cleared_at,
    detail: JSON.parse(row.detail) as AlarmDetail,
    toldAt: row.told_at,
    solvedToldAt: row.solved_told_at,
    ownerToldAt: row.owner_told_at,
  }
}
