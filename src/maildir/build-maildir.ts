import { linkSync, unlinkSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ChangingCopies, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'

/**
 * Links files below one folder into another (threads/linking.ts): a line each, the file, a tab, its new name. A link is 12 µs
 * of the kernel; made one after the other they would keep the thread that talks to the mail server.
 */
export type LinkFiles = (from: string, to: string, names: string) => Promise<void>

/** Which state a Maildir is of. */
export type MaildirState = Pick<StateHeader, 'folder' | 'n' | 'raw'>

/** Links handed over at a time, and how many such wait together; a folder of fewer than FEW is not worth the way. */
const AT_ONCE = 500
const MOST_WAITING = 3
const FEW = 100

/** A hidden Maildir whose links are being made. */
export interface BegunMaildir {
  hidden: string
  copies: ChangingCopies
  /** the lines that were linked, by UID; rejects when one could not be */
  linked: Promise<ReadonlyMap<number, string>>
}

/** The Maildir of a state, durable and read-only, under a hidden name beside its own: the caller shows it by one rename. */
export async function buildMaildir(
  layout: Layout,
  account: AccountId,
  state: MaildirState,
  copies: Iterable<StateCopy>,
  linkFiles: LinkFiles = linkHere,
  begun?: BegunMaildir,
): Promise<string> {
  const linked = await begun?.linked
  const changed = begun?.copies.changed()
  const hidden = hiddenMaildir(layout, account, state)
  const cur = join(hidden, 'cur')
  if (begun && linked && changed)
    await linkAll(layout, account, cur, linesToMend(layout, begun.copies, linked, changed, cur), linkFiles)
  else {
    await emptyMaildir(hidden, state)
    await linkAll(layout, account, cur, linesOf(layout, copies), linkFiles)
  }
  await syncFolder(cur)
  for (const part of ['cur', 'new', 'tmp']) await chmod(join(hidden, part), 0o555)
  await syncFolder(hidden)
  await chmod(hidden, 0o555)
  return hidden
}

/**
 * Begins the Maildir of a state with the copies that are known, while the rest of the folder is fetched: links are most of
 * the work of a night. What is unchanged in them must be durable. They may change meanwhile and must say what did; `buildMaildir`
 * mends that. Nothing is thrown here.
 */
export function beginMaildir(
  layout: Layout,
  account: AccountId,
  state: MaildirState,
  copies: ChangingCopies,
  linkFiles: LinkFiles,
): BegunMaildir {
  const hidden = hiddenMaildir(layout, account, state)
  const build = async () => {
    const linked = new Map<number, string>()
    await emptyMaildir(hidden, state)
    await linkAll(layout, account, join(hidden, 'cur'), linesThatStay(layout, copies, linked), linkFiles)
    return linked
  }
  const linked = build()
  linked.catch(() => {})
  return { hidden, copies, linked }
}

/** Removes a state or the remains of one (read-only folders must be opened up first). */
export async function discard(path: string): Promise<void> {
  for (const part of ['', 'cur', 'new', 'tmp']) await chmod(join(path, part), 0o755).catch(() => {})
  await rm(path, { recursive: true, force: true })
}

function hiddenMaildir(layout: Layout, account: AccountId, { folder, n }: MaildirState): string {
  return join(layout.folder(account, folder), `.${n}`)
}

async function emptyMaildir(hidden: string, { raw }: MaildirState): Promise<void> {
  await discard(hidden)
  await mkdir(hidden, { recursive: true })
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(hidden, part))
  // Marks a Maildir++ subfolder; INBOX is the root of the tree and must not have it.
  if (raw.toUpperCase() !== 'INBOX') await writeFile(join(hidden, 'maildirfolder'), '', { mode: 0o444 })
}

function lineOf(layout: Layout, copy: StateCopy): string {
  const { sha, file = sha } = copy
  return `${layout.inMessages(sha, file)}\t${maildirName(copy)}`
}

function* linesOf(layout: Layout, copies: Iterable<StateCopy>): Generator<string> {
  for (const copy of copies) yield lineOf(layout, copy)
}

// What changed may have come a moment ago, and has no name under messages/ yet.
function* linesThatStay(
  layout: Layout,
  copies: ChangingCopies,
  linked: Map<number, string>,
): Generator<string> {
  for (const copy of copies) {
    if (copies.isChanged(copy.uid)) continue
    const line = lineOf(layout, copy)
    linked.set(copy.uid, line)
    yield line
  }
}

// A name that is wrong goes before any is made: another message may have it by now.
function* linesToMend(
  layout: Layout,
  copies: ChangingCopies,
  linked: ReadonlyMap<number, string>,
  changed: readonly number[],
  cur: string,
): Generator<string> {
  const due: string[] = []
  for (const uid of changed) {
    const before = linked.get(uid)
    const copy = copies.get(uid)
    const line = copy && lineOf(layout, copy)
    if (line === (before ?? null)) continue
    if (before !== undefined) unlinkSync(join(cur, before.slice(before.indexOf('\t') + 1)))
    if (line !== null) due.push(line)
  }
  yield* due
}

async function linkAll(
  layout: Layout,
  account: AccountId,
  cur: string,
  all: Iterable<string>,
  linkFiles: LinkFiles,
): Promise<void> {
  const messages = layout.messages(account)
  const waiting = new Set<Promise<void>>()
  let failed: { error: unknown } | undefined
  let lines: string[] = []
  // Some ahead: names are made while links are.
  const hand = async (link: LinkFiles) => {
    const one: Promise<void> = link(messages, cur, lines.join('\n'))
      .catch(error => {
        failed ??= { error }
      })
      .finally(() => waiting.delete(one))
    waiting.add(one)
    lines = []
    while (waiting.size >= MOST_WAITING) await Promise.race(waiting)
    if (failed) throw failed.error
  }
  try {
    for (const line of all) {
      lines.push(line)
      if (lines.length < AT_ONCE) continue
      await hand(linkFiles)
      await setImmediate()
    }
    if (lines.length) await hand(lines.length < FEW ? linkHere : linkFiles)
  } finally {
    // Nothing may be linked on behind the back of whoever clears up.
    await Promise.all(waiting)
  }
  if (failed) throw failed.error
}

const linkHere: LinkFiles = async (from, to, names) => {
  for (const line of names.split('\n')) {
    const [file, name] = line.split('\t')
    linkSync(`${from}/${file}`, `${to}/${name}`)
  }
}
