import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { damagedMessage } from '../../src/domain/damage.ts'
import type { PlannedFolder, RestoreItem } from '../../src/domain/restore.ts'
import { connect } from '../../src/imap/connect.ts'
import { writeMailbox } from '../../src/imap/write-mailbox.ts'
import type { Budget } from '../../src/limits/budget.ts'
import { putBack } from '../../src/restore/put-back.ts'
import type { PutBackWorld, UndoWorld } from '../../src/restore/put-back-world.ts'
import { undoRestore } from '../../src/restore/undo.ts'
import { openRestoreFile, writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

/** A message to be put back. */
export interface Wanted {
  bytes: Buffer
  target: string
  flags?: string[]
  /** INTERNALDATE, seconds since 1970 */
  date?: number
  messageId?: string | null
}

export const mark = '$Restored142'

/** A mail of a test: ASCII, with a Message-ID of its own. */
export function mail(n: number, text = 'x'.repeat(40 + ((n * 37) % 300))): Buffer {
  return Buffer.from(
    `Message-ID: <m${n}@yester.example>\r\nFrom: a@yester.example\r\nSubject: mail ${n}\r\n\r\n${text}\r\n`,
  )
}

/**
 * A request with these messages on a server. `folders`: where its targets stood when it was planned; those not named are
 * to be made. `world` replaces parts of what putting back is handed.
 */
export async function restoring(
  server: { port: number },
  wanted: readonly Wanted[],
  folders: Record<string, { uidValidity: number; uidNext: number }> = {},
  world: Partial<PutBackWorld> = {},
) {
  const temp = await tempFolder('restore')
  const file = join(temp.path, 'q.sqlite')
  const fresh = writeRestoreFile(file)
  fresh.add(wanted.map(itemOf))
  await fresh.seal()
  const items = openRestoreFile(file)
  if (!items) throw new Error('the file of the request is not there')
  const at = mailServer(server)
  const login = { user: 'anna', password: 'secret1' }
  const sign = (plain: boolean) => connect(at, login, { plain, silence: 30_000 })
  const openWriter = async () => writeMailbox(await sign(false), () => sign(true))
  const plan = { mark, folders: [...new Set(wanted.map(({ target }) => target))].map(planned) }
  function planned(to: string): PlannedFolder {
    const stood = folders[to] ?? { uidValidity: null, uidNext: null }
    return { from: to, to, add: 0, there: 0, moved: 0, binned: 0, ...stood }
  }
  const all: PutBackWorld = {
    items,
    openWriter,
    bytes: ({ n, sha }) => {
      const bytes = wanted[n - 1]?.bytes ?? Buffer.alloc(0)
      if (sha256(bytes) !== sha) throw damagedMessage(new Error('other bytes'))
      return [Buffer.from(bytes)]
    },
    budget: endless,
    now: Date.now,
    pause: ms => setTimeout(Math.min(ms, 1500)),
    stop: async () => null,
    onProgress: () => {},
    ...world,
  }
  return {
    file,
    items,
    world: all,
    all: () => items.items({ after: 0, limit: 100_000 }),
    putBack: (more: Partial<PutBackWorld> = {}) => putBack({ ...all, ...more }, { plan }),
    undo: (more: Partial<UndoWorld> = {}) =>
      undoRestore({ ...all, stop: async () => false, isNewest: true, ...more }, { plan }),
    async [Symbol.asyncDispose]() {
      items.close()
      await temp.remove()
    },
  }
}

export const endless: Budget = {
  left: () => Number.POSITIVE_INFINITY,
  isFresh: () => true,
  spend() {},
  async save() {},
  renewedAt: () => 0,
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function itemOf(one: Wanted, at: number): RestoreItem {
  const id = /^Message-ID: <([^>]*)>/im.exec(one.bytes.toString('latin1'))?.[1] ?? null
  return {
    ...{ n: at + 1, email: `e${at}`, point: 142, folder: 'f1', path: one.target, target: one.target },
    ...{ sha: sha256(one.bytes), file: null, size: one.bytes.length, date: one.date ?? 1_700_000_000 + at },
    ...{ flags: one.flags ?? [], messageId: one.messageId === undefined ? id : one.messageId },
    ...{ state: 'add', why: null, said: null, uid: null, uidValidity: null, addedFlags: null },
  }
}
