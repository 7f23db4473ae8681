import type Database from 'better-sqlite3'
import type { Language } from '../domain/language.ts'
import type { AccountId } from '../domain/point.ts'
import type { Actor, RequestId, RequestState, RestoreRequest } from '../domain/restore.ts'
import type { BillLine } from '../formats/billing-csv.ts'

/** Whoever may decide about requests of these mail domains; an 'operator' of all. */
export interface Decider {
  name: string
  role: 'operator' | 'domain'
  domains: readonly string[]
  /** null: nobody writes to them */
  mail: string | null
  language: Language
}

/** Requests for restores as `work` and the web read them. */
export function readRequests(db: Database.Database) {
  const byId = db.prepare<[string], RequestRow>(`${SELECT} WHERE r.id = ?`)
  const byNumber = db.prepare<[number], RequestRow>(`${SELECT} WHERE r.shown = ?`)
  const ofAccount = db.prepare<[string], RequestRow>(`${SELECT} WHERE r.account = ? ORDER BY r.number DESC`)
  const restored = db
    .prepare<[string], number>(
      `SELECT coalesce(max(coalesce(undone_at, ended_at)), 0) FROM requests WHERE account = ? AND started_at IS NOT NULL`,
    )
    .pluck()
  const ofAdmins = db.prepare<object, RequestRow>(
    `${SELECT} WHERE (@domains IS NULL OR a.domain IN (SELECT value FROM json_each(@domains)))
     AND r.state IN (SELECT value FROM json_each(@states)) AND coalesce(r.shown, 0) < @before
     ORDER BY r.shown IS NULL DESC, r.shown DESC, r.number DESC LIMIT @limit`,
  )
  const takenAt = db
    .prepare<[string], [number, number]>(
      `SELECT number, taken_at FROM points WHERE status <> 'reserved' AND number IN (SELECT value FROM json_each(?))`,
    )
    .raw()
  // The columns that change after a request was made, but for the plan, which comes with a state of its own and may be long.
  const mark = db
    .prepare<[string], string>(
      `SELECT json_group_array(json_array(number, state, problem, filed_at, decided_at, started_at, ended_at, next_at,
         progress, cancelled_by, undone_at)) FROM requests WHERE account = ?`,
    )
    .pluck()
  return {
    /** another text whenever anything about the account's requests is another */
    async requestsMark(account: AccountId): Promise<string> {
      return mark.get(account) ?? ''
    },
    /** newest first, drafts too */
    async requests(account: AccountId): Promise<RestoreRequest[]> {
      return ofAccount.all(account).map(toRequest)
    },
    /** when the newest restore or undo of the account ended, milliseconds; 0 before the first */
    async restoredAt(account: AccountId): Promise<number> {
      return restored.get(account) ?? 0
    },
    async request(id: RequestId): Promise<RestoreRequest | null> {
      const row = byId.get(id)
      return row ? toRequest(row) : null
    },
    /** by the number people see, "R12" */
    async requestByNumber(number: number): Promise<RestoreRequest | null> {
      const row = byNumber.get(number)
      return row ? toRequest(row) : null
    },
    /** Newest first, of accounts of these mail domains (null: of all). `after`: the number after which to go on. */
    async requestsForAdmins(
      domains: readonly string[] | null,
      states: readonly RequestState[],
      after: number | null,
      limit: number,
    ): Promise<RestoreRequest[]> {
      const rows = ofAdmins.all({
        domains: domains && JSON.stringify(domains),
        states: JSON.stringify(states),
        before: after ?? Number.MAX_SAFE_INTEGER,
        limit,
      })
      return rows.map(toRequest)
    },
    /** when points were taken, milliseconds, by their numbers; those that were dropped too */
    async pointTimes(numbers: readonly number[]): Promise<Map<number, number>> {
      return new Map(takenAt.all(JSON.stringify(numbers)))
    },
    /** whoever may decide about requests of that mail domain now */
    async deciders(domain: string): Promise<Decider[]> {
      const rows = db
        .prepare<[], Omit<Decider, 'domains'> & { domains: string }>(
          'SELECT name, role, domains, mail, language FROM admins WHERE removed_at IS NULL ORDER BY name',
        )
        .all()
      return rows
        .map(row => ({ ...row, domains: JSON.parse(row.domains) as string[] }))
        .filter(one => one.role === 'operator' || one.domains.includes(domain))
    },
    /** since that instant, oldest first; of these mail domains or of all */
    async billing(since: number, domains: readonly string[] | null): Promise<BillLine[]> {
      return db
        .prepare<object, BillLine>(
          `SELECT b.request, b.at, b.domain, a.address, b.price, b.messages, b.bytes
           FROM billing b LEFT JOIN accounts a ON a.id = b.account
           WHERE b.at >= @since AND (@domains IS NULL OR b.domain IN (SELECT value FROM json_each(@domains)))
           ORDER BY b.at, b.request`,
        )
        .all({ since, domains: domains && JSON.stringify(domains) })
    },
  }
}

const SELECT = `SELECT r.*, a.address FROM requests r JOIN accounts a ON a.id = r.account`

interface RequestRow {
  /** null: nobody knows it by a number yet */
  shown: number | null
  id: string
  account: string
  address: string
  state: RequestState
  point: number
  wish: string
  plan: string | null
  problem: string | null
  by_whom: string
  language: Language
  note: string | null
  price: string | null
  made_at: number
  filed_at: number | null
  decide_until: number | null
  decided_at: number | null
  decided_by: string | null
  reason: string | null
  started_at: number | null
  ended_at: number | null
  next_at: number | null
  tries: number
  faults: number
  progress: string | null
  cancelled_by: string | null
  result: string | null
  undo_until: number | null
  undone_at: number | null
  undone: string | null
}

function toRequest(row: RequestRow): RestoreRequest {
  return {
    id: row.id,
    number: row.shown ?? 0,
    account: row.account,
    address: row.address,
    state: row.state,
    wish: JSON.parse(row.wish),
    point: row.point,
    plan: parsed(row.plan),
    problem: row.problem,
    by: JSON.parse(row.by_whom) as Actor,
    language: row.language,
    note: row.note,
    price: row.price,
    madeAt: row.made_at,
    filedAt: row.filed_at,
    decideUntil: row.decide_until,
    decidedAt: row.decided_at,
    decidedBy: parsed(row.decided_by),
    reason: row.reason,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    nextAt: row.next_at,
    tries: row.tries,
    faults: row.faults,
    progress: parsed(row.progress),
    cancelledBy: parsed(row.cancelled_by),
    result: parsed(row.result),
    undoUntil: row.undo_until,
    undoneAt: row.undone_at,
    undone: parsed(row.undone),
  }
}

function parsed<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T)
}
