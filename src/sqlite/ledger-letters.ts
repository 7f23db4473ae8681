import type Database from 'better-sqlite3'
import type { Letter, NewLetter, Outbox, WaitingLetter } from '../domain/letter.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** What a look at the alarms has led to: letters, and who is told by them. */
export interface News {
  letters: NewLetter[]
  /** ids of alarms that operators are told of, told of as solved, and whose owner is told */
  told: readonly number[]
  solved: readonly number[]
  owner: readonly number[]
  /** the day of the summary among the letters, or null */
  summary: string | null
}

/** Letters in the ledger: written with what they tell in one transaction, so nothing is told twice or never. */
export function ledgerLetters(db: Database.Database, write: Write): Outbox & LedgerNews {
  const tell = db.transaction((news: News, now: number): boolean => {
    const mark = (column: string, ids: readonly number[]) => {
      const set = db.prepare(`UPDATE alarms SET ${column} = ? WHERE id = ? AND ${column} IS NULL`)
      for (const id of ids) if (set.run(now, id).changes !== 1) throw TOLD
    }
    mark('told_at', news.told)
    mark('solved_told_at', news.solved)
    mark('owner_told_at', news.owner)
    if (news.summary !== null && !noteSummary(db, news.summary)) throw TOLD
    putLetters(db, news.letters, now)
    return true
  })
  return {
    async tell(news, now) {
      try {
        return tell.immediate(news, now)
      } catch (error) {
        if (error === TOLD) return false
        throw error
      }
    },
    async lastSummary() {
      const day = db.prepare(`SELECT value FROM facts WHERE name = 'summary'`).pluck().get()
      return typeof day === 'string' ? day : null
    },
    claimLetter: write((now: number, until: number): WaitingLetter | null => {
      const row = db
        .prepare<object, LetterRow>(
          `UPDATE letters SET claimed_until = @until WHERE id = (
             SELECT id FROM letters WHERE sent_at IS NULL AND given_up_at IS NULL AND next_at <= @now
             AND claimed_until <= @now ORDER BY next_at, id LIMIT 1)
           RETURNING id, account, recipient, letter, message_id AS messageId, made_at AS madeAt, tries`,
        )
        .get({ now, until })
      return row ? { ...row, letter: JSON.parse(row.letter) as Letter } : null
    }),
    letterSent: write((id: number, now: number) => {
      db.prepare('UPDATE letters SET sent_at = ?, tries = tries + 1, failure = NULL WHERE id = ?').run(
        now,
        id,
      )
    }),
    letterFailed: write((id: number, failure: string, now: number, nextAt: number | null) => {
      db.prepare(
        `UPDATE letters SET tries = tries + 1, failure = @failure, next_at = coalesce(@nextAt, next_at), claimed_until = 0,
         given_up_at = CASE WHEN @nextAt IS NULL THEN @now END WHERE id = @id`,
      ).run({ id, failure, now, nextAt })
    }),
    holdLetters: write((id: number, failure: string, until: number) => {
      db.prepare(
        'UPDATE letters SET tries = tries + 1, failure = ?, next_at = ?, claimed_until = 0 WHERE id = ?',
      ).run(failure, until, id)
      db.prepare(
        'UPDATE letters SET next_at = @until WHERE sent_at IS NULL AND given_up_at IS NULL AND next_at < @until',
      ).run({ until })
    }),
    forgetLetters: write((before: number) => {
      db.prepare('DELETE FROM letters WHERE sent_at < @before OR given_up_at < @before').run({ before })
      db.prepare('DELETE FROM alarms WHERE cleared_at < ?').run(before)
    }),
  }
}

/** Puts letters into the outbox, within the transaction of what they tell of. */
export function putLetters(db: Database.Database, letters: readonly NewLetter[], now: number): void {
  const insert = db.prepare(
    `INSERT INTO letters (account, recipient, letter, message_id, made_at, next_at)
     VALUES (@account, @recipient, @letter, @messageId, @now, @now)`,
  )
  for (const one of letters) insert.run({ ...one, letter: JSON.stringify(one.letter), now })
}

/** Operators' letters name accounts: those that have done their work go with the account, within the transaction that removes it. */
export function forgetLettersNaming(db: Database.Database, account: AccountId): void {
  db.prepare(
    `DELETE FROM letters WHERE account IS NULL AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)
     AND instr(letter, (SELECT address FROM accounts WHERE id = ?)) > 0`,
  ).run(account)
}

export interface LedgerNews {
  /** Writes letters and marks together; false, and nothing written, when another worker has told some of it already. */
  tell(news: News, now: number): Promise<boolean>
  /** day of the last summary, "2026-11-22"; null before the first */
  lastSummary(): Promise<string | null>
}

interface LetterRow extends Omit<WaitingLetter, 'letter'> {
  letter: string
}

/** Thrown to roll back: somebody was quicker. */
const TOLD = new Error('told already')

function noteSummary(db: Database.Database, day: string): boolean {
  return (
    db
      .prepare(
        `INSERT INTO facts VALUES ('summary', @day)
         ON CONFLICT (name) DO UPDATE SET value = @day WHERE value < @day`,
      )
      .run({ day }).changes === 1
  )
}
