import type Database from 'better-sqlite3'
import type { Language } from '../domain/language.ts'
import type { AccountId } from '../domain/point.ts'
import type { RequestChange, RequestFields } from '../domain/request-change.ts'
import type { Actor, RequestId, RestoreRequest, RestoreWish } from '../domain/restore.ts'
import type { Write } from './ledger.ts'
import { appendAudit } from './ledger-audit.ts'
import { putLetters } from './ledger-letters.ts'

export interface NewRequest {
  id: RequestId
  account: AccountId
  wish: RestoreWish
  /** every point it takes from, rising */
  points: readonly number[]
  by: Actor
  language: Language
  madeAt: number
}

const COLUMNS: Record<keyof RequestFields, string> = {
  state: 'state',
  plan: 'plan',
  problem: 'problem',
  note: 'note',
  price: 'price',
  filedAt: 'filed_at',
  decideUntil: 'decide_until',
  decidedAt: 'decided_at',
  decidedBy: 'decided_by',
  reason: 'reason',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  nextAt: 'next_at',
  tries: 'tries',
  faults: 'faults',
  progress: 'progress',
  cancelledBy: 'cancelled_by',
  result: 'result',
  undoUntil: 'undo_until',
  undoneAt: 'undone_at',
  undone: 'undone',
  worker: 'worker',
}

const DRAFTS = `('planning', 'planned', 'unplannable')`
/** While a request is in one of these it needs the points it takes from. */
const NEEDS_POINTS = `('waiting', 'confirmed', 'running')`

/** Dry runs of one account at a time. */
const MOST_COMPARED = 2

/** Requests in the ledger: every step is one transaction, and of two who try the same step one wins. */
export function ledgerRequests(db: Database.Database, write: Write) {
  return {
    /** A draft. False, and nothing written, when there is a request of this id, or no such account. */
    addRequest: write(({ id, account, wish, points, by, language, madeAt }: NewRequest): boolean => {
      const { changes } = db
        .prepare(
          `INSERT INTO requests (id, account, state, point, points, wish, by_whom, language, made_at)
           SELECT @id, id, 'planning', @point, @points, @wish, @by, @language, @madeAt FROM accounts WHERE id = @account
           ON CONFLICT (id) DO NOTHING`,
        )
        .run({
          ...{ id, account, language, madeAt },
          point: points.at(-1) ?? 0,
          points: JSON.stringify(points),
          wish: JSON.stringify(wish),
          by: JSON.stringify(by),
        })
      return changes === 1
    }),
    /**
     * The number by which people will know a draft: the one after the last that was filed, so that dry runs leave no holes.
     * It has it for good when it is filed, and else gives it back (`takeNumberBack`).
     */
    giveNumber: write((id: RequestId): number => {
      const next = db
        .prepare(
          `UPDATE requests SET shown = coalesce(shown, 1 + max(coalesce((SELECT max(shown) FROM requests), 0),
             (SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'last-request'))) WHERE id = ? RETURNING shown`,
        )
        .pluck()
        .get(id)
      return typeof next === 'number' ? next : 0
    }),
    takeNumberBack: write((id: RequestId): void => {
      db.prepare('UPDATE requests SET shown = NULL WHERE id = ? AND filed_at IS NULL').run(id)
    }),
    /** One step; false, and nothing written, when it is not in such a state (any more). */
    changeRequest: write((change: RequestChange): boolean => {
      if (!moved(db, change)) return false
      // Known from now on, and nobody else's even when this one is forgotten.
      if (typeof change.set.filedAt === 'number')
        db.prepare(
          `UPDATE facts SET value = max(CAST(value AS INTEGER), coalesce((SELECT shown FROM requests WHERE id = ?), 0))
           WHERE name = 'last-request'`,
        ).run(change.id)
      if (change.pinUntil !== undefined) pinPoints(db, change.id, change.pinUntil)
      if (change.audit) appendAudit(db, change.audit)
      if (change.letters) putLetters(db, change.letters.list, change.letters.at)
      if (change.bill)
        db.prepare(
          `INSERT INTO billing (request, at, account, domain, price, messages, bytes)
           SELECT shown, @at, account, @domain, @price, @messages, @bytes FROM requests WHERE id = @id`,
        ).run({ ...change.bill, id: change.id })
      return true
    }),
    /**
     * The oldest request of that kind whose turn it is, which only `worker` works on from now on; null when there is
     * none. Of an account one restore or undo goes on at a time, and so few dry runs that others have their turn. Somebody
     * else's is taken over when its worker is among `gone`, or did not beat since `silent`. One that was stopped does not
     * wait for its next try.
     */
    claimRequest: write(
      ({ kind, worker, now, gone, silent, only = null }: ClaimRequest): RequestId | null => {
        const free = (r: string) =>
          `(${r}.worker IS NULL OR ${r}.worker IN (SELECT value FROM json_each(@gone)) OR ${r}.beat_at < @silent)`
        const wanted =
          kind === 'plan'
            ? `r.state = 'planning' AND (@only IS NOT NULL OR (SELECT count(*) FROM requests o
               WHERE o.account = r.account AND o.state = 'planning' AND NOT ${free('o')}) < ${MOST_COMPARED})`
            : `r.state IN ('confirmed', 'running', 'undoing') AND (coalesce(r.next_at, 0) <= @now
               OR (r.state = 'running' AND r.cancelled_by IS NOT NULL))
             AND NOT EXISTS (SELECT 1 FROM requests o WHERE o.account = r.account AND o.id <> r.id
               AND o.state IN ('running', 'undoing') AND NOT ${free('o')})`
        const id = db
          .prepare(
            `UPDATE requests SET worker = @worker, beat_at = @now,
             started_at = CASE state WHEN 'confirmed' THEN coalesce(started_at, @now) ELSE started_at END,
             state = CASE state WHEN 'confirmed' THEN 'running' ELSE state END
           WHERE id = (SELECT r.id FROM requests r WHERE ${wanted} AND ${free('r')} AND (@only IS NULL OR r.id = @only) ORDER BY r.number LIMIT 1)
           RETURNING id`,
          )
          .pluck()
          .get({ worker, now, gone: JSON.stringify(gone), silent, only })
        return typeof id === 'string' ? id : null
      },
    ),
    /** Whoever works on it lives. False when it is somebody else's by now. */
    beatRequest: write(
      (id: RequestId, worker: string, now: number, progress: RestoreRequest['progress']): boolean =>
        db
          .prepare(
            `UPDATE requests SET beat_at = @now, progress = coalesce(@progress, progress)
             WHERE id = @id AND worker = @worker`,
          )
          .run({ id, worker, now, progress: progress && JSON.stringify(progress) }).changes === 1,
    ),
    /** Is there anything to compare or to carry out? */
    async hasWork(): Promise<boolean> {
      const open = `SELECT 1 FROM requests WHERE state IN ('planning', 'confirmed', 'running', 'undoing') LIMIT 1`
      return db.prepare(open).get() !== undefined
    },
    /** Who works on requests. */
    async requestWorkers(): Promise<string[]> {
      return db
        .prepare('SELECT DISTINCT worker FROM requests WHERE worker IS NOT NULL')
        .pluck()
        .all() as string[]
    },
    /** Waiting ones whose deadline is over. */
    async overdueRequests(now: number): Promise<RequestId[]> {
      return db
        .prepare(`SELECT id FROM requests WHERE state = 'waiting' AND decide_until <= ?`)
        .pluck()
        .all(now) as RequestId[]
    },
    /**
     * Forgets drafts made before `drafts`, or that are more than `most` of one person for one account, and requests that
     * ended before `ended`: those whose files are to go.
     */
    forgetRequests: write(
      ({ drafts, most, ended }: { drafts: number; most: number; ended: number }): Forgotten[] => {
        const gone = db
          .prepare<object, Forgotten>(
            `DELETE FROM requests WHERE id IN (
               SELECT id FROM (
                 SELECT id, made_at, row_number() OVER (PARTITION BY account, by_whom ORDER BY number DESC) AS nth
                 FROM requests WHERE state IN ${DRAFTS})
               WHERE made_at < @drafts OR nth > @most)
             OR (state NOT IN ${DRAFTS} AND state NOT IN ${NEEDS_POINTS} AND state <> 'undoing'
               AND coalesce(undone_at, ended_at, decided_at, decide_until) < @ended)
             RETURNING id, account`,
          )
          .all({ drafts, most, ended })
        return gone
      },
    ),
    /** Forgets a draft; false when it is none (any more). */
    dropDraft: write(
      (id: RequestId): boolean =>
        db.prepare(`DELETE FROM requests WHERE id = ? AND state IN ${DRAFTS}`).run(id).changes === 1,
    ),
  }
}

interface ClaimRequest {
  kind: 'plan' | 'restore'
  worker: string
  now: number
  gone: readonly string[]
  silent: number
  /** this one and no other */
  only?: RequestId | null
}

interface Forgotten {
  id: RequestId
  account: AccountId
}

function moved(db: Database.Database, change: RequestChange): boolean {
  const { id, from, worker, decideBefore, undoBefore, atMost, waitingLess, needsPoints, set } = change
  const entries = Object.entries(set) as [keyof RequestFields, unknown][]
  const values = entries.map(([, value]) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  )
  const conditions = ['id = ?', 'state IN (SELECT value FROM json_each(?))']
  values.push(id, JSON.stringify(from))
  const also = (sql: string, ...given: unknown[]) => {
    conditions.push(sql)
    values.push(...given)
  }
  if (worker !== undefined) also('worker = ?', worker)
  if (decideBefore !== undefined) also('decide_until > ?', decideBefore)
  if (undoBefore !== undefined) also('undo_until > ?', undoBefore)
  if (waitingLess !== undefined)
    also(
      `(SELECT count(*) FROM requests o WHERE o.account = requests.account AND o.state = 'waiting') < ?`,
      waitingLess,
    )
  if (needsPoints)
    also(`NOT EXISTS (SELECT 1 FROM json_each(requests.points) p WHERE p.value NOT IN (
      SELECT number FROM points WHERE account = requests.account AND dropped_at IS NULL AND status <> 'reserved'))`)
  if (atMost)
    also(
      `(SELECT count(*) FROM requests o WHERE o.account = requests.account AND o.by_whom = requests.by_whom
         AND o.filed_at > ? AND (o.started_at IS NOT NULL OR o.state = 'confirmed')) < ?`,
      atMost.since,
      atMost.most,
    )
  const assignments = entries.map(([name]) => `${COLUMNS[name]} = ?`).join(', ')
  return (
    db.prepare(`UPDATE requests SET ${assignments} WHERE ${conditions.join(' AND ')}`).run(...values)
      .changes === 1
  )
}

// One pin may hold a point for several requests.
function pinPoints(db: Database.Database, id: RequestId, until: number | null): void {
  const text = db.prepare('SELECT points FROM requests WHERE id = ?').pluck().get(id)
  const points = typeof text === 'string' ? (JSON.parse(text) as number[]) : []
  for (const point of points)
    if (until !== null)
      db.prepare(
        `INSERT INTO pins (point, reason, until)
         SELECT number, 'request', @until FROM points WHERE number = @point AND dropped_at IS NULL AND status <> 'reserved'
         ON CONFLICT (point, reason) DO UPDATE SET until = max(until, excluded.until)`,
      ).run({ point, until })
    else
      db.prepare(
        `DELETE FROM pins WHERE point = @point AND reason = 'request' AND NOT EXISTS (
           SELECT 1 FROM requests r, json_each(r.points) p
           WHERE p.value = @point AND r.id <> @id AND r.state IN ${NEEDS_POINTS})`,
      ).run({ point, id })
}
