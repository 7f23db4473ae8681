import type Database from 'better-sqlite3'
import type { Check, Damage, DamageKind, KnownDamage } from '../domain/damage.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** What is known to be damaged, and how far each account's files have been read again: the reading half. */
export function readDamages(db: Database.Database) {
  const damages = db.prepare<[string], DamageRow>('SELECT * FROM damages WHERE account = ? ORDER BY found_at')
  const check = db.prepare<[string], CheckRow>('SELECT * FROM checks WHERE account = ?')
  const suspects = db.prepare<[], string>(`SELECT account FROM damages WHERE what = 'index'`).pluck()
  const messages = db
    .prepare<[], string>(`SELECT name FROM facts WHERE name >= 'suspect ' AND name < 'suspect!' LIMIT 1000`)
    .pluck()
  const toCheck = db
    .prepare<[number]>(
      `SELECT a.id FROM accounts a LEFT JOIN checks c ON c.account = a.id
       WHERE a.build IS NOT NULL AND coalesce(c.next_at, 0) <= ? ORDER BY coalesce(c.next_at, 0), a.id LIMIT 1`,
    )
    .pluck()
  return {
    /** oldest first */
    async damages(account: AccountId): Promise<KnownDamage[]> {
      return damages.all(account).map(toDamage)
    },
    /** null before the first */
    async check(account: AccountId): Promise<Check | null> {
      const row = check.get(account)
      if (!row) return null
      const { at, round_at: roundAt, mark, messages, bytes, next_at: nextAt, whole_at: wholeAt } = row
      return { at, roundAt, mark, messages, bytes, nextAt, wholeAt }
    },
    /** accounts whose index could not be read by who shows it */
    async suspectIndexes(): Promise<AccountId[]> {
      return suspects.all()
    },
    /** messages that somebody met damaged, and nobody has looked at since */
    async suspectMessages(): Promise<SuspectMessage[]> {
      return messages.all().map(name => {
        const [, account = '', sha = ''] = name.split(' ')
        return { account, sha }
      })
    },
    /** of the accounts with backups, the one whose files have waited longest to be read again; null: none has to be now */
    async accountToCheck(now: number): Promise<AccountId | null> {
      const id = toCheck.get(now)
      return typeof id === 'string' ? id : null
    },
  }
}

/** The writing half, for who holds the account's lease. */
export function ledgerDamages(db: Database.Database, write: Write) {
  return {
    /**
     * Writes down what was found. What was known keeps its time. What several states of a folder show is one entry with
     * the days of all.
     */
    noteDamages: write((account: AccountId, found: readonly Damage[], now: number) => {
      const insert = db.prepare(
        `INSERT INTO damages (account, what, file, mailbox, uid, folder, days, detail, found_at)
         VALUES (@account, @what, @file, @mailbox, @uid, @folder, @days, @detail, @now)
         ON CONFLICT DO UPDATE SET folder = excluded.folder, days = excluded.days, detail = excluded.detail`,
      )
      const entries = Map.groupBy(found, one => JSON.stringify([one.what, one.file, one.mailbox, one.uid]))
      for (const alike of entries.values()) {
        const days = JSON.stringify([...new Set(alike.flatMap(one => one.days))])
        for (const damage of alike.slice(-1))
          insert.run({ ...damage, account, mailbox: damage.mailbox ?? '', uid: damage.uid ?? 0, days, now })
      }
    }),
    /** Somebody could not read the account's index. */
    suspectIndex: write((account: AccountId, now: number) => {
      db.prepare(
        `INSERT INTO damages (account, what, file, mailbox, uid, days, detail, found_at)
         VALUES (?, 'index', 'index', '', 0, '[]', '', ?) ON CONFLICT DO NOTHING`,
      ).run(account, now)
    }),
    /** Somebody met this message damaged. Of so many at most: more of them say nothing new. */
    suspectMessage: write((account: AccountId, sha: Sha256, now: number) => {
      db.prepare(
        `INSERT INTO facts (name, value) SELECT @name, @now
         WHERE (SELECT count(*) FROM facts WHERE name >= 'suspect ' AND name < 'suspect!') < 1000 ON CONFLICT DO NOTHING`,
      ).run({ name: `suspect ${account} ${sha}`, now: String(now) })
    }),
    forgetSuspect: write(({ account, sha }: SuspectMessage) => {
      db.prepare('DELETE FROM facts WHERE name = ?').run(`suspect ${account} ${sha}`)
    }),
    /** Well again, or gone with its last day. */
    forgetDamages: write((account: AccountId, healed: readonly Pick<Damage, 'what' | 'file'>[]) => {
      const remove = db.prepare(
        'DELETE FROM damages WHERE account = @account AND what = @what AND file = @file',
      )
      for (const { what, file } of healed) remove.run({ account, what, file })
    }),
    noteCheck: write((account: AccountId, check: Check) => {
      db.prepare(
        `INSERT INTO checks (account, at, round_at, mark, messages, bytes, next_at, whole_at)
         VALUES (@account, @at, @roundAt, @mark, @messages, @bytes, @nextAt, @wholeAt)
         ON CONFLICT DO UPDATE SET at = @at, round_at = @roundAt, mark = @mark, messages = @messages, bytes = @bytes,
           next_at = @nextAt, whole_at = @wholeAt`,
      ).run({ ...check, account })
    }),
    /** Somebody else works on the account just now. */
    postponeCheck: write((account: AccountId, until: number) => {
      db.prepare(
        `INSERT INTO checks (account, at, round_at, mark, messages, bytes, next_at)
         VALUES (@account, 0, 0, '', 0, 0, @until) ON CONFLICT DO UPDATE SET next_at = @until`,
      ).run({ account, until })
    }),
  }
}

export interface SuspectMessage {
  account: AccountId
  sha: Sha256
}

interface DamageRow {
  what: DamageKind
  file: string
  mailbox: string
  uid: number
  folder: string | null
  days: string
  detail: string
  found_at: number
}

interface CheckRow {
  at: number
  round_at: number
  mark: string
  messages: number
  bytes: number
  next_at: number
  whole_at: number | null
}

function toDamage({
  what,
  file,
  mailbox,
  uid,
  folder,
  days,
  detail,
  found_at: foundAt,
}: DamageRow): KnownDamage {
  return {
    what,
    file,
    mailbox: mailbox || null,
    uid: uid || null,
    folder,
    days: JSON.parse(days),
    detail,
    foundAt,
  }
}
