import type { Alarms } from '../domain/alarm.ts'
import type { Check, Damage } from '../domain/damage.ts'
import type { AccountId, Point } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'
import { type LeaseWorld, withLease } from '../limits/lease.ts'
import { isOfUnknownDay } from './day-check.ts'
import { findPlaces, type HealWorld, heal } from './heal.ts'
import { type DamageLedger, noteDamages } from './note-damages.ts'
import { readDays, type ShownDays } from './verify-days.ts'
import {
  type Position,
  readMark,
  type Slice,
  type StoredFiles,
  verifyUpTo,
  writeMark,
} from './verify-pool.ts'

/** What the nightly sample needs of the outside. */
export interface SampleWorld extends LeaseWorld {
  ledger: LeaseWorld['ledger'] &
    DamageLedger &
    Alarms & {
      points(account: AccountId): Promise<Point[]>
      check(account: AccountId): Promise<Check | null>
      noteCheck(account: AccountId, check: Check): Promise<void>
      /** of accounts that have an index, the one whose next portion has waited longest */
      accountToCheck(now: number): Promise<AccountId | null>
      postponeCheck(account: AccountId, until: number): Promise<void>
    }
  stored(account: AccountId): StoredFiles
  healing(account: AccountId): Promise<HealWorld | null>
  /** every stored message is read again within so many days */
  verifyDays: number
  bytesPerSecond: number
  /** milliseconds of a clock that is never set */
  monotonic(): number
  onDamage(account: AccountId, damage: Damage): void
}

const day = 86_400_000
/** The lease is held no longer for one slice, so that a run that is due hardly waits. Milliseconds. */
const sliceMs = 2000

/**
 * Reads one slice of the account that has waited longest: its portion of the day is done when as much of a round is read as
 * days of it have passed. Damage is written down, told, and healed where it can be. Resolves with the milliseconds to wait
 * before the next slice, so that the disk is left to others; null when no account has anything to read today.
 */
export async function verifySlice(world: SampleWorld, signal: AbortSignal): Promise<number | null> {
  const account = await world.ledger.accountToCheck(world.now())
  if (account === null) return null
  const began = world.monotonic()
  const most = world.bytesPerSecond * (sliceMs / 1000)
  let bytes = 0
  try {
    await withLease(world, account, async lease => {
      const isOver = () => signal.aborted || lease.lost || bytes > most || world.monotonic() - began > sliceMs
      const onRead = (read: number) => {
        bytes += read
      }
      await readPortion(world, account, { isOver, onRead })
    })
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'busy') throw error
    await world.ledger.postponeCheck(account, world.now() + 10 * 60_000)
  }
  const took = world.monotonic() - began
  return Math.max(took, (bytes / world.bytesPerSecond) * 1000 - took)
}

async function readPortion(
  world: SampleWorld,
  account: AccountId,
  slice: Pick<Slice, 'isOver' | 'onRead'>,
): Promise<void> {
  const { ledger, verifyDays } = world
  const now = world.now()
  const check = roundOf(await ledger.check(account), now)
  const files = world.stored(account)
  const points = await ledger.points(account)
  const shown = await readDays(files, points)
  const passed = Math.floor((now - check.roundAt) / day) + 1
  const upTo = Math.min(256, Math.ceil((256 * passed) / verifyDays))
  const counted = { messages: 0, bytes: 0 }
  const found: Damage[] = [...shown.damages]
  const at = await verifyUpTo(files, shown.states, {
    ...slice,
    from: readMark(check.mark),
    upTo,
    onRead(read) {
      counted.messages++
      counted.bytes += read
      slice.onRead(read)
    },
    onDamage: damage => found.push(damage),
  })
  found.push(...(await messagesOf(files, shown, found)))
  const isDone = at.shard >= upTo
  await tellAndHeal(world, account, points, found, isDone)
  await ledger.noteCheck(account, nextCheck(check, { at, upTo, now, verifyDays }, counted))
}

// Without a mark a round begins; so it does when the clock was set back before it.
function roundOf(known: Check | null, now: number): Check {
  if (known?.mark && known.roundAt <= now) return known
  const wholeAt = known?.wholeAt ?? null
  return { at: now, roundAt: now, mark: '', messages: 0, bytes: 0, nextAt: now, wholeAt }
}

function nextCheck(
  check: Check,
  { at, upTo, now, verifyDays }: { at: Position; upTo: number; now: number; verifyDays: number },
  counted: { messages: number; bytes: number },
): Check {
  const passed = Math.floor((now - check.roundAt) / day) + 1
  const isWhole = at.shard >= 256
  return {
    at: now,
    roundAt: check.roundAt,
    mark: isWhole ? '' : writeMark(at),
    messages: check.messages + counted.messages,
    bytes: check.bytes + counted.bytes,
    wholeAt: isWhole ? check.roundAt : check.wholeAt,
    nextAt: isWhole
      ? Math.max(now, check.roundAt + verifyDays * day)
      : at.shard >= upTo
        ? check.roundAt + passed * day
        : now,
  }
}

// The pool is read by file; which days, folders and UIDs show a damaged file is asked only then.
export async function messagesOf(
  files: StoredFiles,
  { states }: ShownDays,
  found: Damage[],
): Promise<Damage[]> {
  const nameless = found.filter(({ what, uid }) => what === 'message-changed' && uid === null)
  for (const one of nameless) found.splice(found.indexOf(one), 1)
  const lost = await findPlaces({ files }, states, new Set(nameless.map(({ file }) => file)))
  return lost.flatMap(({ copy, places }) =>
    places.map(({ shown, copy: { uid } }) => ({
      what: 'message-changed' as const,
      file: copy.file ?? copy.sha,
      detail: copy.sha,
      days: shown.days,
      mailbox: shown.state.folder,
      folder: shown.path,
      uid,
    })),
  )
}

// What was known and what is new, healed at once when it is new, and tried again with every portion.
export async function tellAndHeal(
  world: SampleWorld,
  account: AccountId,
  points: readonly Point[],
  found: readonly Damage[],
  again: boolean,
): Promise<void> {
  const { ledger, now } = world
  const known = (await ledger.damages(account)).filter(isOfFiles)
  const keys = new Set(known.map(keyOf))
  const fresh = found.filter(damage => !keys.has(keyOf(damage)))
  for (const damage of fresh) world.onDamage(account, damage)
  // What was known too: days that came since may show it.
  if (found.length) await ledger.noteDamages(account, found, now())
  if (!fresh.length && !(again && known.length)) return
  const open = (await ledger.damages(account)).filter(isOfFiles)
  const healing = await world.healing(account)
  const left = healing ? await heal(healing, points, open) : open
  await noteDamages(ledger, account, left, one => isOfFiles(one) && !isOfUnknownDay(one, points), now())
}

// The index is looked after by itself (watch-indexes.ts).
function isOfFiles({ what }: Pick<Damage, 'what'>): boolean {
  return what !== 'index'
}

function keyOf({ what, file, mailbox, uid }: Damage): string {
  return `${what} ${file} ${mailbox} ${uid}`
}
