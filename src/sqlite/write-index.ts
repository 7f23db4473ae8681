import type { PointFolder, StoredMessage } from '../domain/folder-state.ts'
import type { MessageFacts } from '../domain/message.ts'
import type { IndexWriter } from '../domain/ports.ts'
import { prepareIndex } from './index-schema.ts'
import { openToWrite } from './open.ts'
import { dropper } from './write-index-drop.ts'
import { messageWriter } from './write-index-messages.ts'
import { pointWriter } from './write-index-point.ts'
import { stateWriter } from './write-index-states.ts'
import { vanishedCounter } from './write-index-vanished.ts'

/**
 * KiB of pages (negative means that to SQLite). Messages gathered need the memory while added; changed copies touch pages
 * all over the index, and a whole state fills them one after another.
 */
const ADD_CACHE = -8_192
const CHANGE_CACHE = -32_768
const SEAL_CACHE = -16_384

/** Reads one message from its exact bytes; what it throws makes an 'unreadable' row. */
export type ReadMessage = (bytes: Uint8Array, message: StoredMessage) => MessageFacts

/** An index open in this thread. `add` gathers; `waiting` is how many messages a crash of this process would take along. */
export interface LocalIndexWriter extends IndexWriter {
  waiting(): number
  flush(): Promise<void>
}

/**
 * The one writer of an account's index; creates the file. Operations run one after another in the order of the calls.
 * `seal` and `drop` are on disk when they resolve. Repeating an operation changes nothing, so whoever is not sure that
 * one was done asks again.
 */
export function openIndexWriter(
  { readMessage }: { readMessage: ReadMessage },
  file: string,
): LocalIndexWriter {
  const db = openToWrite(file, { durable: false, mode: 0o660 })
  try {
    db.pragma(`cache_size = ${ADD_CACHE}`)
    prepareIndex(db)
  } catch (error) {
    db.close()
    throw error
  }
  const messages = messageWriter({ db, readMessage })
  const states = stateWriter(db)
  const points = pointWriter(db)
  const drop = dropper(db)
  const vanished = vanishedCounter(db, states.changed)
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  // The ledger names a point only after this returns, so the commit waits for the disk.
  const durably = (work: () => void | Promise<void>) => inTransaction(work, 'FULL', SEAL_CACHE)
  const inTransaction = (work: () => void | Promise<void>, synchronous: string, cache: number) =>
    inTurn(async () => {
      messages.flush()
      db.pragma(`synchronous = ${synchronous}`)
      db.pragma(`cache_size = ${cache}`)
      db.exec('BEGIN IMMEDIATE')
      try {
        await work()
        db.exec('COMMIT')
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK')
        states.forgetFlags()
        db.pragma('synchronous = NORMAL')
        // The next folder's changes touch the same pages; the seal gives them back.
        if (cache !== CHANGE_CACHE) {
          db.pragma(`cache_size = ${ADD_CACHE}`)
          db.pragma('shrink_memory')
        }
      }
    })

  return {
    add: stored => inTurn(() => messages.add(stored)),
    flush: () => inTurn(() => messages.flush()),
    waiting: () => messages.waiting(),
    seal: (point, folders, manifests) =>
      durably(async () => {
        for (const folder of folders) await states.save(folder, manifests.get(stateKey(folder)))
        points.save(point, folders)
      }),
    // Durable with the next `seal` at the latest: both are in one write-ahead log.
    state: (state, manifest, changes) =>
      inTransaction(
        async () => {
          if (!changes || !states.change(state, changes))
            await states.save({ folder: state.folder, state: state.n }, manifest)
        },
        'NORMAL',
        changes ? CHANGE_CACHE : SEAL_CACHE,
      ),
    lacking: wanted => inTurn(() => wanted.filter(({ folder, n }) => !states.has(folder, n))),
    drop: point => durably(() => drop(point)),
    vanished: (before, after) => inTurn(() => vanished(before, after)),
    close: () =>
      inTurn(() => {
        if (!db.open) return
        try {
          messages.flush()
        } finally {
          db.close()
        }
      }),
  }
}

function stateKey({ folder, state }: PointFolder): string {
  return `${folder}/${state}`
}
