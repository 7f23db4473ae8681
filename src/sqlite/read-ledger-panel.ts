import type Database from 'better-sqlite3'
import { ALARM_KINDS, type AlarmKind } from '../domain/alarm.ts'
import type {
  AccountsWish,
  PanelAccount,
  PanelAudit,
  PanelDay,
  PanelNight,
  PanelRun,
} from '../domain/panel.ts'
import type { AccountId, Problem, Run, Trigger } from '../domain/point.ts'
import type { RequestState } from '../domain/restore.ts'
import type { Standing } from '../domain/standing.ts'
import { GOOD, standingsWhere } from './ledger-standing.ts'

const KINDS = JSON.stringify(ALARM_KINDS)

/** What the admins' panel lists, a page at a time; of these mail domains, or of all (null). */
export function readPanel(db: Database.Database) {
  const mine = '(@domains IS NULL OR a.domain IN (SELECT value FROM json_each(@domains)))'
  const states: Record<string, string> = {
    paused: 'a.paused_at IS NOT NULL',
    behind: `a.state <> 'gone' AND a.created_at < @behind AND @behind > coalesce((SELECT taken_at FROM points p
      WHERE p.account = a.id AND p.dropped_at IS NULL AND p.status <> 'reserved' AND ${GOOD}
      ORDER BY number DESC LIMIT 1), 0)`,
    alarm: 'a.id IN (SELECT account FROM alarms WHERE cleared_at IS NULL)',
  }
  const marks = db.prepare<[string], Marks>(
    `SELECT paused_at AS pausedAt, erasing_at AS erasingAt, CASE WHEN closed_at IS NULL THEN 'null'
       ELSE json_object('closedAt', closed_at, 'eraseFrom', erase_from, 'keptAt', kept_at) END AS closed
     FROM accounts WHERE id = ?`,
  )
  const refused = db
    .prepare<[string], string>(
      `SELECT json_object('at', at, 'most', about ->> 'most') FROM audit
       WHERE account = ? AND act = 'account.removal-refused' ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const alarms = db
    .prepare<object, AlarmKind>(
      `SELECT DISTINCT kind FROM alarms INDEXED BY alarms_open WHERE kind IN (SELECT value FROM json_each(@kinds))
       AND account = @id AND cleared_at IS NULL`,
    )
    .pluck()
  const withMarks = (one: Standing): PanelAccount => {
    const { pausedAt = null, erasingAt = null, closed = 'null' } = marks.get(one.id) ?? {}
    return {
      ...{ ...one, pausedAt, erasingAt, closed: JSON.parse(closed) },
      removalRefused: JSON.parse(refused.get(one.id) ?? 'null'),
      alarms: alarms.all({ id: one.id, kinds: KINDS }),
    }
  }
  return {
    /** By address. */
    async panelAccounts(wish: AccountsWish): Promise<PanelAccount[]> {
      const state =
        wish.state === null ? 'true' : (states[wish.state] ?? `a.state = @state AND a.paused_at IS NULL`)
      const page = standingsWhere(
        db,
        `WHERE ${mine} AND ${state} AND a.address > @after AND (@search = '' OR instr(a.address, @search) > 0)
         ORDER BY a.address LIMIT @limit`,
      )
      const { domains, behind, limit } = wish
      const rows = page({
        ...{ domains: domains && JSON.stringify(domains), behind, limit, state: wish.state },
        ...{ after: wish.after ?? '', search: wish.search.toLowerCase() },
      })
      return rows.map(withMarks)
    },
    /** Of one night, newest first; `before`: below that run. */
    async panelRuns(
      domains: readonly string[] | null,
      night: string,
      state: Run['state'] | null,
      before: number | null,
      limit: number,
    ): Promise<PanelRun[]> {
      const rows = db
        .prepare<object, RunRow>(
          `SELECT r.id, r.account, a.address, r.trigger, r.state, r.started_at, r.finished_at, r.problem,
             p.number, p.status, p.messages, p.bytes, p.new_messages, p.new_bytes, p.problems
           FROM runs r INDEXED BY runs_by_day JOIN accounts a ON a.id = r.account
             LEFT JOIN points p ON p.number = r.point AND p.account = r.account
           WHERE r.local_day = @night AND r.id < @before AND ${mine} AND (@state IS NULL OR r.state = @state)
           ORDER BY r.id DESC LIMIT @limit`,
        )
        .all({
          ...{ domains: domains && JSON.stringify(domains), night, state, limit },
          before: before ?? Number.MAX_SAFE_INTEGER,
        })
      return rows.map(toRun)
    },
    /** The account of a run. */
    async accountOfRun(id: number): Promise<AccountId | null> {
      const account = db.prepare('SELECT account FROM runs WHERE id = ?').pluck().get(id)
      return typeof account === 'string' ? account : null
    },
    /** Newest first, since that day. */
    async panelNights(domains: readonly string[] | null, since: string): Promise<PanelNight[]> {
      const ours = domains === null ? '' : `AND r.account IN (SELECT id FROM accounts a WHERE ${mine})`
      const theirs = domains === null ? '' : `AND p.account IN (SELECT id FROM accounts a WHERE ${mine})`
      const nights = db
        .prepare<object, Omit<PanelNight, 'partial'>>(
          `SELECT r.local_day AS night, sum(r.state = 'done') AS done, sum(r.state = 'failed') AS failed,
             sum(r.state NOT IN ('done', 'failed')) AS open
           FROM runs r INDEXED BY runs_by_outcome WHERE r.local_day >= @since ${ours} GROUP BY 1 ORDER BY 1 DESC LIMIT 60`,
        )
        .all({ since, ...(domains === null ? {} : { domains: JSON.stringify(domains) }) })
      const partial = db
        .prepare<object, { night: string; count: number }>(
          `SELECT p.local_day AS night, count(*) AS count FROM points p INDEXED BY points_partial
           WHERE p.status = 'partial' AND p.local_day >= @since ${theirs} GROUP BY 1`,
        )
        .all({ since, ...(domains === null ? {} : { domains: JSON.stringify(domains) }) })
      const partialOf = new Map(partial.map(one => [one.night, one.count]))
      return nights.map(one => {
        const some = Math.min(one.done, partialOf.get(one.night) ?? 0)
        return { ...one, done: one.done - some, partial: some }
      })
    },
    /** What each day added since then, oldest first; `first` are octets of accounts' first points. */
    async growth(domains: readonly string[] | null, since: string): Promise<PanelDay[]> {
      const ours = domains === null ? '' : `AND p.account IN (SELECT id FROM accounts a WHERE ${mine})`
      return db
        .prepare<object, PanelDay>(
          `SELECT p.local_day AS day, sum(p.new_messages) AS messages, sum(p.new_bytes) AS bytes,
             sum(CASE p.trigger WHEN 'first' THEN p.new_bytes ELSE 0 END) AS first
           FROM points p INDEXED BY points_by_day WHERE p.local_day >= @since ${ours} GROUP BY 1 ORDER BY 1`,
        )
        .all({ since, ...(domains === null ? {} : { domains: JSON.stringify(domains) }) })
    },
    /** Of the newest points of all accounts. */
    async stored(domains: readonly string[] | null): Promise<{ messages: number; bytes: number }> {
      const row = db
        .prepare<object, { messages: number; bytes: number }>(
          `SELECT coalesce(sum(p.messages), 0) AS messages, coalesce(sum(p.bytes), 0) AS bytes
           FROM accounts a JOIN points p ON p.number = (SELECT number FROM points q WHERE q.account = a.id
             AND q.status <> 'reserved' AND q.dropped_at IS NULL ORDER BY q.number DESC LIMIT 1) WHERE ${mine}`,
        )
        .get({ domains: domains && JSON.stringify(domains) })
      return row ?? { messages: 0, bytes: 0 }
    },
    /** How many accounts each mail domain has, and how many are paused. */
    async accountsByDomain(): Promise<{ domain: string; accounts: number; paused: number }[]> {
      return db
        .prepare<[], { domain: string; accounts: number; paused: number }>(
          'SELECT domain, count(*) AS accounts, count(paused_at) AS paused FROM accounts GROUP BY 1',
        )
        .all()
    },
    /** By state, drafts left out. */
    async requestCounts(
      domains: readonly string[] | null,
    ): Promise<{ state: RequestState; count: number }[]> {
      return db
        .prepare<object, { state: RequestState; count: number }>(
          `SELECT r.state, count(*) AS count FROM requests r JOIN accounts a ON a.id = r.account
           WHERE ${mine} AND r.filed_at IS NOT NULL GROUP BY 1`,
        )
        .all({ domains: domains && JSON.stringify(domains) })
    },
    /** Newest first. What is of no account, and of accounts that are gone, is for who sees all domains. */
    async panelAudit(
      domains: readonly string[] | null,
      account: AccountId | null,
      before: number | null,
      limit: number,
    ): Promise<PanelAudit[]> {
      const rows = db
        .prepare<object, AuditRow>(
          `SELECT u.*, a.address FROM audit u LEFT JOIN accounts a ON a.id = u.account
           WHERE u.id < @before AND (@account IS NULL OR u.account = @account) AND ${mine}
           ORDER BY u.id DESC LIMIT @limit`,
        )
        .all({
          ...{ domains: domains && JSON.stringify(domains), account, limit },
          before: before ?? Number.MAX_SAFE_INTEGER,
        })
      return rows.map(row => ({ ...row, who: JSON.parse(row.who), about: JSON.parse(row.about) }))
    },
  }
}

interface AuditRow extends Omit<PanelAudit, 'who' | 'about'> {
  who: string
  about: string
}

interface Marks {
  pausedAt: number | null
  erasingAt: number | null
  /** JSON */
  closed: string
}

interface RunRow {
  id: number
  account: string
  address: string
  trigger: Trigger
  state: Run['state']
  started_at: number
  finished_at: number | null
  problem: string | null
  number: number | null
  status: 'complete' | 'partial'
  messages: number
  bytes: number
  new_messages: number
  new_bytes: number
  problems: string
}

function toRun(row: RunRow): PanelRun {
  const { id, account, address, trigger, state, number } = row
  return {
    ...{ id, account, address, trigger, state },
    ...{ startedAt: row.started_at, finishedAt: row.finished_at },
    problem: row.problem === null ? null : (JSON.parse(row.problem) as Problem),
    point:
      number === null
        ? null
        : {
            ...{ number, status: row.status, messages: row.messages, bytes: row.bytes },
            ...{ newMessages: row.new_messages, newBytes: row.new_bytes },
            problems: JSON.parse(row.problems) as Problem[],
          },
  }
}
