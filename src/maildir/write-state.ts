import { createHash, type Hash } from 'node:crypto'
import { existsSync, linkSync } from 'node:fs'
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { encodeManifest } from '../formats/manifest.ts'
import { syncFolder, writeDurably } from './durable.ts'
import type { Layout } from './layout.ts'

/**
 * Links files below one folder into another (threads/linking.ts): a line each, the file, a tab, its new name. A link is 12 µs
 * of the kernel; made one after the other they would keep the thread that talks to the mail server.
 */
export type LinkFiles = (from: string, to: string, names: string) => Promise<void>

/** Links handed over at a time; a folder of fewer is not worth the way. */
const AT_ONCE = 500
const FEW = 100

/**
 * Seals one folder state: its manifest, then a Maildir of hard links built hidden, fsynced, made read-only and shown by
 * one rename. A state without that last rename does not exist. The messages must be durable before. Resolves with the
 * SHA-256 of the manifest, as it was written.
 */
export async function sealState(
  layout: Layout,
  account: AccountId,
  header: StateHeader,
  copies: Iterable<StateCopy>,
  linkFiles: LinkFiles = linkHere,
): Promise<Sha256> {
  const folder = layout.folder(account, header.folder)
  const final = layout.state(account, header.folder, header.n)
  // Somebody else has sealed it: writing on would leave one run's manifest beside another's Maildir.
  if (existsSync(final)) throw new Error(`state ${header.folder}/${header.n} is sealed already`)
  await mkdir(folder, { recursive: true })
  const hash = createHash('sha256')
  const manifest = Readable.from(hashed(encodeManifest(header, copies), hash))
  // Each is durable by itself; only both together may be shown.
  const [hidden] = await allSettled(
    buildMaildir(layout, account, header, copies, linkFiles),
    writeDurably(layout.manifest(account, header.folder, header.n), manifest),
  )
  await rename(hidden, final)
  await syncFolder(folder)
  return hash.digest('hex')
}

/** The Maildir of a state, durable and read-only, under a hidden name beside its own: the caller shows it by one rename. */
export async function buildMaildir(
  layout: Layout,
  account: AccountId,
  { folder, n, raw }: StateHeader,
  copies: Iterable<StateCopy>,
  linkFiles: LinkFiles = linkHere,
): Promise<string> {
  const hidden = join(layout.folder(account, folder), `.${n}`)
  await discard(hidden)
  await mkdir(hidden, { recursive: true })
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(hidden, part))
  // Marks a Maildir++ subfolder; INBOX is the root of the tree and must not have it.
  if (raw.toUpperCase() !== 'INBOX') await writeFile(join(hidden, 'maildirfolder'), '', { mode: 0o444 })
  await linkAll(layout, account, join(hidden, 'cur'), copies, linkFiles)
  await syncFolder(join(hidden, 'cur'))
  for (const part of ['cur', 'new', 'tmp']) await chmod(join(hidden, part), 0o555)
  await syncFolder(hidden)
  await chmod(hidden, 0o555)
  return hidden
}

/** Removes a state or the remains of one (read-only folders must be opened up first). */
export async function discard(path: string): Promise<void> {
  for (const part of ['', 'cur', 'new', 'tmp']) await chmod(join(path, part), 0o755).catch(() => {})
  await rm(path, { recursive: true, force: true })
}

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

async function linkAll(
  layout: Layout,
  account: AccountId,
  cur: string,
  copies: Iterable<StateCopy>,
  linkFiles: LinkFiles,
): Promise<void> {
  const messages = layout.messages(account)
  let before = Promise.resolve()
  let lines: string[] = []
  const hand = async (link: LinkFiles) => {
    const names = lines.join('\n')
    lines = []
    // One behind: names are made while links are.
    await before
    before = names ? link(messages, cur, names) : before
    before.catch(() => {})
  }
  for (const copy of copies) {
    const { sha, file = sha } = copy
    lines.push(`${layout.inMessages(sha, file)}\t${maildirName(copy)}`)
    if (lines.length < AT_ONCE) continue
    await hand(linkFiles)
    await setImmediate()
  }
  await hand(lines.length < FEW ? linkHere : linkFiles)
  await before
}

const linkHere: LinkFiles = async (from, to, names) => {
  for (const line of names.split('\n')) {
    const [file, name] = line.split('\t')
    linkSync(`${from}/${file}`, `${to}/${name}`)
  }
}

/** Waits for both, also when one failed: nothing may write on behind the back of whoever clears up. */
async function allSettled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return [await a, await b]
}
