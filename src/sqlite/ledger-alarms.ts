import type Database from 'better-sqlite3'
import type { Alarm, AlarmDetail, Alarms } from '../domain/alarm.ts'
import type { Write } from './ledger.ts'

/** Alarms in the ledger: one row from the moment something is wrong until it is well again. */
export function ledgerAlarms(db: Database.Database, write: Write) {
  return {
    raise: write((alarm: Parameters<Alarms['raise']>[0], now: number) => {
      const values = { ...alarm, now, detail: JSON.stringify(alarm.detail) }
      const { changes } = db
        .prepare(
          `UPDATE alarms SET last_at = @now, times = times + 1, detail = @detail
           WHERE kind = @kind AND account IS @account AND about = @about AND cleared_at IS NULL`,
        )
        .run(values)
      if (changes === 0)
        db.prepare(
          `INSERT INTO alarms (kind, account, about, raised_at, last_at, times, detail)
           VALUES (@kind, @account, @about, @now, @now, 1, @detail)`,
        ).run(values)
    }),
    clear: write((alarm: Parameters<Alarms['clear']>[0], now: number) => {
      db.prepare(
        `UPDATE alarms SET cleared_at = @now
         WHERE kind = @kind AND account IS @account AND about = @about AND cleared_at IS NULL`,
      ).run({ ...alarm, now })
    }),
    /** by id, the open ones only unless `since` is given: then also those that were cleared after it */
    async alarms(since: number = Number.POSITIVE_INFINITY): Promise<Alarm[]> {
      return db
        .prepare<[number], AlarmRow>(
          'SELECT * FROM alarms WHERE cleared_at IS NULL OR cleared_at >= ? ORDER BY id',
        )
        .all(since)
        .map(toAlarm)
    },
  }
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
}

function toAlarm(row: AlarmRow): Alarm {
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
  }
}
