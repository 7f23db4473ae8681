import { setTimeout } from 'node:timers/promises'
import { damagedMessage } from '../domain/damage.ts'
import type { LiveWriter } from '../domain/live-writer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestoreRequest } from '../domain/restore.ts'
import type { RestoreFile } from '../domain/restore-file.ts'
import { writeMailbox } from '../imap/write-mailbox.ts'
import { openBudget } from '../limits/budget.ts'
import { exportedBytes } from '../maildir/export-messages.ts'
import type { PutBackWorld, UndoWorld } from '../restore/put-back-world.ts'
import { openRestoreFile } from '../sqlite/restore-file.ts'
import type { Work } from './work.ts'

type Edges = Pick<Work, 'layout' | 'ledger' | 'credentials' | 'config' | 'now'>

/** What putting back a request is handed; the caller closes `items`. Refusal 'not-found' when its file is gone. */
export async function putBackWorldOf(
  work: Edges,
  request: Pick<RestoreRequest, 'id' | 'account'>,
  watch: Pick<PutBackWorld, 'stop' | 'onProgress'>,
): Promise<PutBackWorld> {
  const { layout, ledger, now } = work
  const { server, openWriter } = await writerOf(work, request, false)
  const budget = await openBudget(
    { ledger, now },
    {
      server: `${server.domain} upload`,
      account: request.account,
      dailyBytes: server.dailyUploadBytes ?? null,
    },
  )
  const lost = () => damagedMessage(new Error('a message to be put back'))
  return {
    items: itemsOf(work, request),
    openWriter,
    // Not one piece of memory for all: what is under way keeps its own.
    bytes: ({ sha, file, size }) =>
      exportedBytes(layout, request.account, { sha, file, size }, { bytes: Buffer.alloc(0) }, lost),
    budget,
    now,
    pause: milliseconds => setTimeout(milliseconds),
    ...watch,
  }
}

/** The same for its undo. */
export async function undoWorldOf(
  work: Edges,
  request: Pick<RestoreRequest, 'id' | 'account' | 'startedAt'>,
  stop: UndoWorld['stop'],
): Promise<UndoWorld> {
  const { openWriter } = await writerOf(work, request, true)
  const { id, account, startedAt } = request
  const isNewest = (await work.ledger.requests(account)).every(
    one => one.id === id || one.startedAt === null || one.startedAt < (startedAt ?? 0),
  )
  return { items: itemsOf(work, request), openWriter, stop, now: work.now, isNewest }
}

function itemsOf({ layout }: Edges, { account, id }: Pick<RestoreRequest, 'id' | 'account'>): RestoreFile {
  const items = openRestoreFile(layout.restore(account, id))
  if (!items) throw new Refusal('not-found', 'What this request would restore is not kept any more.')
  return items
}

async function writerOf(work: Edges, request: Pick<RestoreRequest, 'account'>, undo: boolean) {
  const { ledger, config, credentials } = work
  const account = await ledger.account(request.account)
  const server = account && config.servers.get(account.domain)
  if (!account) throw new Refusal('not-found', 'There is no such account.')
  // A slip of the configuration is no end of what goes on.
  if (!server)
    throw new Refusal('server-unreachable', `No mail server is configured for ${account.domain} (domains).`)
  const openWriter = async (): Promise<LiveWriter> => {
    const sealed = await ledger.credential(account.id)
    const open = (plain: boolean) =>
      credentials.signInToWrite(server, account.address, sealed, { undo, plain })
    return writeMailbox(await open(false), () => open(true))
  }
  return { server, openWriter }
}
