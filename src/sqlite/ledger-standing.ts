import type Database from 'better-sqlite3'
import type { AccountState } from '../domain/account.ts'
import type { Problem, Run } from '../domain/point.ts'
import { type Figures, notGood, type Standing, type Standings } from '../domain/standing.ts'

/** Hours without a good point that are counted. */
const BEHIND = [24, 48, 72]
const DAY = 86_400_000

/**
 * How the accounts stand, by few seeks an account: rows of points and runs are read from their newest end. Only reads,
 * so the web's handle of the ledger has it too.
 */
export function ledgerStanding(db: Database.Database): Standings {
  const standings = async () => db.prepare<[], StandingRow>(STANDINGS).all().map(toStanding(db))
  return {
    standings,
    async runMinutes(account, limit) {
      const rows = db
        .prepare<[string, number], { ms: number }>(
          `SELECT finished_at - started_at AS ms FROM runs WHERE account = ? AND state = 'done' ORDER BY id DESC LIMIT ?`,
        )
        .all(account, limit)
      return rows.map(row => row.ms / 60_000)
    },
    async nextDue() {
      const next = db.prepare<[], { address: string; at: number }>(
        `SELECT address, next_at AS at FROM accounts WHERE state = 'active' ORDER BY next_at, id LIMIT 1`,
      )
      return next.get() ?? null
    },
    async lastRunEnd() {
      return Number(db.prepare('SELECT max(finished_at) FROM runs').pluck().get() ?? 0)
    },
    async figures(now) {
      return figuresOf(db, await standings(), now)
    },
  }
}

// The same as isGood in domain/standing.ts. The text is enough: problems are JSON of our own, and quotes in a server's words escaped.
export const GOOD = notGood.map(code => `p.problems NOT LIKE '%"code":"${code}"%'`).join(' AND ')
const STANDING = `
SELECT a.id, a.address, a.domain, a.zone, a.plan, a.state, a.credential IS NOT NULL AS hasCredential, a.created_at AS createdAt,
  (SELECT taken_at FROM points p WHERE p.account = a.id AND p.dropped_at IS NULL AND p.status <> 'reserved' AND ${GOOD}
   ORDER BY number DESC LIMIT 1) AS newestGood,
  (SELECT json_array(messages, bytes) FROM points p WHERE p.account = a.id AND p.status <> 'reserved' AND p.dropped_at IS NULL
   ORDER BY number DESC LIMIT 1) AS size,
  (SELECT json_array(state, started_at, finished_at, json_extract(problem, '$.code')) FROM runs r WHERE r.account = a.id
   ORDER BY id DESC LIMIT 1) AS run
FROM accounts a`
const STANDINGS = `${STANDING} ORDER BY a.address`

/** The standings of the accounts `a` that `rest` (WHERE, ORDER BY, LIMIT) picks, with its parameters. */
export function standingsWhere(db: Database.Database, rest: string): (values: object) => Standing[] {
  const found = db.prepare<object, StandingRow>(`${STANDING} ${rest}`)
  return values => found.all(values).map(toStanding(db))
}

interface StandingRow {
  id: string
  address: string
  domain: string
  zone: string
  plan: string | null
  state: AccountState
  hasCredential: 0 | 1
  createdAt: number
  newestGood: number | null
  size: string | null
  run: string | null
}

function toStanding(db: Database.Database): (row: StandingRow) => Standing {
  const lastGood = db
    .prepare(`SELECT id FROM runs WHERE account = ? AND state = 'done' ORDER BY id DESC LIMIT 1`)
    .pluck()
  // The reason of the newest one that failed: SQLite takes bare columns from the row of the maximum.
  const since = db.prepare<
    [string, number],
    { count: number; first: number; newest: number; problem: string | null }
  >(
    `SELECT count(*) AS count, min(started_at) AS first, max(id) AS newest, problem FROM (
       SELECT id, started_at, json_extract(problem, '$.code') AS problem FROM runs
       WHERE account = ? AND id > ? AND state = 'failed')`,
  )
  return ({ size, run, hasCredential, ...row }) => {
    const [messages, bytes] = (size === null ? [0, 0] : JSON.parse(size)) as [number, number]
    const last =
      run === null ? null : (JSON.parse(run) as [Run['state'], number, number | null, string | null])
    const failed =
      last === null || last[0] === 'done' ? undefined : since.get(row.id, Number(lastGood.get(row.id) ?? 0))
    return {
      ...row,
      hasCredential: hasCredential === 1,
      messages,
      bytes,
      run: last && { state: last[0], startedAt: last[1], finishedAt: last[2] },
      failures: failed?.count ?? 0,
      failingSince: failed?.first ?? null,
      problem: (last?.[3] ?? null) as Problem['code'] | null,
    }
  }
}

function figuresOf(db: Database.Database, standings: readonly Standing[], now: number): Figures {
  const accounts: Record<string, number> = { active: 0, 'needs-sign-in': 0, gone: 0 }
  for (const { state } of standings) accounts[state] = (accounts[state] ?? 0) + 1
  const present = standings.filter(one => one.state !== 'gone')
  const good = present.flatMap(one => one.newestGood ?? [])
  // An account that came just now is not behind.
  const waiting = present.map(one => one.newestGood ?? one.createdAt)
  const count = (sql: string, ...values: number[]) =>
    Number(
      db
        .prepare(sql)
        .pluck()
        .get(...values),
    )
  const alarms = db
    .prepare<[], { kind: string; count: number }>(
      'SELECT kind, count(*) AS count FROM alarms WHERE cleared_at IS NULL GROUP BY kind',
    )
    .all()
  return {
    accounts,
    without: BEHIND.map(hours => ({
      hours,
      accounts: waiting.filter(at => now - at > hours * 3_600_000).length,
    })),
    newestGood: good.length ? good.reduce((a, b) => Math.max(a, b)) : null,
    oldestGood: good.length ? good.reduce((a, b) => Math.min(a, b)) : null,
    messages: standings.reduce((sum, one) => sum + one.messages, 0),
    bytes: standings.reduce((sum, one) => sum + one.bytes, 0),
    running: count(`SELECT count(*) FROM runs WHERE finished_at IS NULL AND state = 'running'`),
    runs: db
      .prepare<[number], Figures['runs'][number]>(
        `SELECT state, coalesce(json_extract(problem, '$.code'), '') AS problem, count(*) AS count,
           sum(finished_at - started_at) / 1000.0 AS seconds
         FROM runs WHERE finished_at >= ? GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .all(now - DAY),
    alarms: Object.fromEntries(alarms.map(one => [one.kind, one.count])),
    letters: count('SELECT count(*) FROM letters WHERE sent_at IS NULL AND given_up_at IS NULL'),
    lettersGivenUp: count('SELECT count(*) FROM letters WHERE given_up_at >= ?', now - DAY),
  }
}
