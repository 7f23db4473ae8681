import type { ExportWhat } from '../src/http/wire.ts'
import type { Backup } from './backups.ts'
import type { Letter } from './letter.ts'
import type { ListSource } from './list-source.ts'
import type { Row } from './mail.ts'
import { accountOf, openBackup } from './open.ts'
import { openRestore } from './restore.ts'
import { words } from './words.ts'

/** Single messages, each out of the backup it was seen in. */
export function restoreRows(rows: readonly Row[]): void {
  const backup = openBackup.peek()
  const account = backup ? accountOf(backup) : ''
  const byAccount = new Map<string, string[]>()
  for (const row of rows) {
    const ids = byAccount.get(row.accountId ?? account) ?? []
    ids.push(...(row.selects ?? [row.id]))
    byAccount.set(row.accountId ?? account, ids)
  }
  const what: ExportWhat[] = [...byAccount].map(([accountId, ids]) => ({ accountId, ids }))
  const messages = [...byAccount.values()].reduce((sum, ids) => sum + ids.length, 0)
  const [row] = rows
  const subject = rows.length === 1 ? row?.subject?.trim() : undefined
  openRestore({
    ...{ title: subject || words.list.count(messages), messages, what, folder: null },
    point: byAccount.size === 1 ? numberOf(what) : null,
  })
}

/** One message that is read. */
export function restoreEmail({
  account,
  email,
  message,
}: Pick<Letter, 'account' | 'email' | 'message'>): void {
  const what = [{ accountId: account, ids: [email] }]
  const title = message.subject?.trim() || words.list.noSubject
  openRestore({ title, messages: 1, what, point: numberOf(what), folder: null })
}

/** Everything a list has: a folder, what a search found, what is missing. */
export function restoreSource({ title, messages, what }: ListSource): void {
  const isFolder = what.length === 1 && what.some(one => 'mailboxId' in one)
  openRestore({ title, messages, what, point: numberOf(what), folder: isFolder ? title : null })
}

/** The whole of one backup. */
export function restoreDay(backup: Backup): void {
  const what = [{ accountId: accountOf(backup) }]
  openRestore({
    ...{ title: words.action.restore, messages: backup.messages, what, point: backup.number, folder: null },
  })
}

function numberOf([first]: readonly ExportWhat[]): number | null {
  return first && 'accountId' in first ? Number(first.accountId.slice(1)) : null
}
