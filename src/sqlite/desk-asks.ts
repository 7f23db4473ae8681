import Database from 'better-sqlite3'
import type { Ask } from '../domain/ask.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'

/** Writes down that owners want a backup now, for a reader thread of `serve`; the desk must be there. */
export function openDeskAsks(file: string) {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 })
  const open = db
    .prepare(
      `SELECT id FROM asks WHERE ask ->> 'kind' = 'snapshot' AND ask ->> 'account' = ? AND id > ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const insert = db.prepare('INSERT INTO asks (ask) VALUES (?)')
  const insertMend = db.prepare(
    `INSERT INTO asks (ask) SELECT @ask WHERE NOT EXISTS (SELECT 1 FROM asks WHERE ${MEND} AND ask ->> 'sha' = @sha)
     AND (SELECT count(*) FROM asks WHERE ${MEND}) < ${MOST_MENDS}`,
  )
  const askSnapshot = db.transaction((account: AccountId, at: number, after: number): number => {
    const id = open.get(account, after)
    if (typeof id === 'number') return id
    const ask: Ask = { kind: 'snapshot', account, trigger: 'manual', at }
    return Number(insert.run(JSON.stringify(ask)).lastInsertRowid)
  })
  const waitingPresence = db
    .prepare<object, number>(
      `SELECT ask ->> 'at' FROM asks WHERE ask ->> 'kind' = 'presence' AND ask ->> 'account' = @account AND id > @after
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const askPresence = db.transaction((account: AccountId, at: number, after: number): void => {
    const before = waitingPresence.get({ account, after })
    if (before !== undefined && at - before < STALE_MS) return
    const ask: Ask = { kind: 'presence', account, at }
    insert.run(JSON.stringify(ask))
  })
  const insertRestore = db.prepare(
    `INSERT INTO asks (ask) SELECT @ask WHERE (SELECT count(*) FROM asks WHERE ${RESTORE}) < ${MOST_RESTORES}`,
  )
  const waitingRestores = db
    .prepare<object, string>(`SELECT ask FROM asks WHERE ${RESTORE} AND id > @after ORDER BY id`)
    .pluck()
  return {
    /** The number of the ask: a new one, or that of this account which lies there; those up to `after` are done. */
    async askSnapshot(account: AccountId, at: number, after: number): Promise<number> {
      return askSnapshot.immediate(account, at, after)
    },
    /** Somebody could not read the index of this account: `work` is to look at it. */
    async askMend(account: AccountId, at: number): Promise<void> {
      const ask: Ask = { kind: 'mend', account, at }
      insert.run(JSON.stringify(ask))
    },
    /** Somebody met this message damaged. Asked once while the ask lies there, and for so many of an account at most. */
    async askMendMessage(account: AccountId, sha: Sha256, at: number): Promise<void> {
      const ask: Ask = { kind: 'mend', account, sha, at }
      insertMend.run({ account, sha, ask: JSON.stringify(ask) })
    },
    /** The live mailbox is to be compared: asked once while a fresh ask lies there; asks up to `after` are done. */
    async askPresence(account: AccountId, at: number, after: number): Promise<void> {
      askPresence.immediate(account, at, after)
    },
    /** when the ask was written that nobody has taken up yet, milliseconds; null when there is none */
    async waitingPresence(account: AccountId, after: number): Promise<number | null> {
      return waitingPresence.get({ account, after }) ?? null
    },
    /** What an owner wants to become of a restore. Refusal 'busy' while too much of that lies there. */
    async askRestore(ask: RestoreAsk): Promise<void> {
      const { account } = ask
      if (insertRestore.run({ account, ask: JSON.stringify(ask) }).changes === 0) throw tooMany()
    },
    /** What was asked about restores of the account beyond `after`, in that order. */
    async waitingRestores(account: AccountId, after: number): Promise<RestoreAsk[]> {
      return waitingRestores.all({ account, after }).map(text => JSON.parse(text))
    },
    close: () => db.close(),
  }
}

const MEND = `ask ->> 'kind' = 'mend' AND ask ->> 'account' = @account`
const MOST_MENDS = 20
const RESTORE = `ask ->> 'kind' LIKE 'restore-%' AND ask ->> 'account' = @account`
const MOST_RESTORES = 50
/** Milliseconds after which an ask that nobody took is written again. */
const STALE_MS = 60_000

function tooMany(): Refusal {
  return new Refusal('busy', 'Too much is being asked for at once. Try again in a moment.', { seconds: 5 })
}
