import type Database from 'better-sqlite3'
import type { Account } from '../domain/account.ts'
import type { Tried } from '../domain/due.ts'
import type { AccountId, Problem, Run, Trigger } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** When to look at which account next, and what waits to be run. Times are milliseconds since 1970. */
export function ledgerSchedule(db: Database.Database, write: Write) {
  const free = `(lease_owner IS NULL OR lease_until <= @now OR lease_owner IN (SELECT value FROM json_each(@gone)))`
  const due = db.prepare<object, CandidateRow>(
    `SELECT ${CANDIDATE} FROM accounts a WHERE next_at <= @now AND ${free}
     AND paused_at IS NULL AND erasing_at IS NULL ORDER BY next_at, id LIMIT @limit`,
  )
  const candidate = db.prepare<[string], CandidateRow>(`SELECT ${CANDIDATE} FROM accounts a WHERE id = ?`)
  const tries = db.prepare<[string, number], TriedRow>(
    `SELECT r.trigger, r.state, r.started_at, r.finished_at, r.problem, p.problems
     FROM runs r INDEXED BY runs_by_start LEFT JOIN points p ON p.number = r.point
     WHERE r.account = ? AND r.started_at >= ? ORDER BY r.id DESC`,
  )
  const ended = db.prepare<[string], { state: string; problem: string | null }>(
    `SELECT state, problem FROM runs WHERE account = ? AND state IN ('done', 'failed') ORDER BY id DESC`,
  )
  const owners = db.prepare('SELECT DISTINCT lease_owner FROM accounts WHERE lease_owner IS NOT NULL').pluck()
  const waiting = db.prepare<object, WaitingRow>(
    `SELECT r.id, r.account, r.trigger, r.worker FROM runs r INDEXED BY runs_waiting JOIN accounts a ON a.id = r.account
     WHERE r.state = 'waiting' AND (r.worker IS NULL OR r.worker IN (SELECT value FROM json_each(@gone))) AND ${free}
     AND a.erasing_at IS NULL
     ORDER BY r.id LIMIT @limit`,
  )
  const waitingWorkers = db
    .prepare(`SELECT DISTINCT worker FROM runs WHERE state = 'waiting' AND worker IS NOT NULL`)
    .pluck()
  return {
    /** Accounts to look at now, those longest due first, without those somebody works on; `gone`: lease holders known to be gone. */
    async toLookAt(now: number, gone: readonly string[], limit: number): Promise<Candidate[]> {
      return due.all({ now, gone: JSON.stringify(gone), limit }).map(toCandidate)
    },
    async candidate(id: AccountId): Promise<Candidate | null> {
      const row = candidate.get(id)
      return row ? toCandidate(row) : null
    },
    /** runs that began since then, newest first */
    async tries(id: AccountId, since: number): Promise<Tried[]> {
      return tries.all(id, since).map(toTried)
    },
    /**
     * Sets when to look at accounts next; `seen` is what was read before, and an account whose time somebody else has changed since
     * is left alone. Resolves with those that were set.
     */
    setNext: write((list: readonly NextLook[]): AccountId[] => {
      const set = db.prepare(
        'UPDATE accounts SET next_at = @at WHERE id = @id AND (@seen IS NULL OR next_at = @seen)',
      )
      return list.filter(one => set.run({ ...one, at: one.at ?? NEVER }).changes === 1).map(one => one.id)
    }),
    /** Nights on which no run was begun, and why: they must not look like nights nobody thought of. */
    noteMissed: write((list: readonly MissedRun[]) => {
      const insert = db.prepare(
        `INSERT INTO runs (account, trigger, started_at, finished_at, local_day, state, problem)
         VALUES (@account, @trigger, @at, @at, @localDay, 'failed', @problem)`,
      )
      for (const run of list) insert.run({ ...run, problem: JSON.stringify(run.problem) })
    }),
    /** how many times in a row the mail server has refused it */
    async refusals(id: AccountId): Promise<number> {
      let refused = 0
      for (const { state, problem } of ended.iterate(id)) {
        const { code, held }: Partial<Problem> = problem ? JSON.parse(problem) : {}
        if (state === 'done' || code !== 'login-refused') break
        if (!held) refused++
      }
      return refused
    },
    /** Failures of a mail domain's accounts since then turned out to be nothing of their own. */
    excuse: write((domain: string, code: Problem['code'], since: number) => {
      db.prepare(
        `UPDATE runs SET problem = json_set(problem, '$.held', json('true'), '$.tried', json('true')) WHERE state = 'failed' AND started_at >= @since
         AND problem ->> 'code' = @code AND problem ->> 'held' IS NULL AND account IN (SELECT id FROM accounts WHERE domain = @domain)
         AND id > (SELECT max(id) FROM runs) - 200000`,
      ).run({ domain, code, since })
    }),
    /** Everything is looked at anew: of one mail domain, or of all. */
    lookAgain: write((domain: string | null) => {
      db.prepare(
        'UPDATE accounts SET next_at = 0 WHERE next_at > 0 AND (@domain IS NULL OR domain = @domain)',
      ).run({ domain })
    }),
    /** who holds leases and has taken waiting runs */
    async holders(): Promise<string[]> {
      return [...new Set([...owners.all(), ...waitingWorkers.all()] as string[])]
    },
    /** runs that somebody waits for, the oldest first, without those of accounts that are being worked on */
    async waiting(now: number, gone: readonly string[], limit: number): Promise<WaitingRun[]> {
      return waiting.all({ now, gone: JSON.stringify(gone), limit })
    },
    /** One worker takes a waiting run; false when another was faster. */
    takeWaiting: write(
      (run: WaitingRun, worker: string): boolean =>
        db
          .prepare(`UPDATE runs SET worker = ? WHERE id = ? AND state = 'waiting' AND worker IS ?`)
          .run(worker, run.id, run.worker).changes === 1,
    ),
    /** Not now: the account is being worked on. */
    leaveWaiting: write((run: number) => {
      db.prepare(`UPDATE runs SET worker = NULL WHERE id = ? AND state = 'waiting'`).run(run)
    }),
    /**
     * A run that somebody asks for: it waits from now on. One that waits or runs already is joined, so that two clicks
     * make one; a run marked as running by a worker that is gone is not.
     */
    askRun: write(
      (
        run: { account: AccountId; trigger: Trigger; at: number; localDay: string },
        gone: readonly string[],
      ): { run: number; joined: boolean } => {
        const open = db
          .prepare(
            `SELECT r.id FROM runs r JOIN accounts a ON a.id = r.account WHERE r.account = @account AND (r.state = 'waiting'
             OR (r.state = 'running' AND a.lease_owner IS NOT NULL AND a.lease_until > @at
               AND a.lease_owner NOT IN (SELECT value FROM json_each(@gone)))) ORDER BY r.id DESC LIMIT 1`,
          )
          .pluck()
          .get({ account: run.account, at: run.at, gone: JSON.stringify(gone) })
        if (typeof open === 'number') return { run: open, joined: true }
        const { lastInsertRowid } = db
          .prepare(
            `INSERT INTO runs (account, trigger, started_at, local_day, state)
             VALUES (@account, @trigger, @at, @localDay, 'waiting')`,
          )
          .run(run)
        return { run: Number(lastInsertRowid), joined: false }
      },
    ),
    /** how the newest runs of a mail domain ended since then, newest first */
    async outcomes(domain: string, since: number): Promise<Outcome[]> {
      return db
        .prepare<[string, number], { account: string; problem: string | null; startedAt: number }>(
          `SELECT r.account, r.problem, r.started_at AS startedAt FROM runs r JOIN accounts a ON a.id = r.account
           WHERE a.domain = ? AND r.started_at >= ? AND r.state IN ('done', 'failed') ORDER BY r.id DESC LIMIT 500`,
        )
        .all(domain, since)
        .map(row => ({ ...row, problem: row.problem ? JSON.parse(row.problem) : null }))
    },
    async activeAccounts(domain: string): Promise<number> {
      const count = `SELECT count(*) FROM accounts WHERE domain = ? AND state = 'active'`
      return Number(db.prepare(count).pluck().get(domain))
    },
  }
}

/** An account as the schedule looks at it. */
export interface Candidate extends Account {
  /** 0: not looked at since it was enrolled, or since something changed */
  nextAt: number
  /** has it ever had a point */
  hasPoint: boolean
}

export interface NextLook {
  id: AccountId
  /** null = never by itself */
  at: number | null
  /** null = whatever it was */
  seen: number | null
}

export interface WaitingRun {
  id: number
  account: AccountId
  trigger: Trigger
  /** the worker that has taken it, and is gone; null when nobody has */
  worker: string | null
}

export interface MissedRun {
  account: AccountId
  trigger: Trigger
  at: number
  localDay: string
  problem: Problem
}

export interface Outcome {
  account: AccountId
  /** null: a good run */
  problem: Problem | null
  startedAt: number
}

/** Past every clock, and still a safe number. */
const NEVER = 9e15

const CANDIDATE = `id, address, domain, zone, state, plan, build, credential IS NOT NULL AS hasCredential,
  created_at AS createdAt, next_at AS nextAt,
  EXISTS (SELECT 1 FROM points p WHERE p.account = a.id AND p.status <> 'reserved') AS hasPoint`

interface CandidateRow extends Omit<Candidate, 'hasCredential' | 'hasPoint'> {
  hasCredential: number
  hasPoint: number
}

type WaitingRow = WaitingRun

interface TriedRow {
  trigger: Trigger
  state: Run['state']
  started_at: number
  finished_at: number | null
  problem: string | null
  problems: string | null
}

function toCandidate(row: CandidateRow): Candidate {
  return { ...row, hasCredential: row.hasCredential === 1, hasPoint: row.hasPoint === 1 }
}

function toTried(row: TriedRow): Tried {
  return {
    trigger: row.trigger,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    problem: row.problem ? JSON.parse(row.problem) : null,
    problems: row.problems ? JSON.parse(row.problems) : [],
  }
}
