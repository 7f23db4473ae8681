import type { ExportWhat } from '../src/http/wire.ts'
import { openDownload } from './download.ts'
import { type ListSource, openList } from './list-source.ts'
import { downloadUrl, loadMessage, type Row } from './mail.ts'
import { accountOf, openBackup } from './open.ts'
import { say } from './said.ts'
import { safeFileName } from './visible-text.ts'
import { words } from './words.ts'

/** One message comes at once, as it was received; for several the form is chosen. */
export function downloadRows(rows: readonly Row[]): void {
  const backup = openBackup.peek()
  const account = backup ? accountOf(backup) : ''
  const byAccount = new Map<string, string[]>()
  for (const row of rows) {
    const ids = byAccount.get(row.accountId ?? account) ?? []
    for (const id of row.selects ?? [row.id]) ids.push(id)
    byAccount.set(row.accountId ?? account, ids)
  }
  const what: ExportWhat[] = [...byAccount].map(([accountId, ids]) => ({ accountId, ids }))
  const messages = [...byAccount.values()].reduce((sum, ids) => sum + ids.length, 0)
  const [row] = rows
  if (row && messages === 1) {
    downloadOne(row.accountId ?? account, row)
    return
  }
  const title = rows.length === 1 && row?.subject ? row.subject : openList.peek()?.title
  const named = title ?? words.list.count(messages)
  openDownload({ title: dated(named), messages, what })
}

/** Everything a list has. */
export function downloadSource(source: ListSource): void {
  openDownload({ title: dated(source.title), messages: source.messages, what: source.what })
}

// Several days of one folder lie side by side in somebody's downloads.
function dated(title: string): string {
  const day = openBackup.peek()?.localDay
  return day ? `${title} ${day}` : title
}

function downloadOne(account: string, row: Row): void {
  loadMessage(account, row.id).then(
    message => {
      if (!message) return say(words.message.missing)
      const link = document.createElement('a')
      link.href = downloadUrl(
        account,
        message.blobId,
        `${safeFileName(row.subject, 'message')}.eml`,
        'message/rfc822',
      )
      link.download = ''
      link.click()
    },
    () => say(words.message.failed),
  )
}
