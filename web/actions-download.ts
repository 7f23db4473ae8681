import { rowsBetween } from './list-pages.ts'
import type { ListSource } from './list-source.ts'
import { downloadUrl, loadMessage, type Row } from './mail.ts'
import { accountOf, openBackup } from './open.ts'
import { say } from './said.ts'
import { safeFileName } from './visible-text.ts'
import { words } from './words.ts'

/** Each message comes as it was received. */
export function downloadRows(rows: readonly Row[]): void {
  const backup = openBackup.peek()
  const account = backup ? accountOf(backup) : ''
  for (const row of rows) downloadOne(row.accountId ?? account, row)
}

/** Everything a list has. */
export async function downloadSource(source: ListSource): Promise<void> {
  downloadRows(await rowsBetween(source, 0, (source.total ?? 1) - 1))
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
