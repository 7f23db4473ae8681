/** One restore in a process of its own: node one-restore.ts PORT FILE-OF-THE-REQUEST FOLDER-OF-MESSAGES TARGET */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { damagedMessage } from '../../src/domain/damage.ts'
import { connect } from '../../src/imap/connect.ts'
import { writeMailbox } from '../../src/imap/write-mailbox.ts'
import { putBack } from '../../src/restore/put-back.ts'
import { openRestoreFile } from '../../src/sqlite/restore-file.ts'
import { mailServer } from '../world/yestermail.ts'

const [port = '', file = '', folder = '', target = ''] = process.argv.slice(2)
const items = openRestoreFile(file)
if (!items) throw new Error('no file of a request')
const server = mailServer({ port: Number(port) })
const sign = (plain: boolean) => connect(server, { user: 'anna', password: 'secret' }, { plain })
const planned = {
  from: '',
  to: target,
  add: 0,
  there: 0,
  moved: 0,
  binned: 0,
  uidValidity: null,
  uidNext: null,
}
const begun = performance.now()
const end = await putBack(
  {
    items,
    openWriter: async () => writeMailbox(await sign(false), () => sign(true)),
    bytes({ sha, file: name }) {
      const bytes = readFileSync(join(folder, name ?? ''))
      if (hash('sha256', bytes, 'hex') !== sha) throw damagedMessage(new Error('other bytes'))
      return [bytes]
    },
    budget: {
      left: () => Number.POSITIVE_INFINITY,
      isFresh: () => true,
      spend() {},
      async save() {},
      renewedAt: () => 0,
    },
    now: Date.now,
    pause: ms => setTimeout(ms),
    stop: async () => null,
    onProgress() {},
  },
  { plan: { mark: '$Restored142', folders: [planned] } },
)
items.close()
if (end.end !== 'all' || end.result.failed > 0) throw new Error(JSON.stringify(end))
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, added: end.result.added }))
