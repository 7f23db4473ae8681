import { chmodSync, existsSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { CopyColumns, InColumns } from '../domain/copy-columns.ts'
import type { ChangingCopies, StateCopy, StateHeader } from '../domain/folder-state.ts'
import { inColumns, unpack } from '../domain/pack-copies.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import { fileOf, linkCopies } from './link-copies.ts'

/**
 * Links the files of copies below one folder into another, under their names (threads/linking.ts). A link is 12 µs of the
 * kernel; made one after the other they would keep the thread that talks to the mail server.
 */
export type LinkCopies = (from: string, to: string, copies: CopyColumns) => Promise<void>

/** Which state a Maildir is of, and whose run makes it; a healing is none. */
export interface MaildirState extends Pick<StateHeader, 'folder' | 'n' | 'raw'> {
  run?: string
}

/** Copies handed over at a time, and how many such wait together; a folder of fewer than FEW is not worth the way. */
const AT_ONCE = 500
const MOST_WAITING = 3
const FEW = 100

/** A hidden Maildir whose links are being made. */
export interface BegunMaildir {
  hidden: string
  copies: ChangingCopies
  /** has links made for these, too */
  link(pack: CopyColumns): void
  /** what is linked, when that is done; null when one could not be */
  linked(): Promise<CopyColumns[] | null>
}

/** The Maildir of a state, durable and read-only, under a hidden name beside its own: the caller shows it by one rename. */
export async function buildMaildir(
  layout: Layout,
  account: AccountId,
  state: MaildirState,
  copies: InColumns,
  linkBeside: LinkCopies = linkHere,
  begun?: BegunMaildir,
): Promise<string> {
  const linked = await begun?.linked()
  const changed = begun?.copies.changed()
  const hidden = layout.hiddenState(account, state.folder, state.n, state.run)
  const cur = join(hidden, 'cur')
  if (!begun || !linked || !changed) await emptyMaildir(hidden, state)
  const due = begun && linked && changed ? inColumns(toMend(begun.copies, linked, changed, cur)) : copies
  await linkAll(layout.messages(account), cur, due.columns(AT_ONCE), linkBeside)
  await syncFolder(cur)
  for (const part of ['cur', 'new', 'tmp']) chmodSync(join(hidden, part), 0o555)
  await syncFolder(hidden)
  chmodSync(hidden, 0o555)
  return hidden
}

/**
 * Begins the Maildir of a state with what the last one held, while that is read and the folder is looked at: links are most
 * of the work of a night. `copies` must say what has changed since; `buildMaildir` mends that. Nothing is thrown here: what
 * could not be linked is tried again when all is known, for it may not be needed any more.
 */
export function beginMaildir(
  layout: Layout,
  account: AccountId,
  state: MaildirState,
  copies: ChangingCopies,
  linkBeside: LinkCopies,
): BegunMaildir {
  const hidden = layout.hiddenState(account, state.folder, state.n, state.run)
  const empty = emptyMaildir(hidden, state)
  const packs: CopyColumns[] = []
  const made: Promise<boolean>[] = [isMade(empty)]
  return {
    hidden,
    copies,
    link(pack) {
      packs.push(pack)
      const link = linkerFor(pack, linkBeside)
      made.push(isMade(empty.then(() => link(layout.messages(account), join(hidden, 'cur'), pack))))
    },
    linked: async () => ((await Promise.all(made)).includes(false) ? null : packs),
  }
}

/** Removes a state or the remains of one (read-only folders must be opened up first). */
export async function discard(path: string): Promise<void> {
  for (const part of ['', 'cur', 'new', 'tmp']) await chmod(join(path, part), 0o755).catch(() => {})
  await rm(path, { recursive: true, force: true })
}

async function emptyMaildir(hidden: string, { raw }: MaildirState): Promise<void> {
  if (existsSync(hidden)) await discard(hidden)
  // Not one by one in another thread: the way there takes longer.
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(hidden, part), { recursive: true })
  // Marks a Maildir++ subfolder; INBOX is the root of the tree and must not have it.
  if (raw.toUpperCase() !== 'INBOX') writeFileSync(join(hidden, 'maildirfolder'), '', { mode: 0o444 })
}

// A name that is wrong goes before any is made: another message may have it by now.
function toMend(
  copies: ChangingCopies,
  linked: readonly CopyColumns[],
  changed: readonly number[],
  cur: string,
): StateCopy[] {
  const uids = new Set(changed)
  const linkedAs = new Map<number, StateCopy>()
  for (const pack of linked) {
    const copyAt = unpack(pack)
    pack.uids.forEach((uid, row) => {
      if (uids.has(uid)) linkedAs.set(uid, copyAt(row))
    })
  }
  const due: StateCopy[] = []
  for (const uid of changed) {
    const before = linkedAs.get(uid)
    const copy = copies.get(uid)
    if (before && copy && fileOf(before) === fileOf(copy) && maildirName(before) === maildirName(copy))
      continue
    if (before) unlinkSync(join(cur, maildirName(before)))
    if (copy) due.push(copy)
  }
  return due
}

async function linkAll(
  messages: string,
  cur: string,
  packs: Iterable<CopyColumns>,
  linkBeside: LinkCopies,
): Promise<void> {
  const waiting = new Set<Promise<void>>()
  let failed: { error: unknown } | undefined
  try {
    for (const pack of packs) {
      const one: Promise<void> = linkerFor(pack, linkBeside)(messages, cur, pack)
        .catch(error => {
          failed ??= { error }
        })
        .finally(() => waiting.delete(one))
      waiting.add(one)
      // Some ahead: copies are packed while links are made.
      while (waiting.size >= MOST_WAITING) await Promise.race(waiting)
      if (failed) throw failed.error
      await setImmediate()
    }
  } finally {
    // Nothing may be linked on behind the back of whoever clears up.
    await Promise.all(waiting)
  }
  if (failed) throw failed.error
}

function linkerFor(pack: CopyColumns, linkBeside: LinkCopies): LinkCopies {
  return pack.uids.length < FEW ? linkHere : linkBeside
}

function isMade(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}

const linkHere: LinkCopies = async (from, to, copies) => linkCopies(from, to, copies)
