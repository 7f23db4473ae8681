/** A worker that puts back, and says a line for each message that is settled: node restore-to-be-killed.ts PORT FILE */
import { setTimeout } from 'node:timers/promises'
import { connect } from '../../src/imap/connect.ts'
import { writeMailbox } from '../../src/imap/write-mailbox.ts'
import { putBack } from '../../src/restore/put-back.ts'
import { openRestoreFile } from '../../src/sqlite/restore-file.ts'
import { mailServer } from '../world/yestermail.ts'
import { endless, mail, mark, type Wanted } from './putting-back.ts'

/** The same for who kills it and for who is killed. */
export function killedMails(): Wanted[] {
  return Array.from({ length: 700 }, (_, n) => ({ bytes: mail(n), target: 'Back' }))
}

async function main(port: number, file: string): Promise<void> {
  const items = openRestoreFile(file)
  if (!items) throw new Error('no file of a request')
  const wanted = killedMails()
  const sign = (plain: boolean) =>
    connect(mailServer({ port }), { user: 'anna', password: 'secret1' }, { plain })
  const where = { uidValidity: null, uidNext: null }
  await putBack(
    {
      items,
      openWriter: async () => writeMailbox(await sign(false), () => sign(true)),
      bytes: ({ n }) => [wanted[n - 1]?.bytes ?? Buffer.alloc(0)],
      budget: endless,
      now: Date.now,
      pause: ms => setTimeout(ms),
      stop: async () => null,
      onProgress: ({ done }) => process.stdout.write(`${done}\n`),
    },
    { plan: { mark, folders: [{ from: '', to: 'Back', add: 0, there: 0, moved: 0, binned: 0, ...where }] } },
  )
}

const [, script, port, file] = process.argv
if (script?.endsWith('restore-to-be-killed.ts')) await main(Number(port), file ?? '')
