import type { Damage } from '../domain/damage.ts'
import type { StateCopy } from '../domain/folder-state.ts'
import type { CheckedFiles } from './verify.ts'
import type { ShownState } from './verify-days.ts'
import { stateDamages } from './verify-state.ts'

/** The files of an account as they are read again bit by bit (maildir/check-state.ts). */
export interface StoredFiles extends CheckedFiles {
  /** names in messages/ab, rising; `shard` is "00" to "ff" */
  names(shard: string): Promise<string[]>
  /** SHA-256 and octets of messages/ab/NAME; null when it cannot be read */
  hashName(name: string): Promise<{ sha: string; size: number } | null>
  /** does the message's file lie there */
  has(copy: StateCopy): Promise<boolean>
}

/**
 * How far a round is: the shards of messages/ before `shard` are done (256: all), and in that one the folder states up to
 * `state` (of which the copies up to `uid`), then the messages up to `message`.
 */
export interface Position {
  shard: number
  state: string
  uid: number
  message: string
}

export interface Slice {
  from: Position
  /** shards before this one are to be read */
  upTo: number
  isOver(): boolean
  onRead(bytes: number): void
  onDamage(damage: Damage): void
}

/**
 * Reads stored files on from a position: shard by shard, first the folder states that fall to it by their name (every name
 * of their Maildir, no bytes), then the bytes of its messages. Ends at `upTo` or when the slice is over; resolves with the
 * position to go on from. A damaged message is told without folder and UID: who shows it is not known here.
 */
export async function verifyUpTo(
  files: StoredFiles,
  states: readonly ShownState[],
  slice: Slice,
): Promise<Position> {
  let at = slice.from
  while (at.shard < slice.upTo) {
    const { shard } = at
    const here = states.filter(shown => shardOf(keyOf(shown)) === shard)
    for (const shown of here.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
      const key = keyOf(shown)
      if (at.message || key < at.state || (key === at.state && at.uid === DONE)) continue
      const after = key === at.state ? at.uid : 0
      const reached = await checkState(files, shown, after, slice)
      at = { ...at, state: key, uid: reached }
      if (reached !== DONE || slice.isOver()) return at
    }
    const hex = shard.toString(16).padStart(2, '0')
    for (const name of await files.names(hex)) {
      if (name <= at.message) continue
      await checkMessage(files, name, slice)
      at = { ...at, message: name }
      if (slice.isOver()) return at
    }
    at = { shard: shard + 1, state: '', uid: 0, message: '' }
  }
  return at
}

/** The position as text, for the ledger; '' is the beginning. */
export function writeMark({ shard, state, uid, message }: Position): string {
  return JSON.stringify([shard, state, uid, message])
}

/** The position of a mark. What is no mark is the beginning: then something is read twice. */
export function readMark(mark: string): Position {
  const [, shard = '0', state = '', uid = '0', message = ''] =
    /^\[(\d{1,3}),"(f\d+\/\d+|)",(\d+),"([0-9a-f-]*)"\]$/.exec(mark) ?? []
  return { shard: Number(shard), state, uid: Number(uid), message }
}

/** In the place of a UID: all of them. */
const DONE = Number.MAX_SAFE_INTEGER

function keyOf({ state }: ShownState): string {
  return `${state.folder}/${state.n}`
}

// Spreads the states over the round, each always at the same place.
function shardOf(key: string): number {
  let h = 0
  for (const char of key) h = (h * 31 + char.charCodeAt(0)) >>> 0
  return Math.imul(h, 2654435761) >>> 24
}

async function checkState(
  files: StoredFiles,
  shown: ShownState,
  after: number,
  slice: Slice,
): Promise<number> {
  let reached = DONE
  const damages = await stateDamages(
    files,
    shown,
    async copy => ((await files.has(copy)) ? copy.sha : null),
    {
      after,
      isOver: slice.isOver,
      onPause: uid => {
        reached = uid
      },
    },
  )
  for (const damage of damages) slice.onDamage(damage)
  return reached
}

async function checkMessage(files: StoredFiles, name: string, slice: Slice): Promise<void> {
  const found = await files.hashName(name)
  slice.onRead(found?.size ?? 0)
  const sha = name.slice(0, 64)
  if (found?.sha === sha) return
  const nowhere = { days: [], mailbox: null, folder: null, uid: null }
  slice.onDamage({ ...nowhere, what: 'message-changed', file: name, detail: sha })
}
