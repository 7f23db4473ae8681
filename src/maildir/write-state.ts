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
 * Seals one folder state: its manifest, then a Maildir of hard links built hidden, fsynced, made read-only and shown by
 * one rename. A state without that last rename does not exist. The messages must be durable before. Resolves with the
 * SHA-256 of the manifest, as it was written.
 */
export async function sealState(
  layout: Layout,
  account: AccountId,
  header: StateHeader,
  copies: Iterable<StateCopy>,
): Promise<Sha256> {
  const folder = layout.folder(account, header.folder)
  const final = layout.state(account, header.folder, header.n)
  // Somebody else has sealed it: writing on would leave one run's manifest beside another's Maildir.
  if (existsSync(final)) throw new Error(`state ${header.folder}/${header.n} is sealed already`)
  const hidden = await buildMaildir(layout, account, header, copies)
  const hash = createHash('sha256')
  const manifest = Readable.from(hashed(encodeManifest(header, copies), hash))
  await writeDurably(layout.manifest(account, header.folder, header.n), manifest)
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
): Promise<string> {
  const hidden = join(layout.folder(account, folder), `.${n}`)
  await discard(hidden)
  await mkdir(hidden, { recursive: true })
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(hidden, part))
  // Marks a Maildir++ subfolder; INBOX is the root of the tree and must not have it.
  if (raw.toUpperCase() !== 'INBOX') await writeFile(join(hidden, 'maildirfolder'), '', { mode: 0o444 })
  await linkAll(layout, account, join(hidden, 'cur'), copies)
  for (const part of ['cur', 'new', 'tmp']) {
    await syncFolder(join(hidden, part))
    await chmod(join(hidden, part), 0o555)
  }
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
): Promise<void> {
  let linked = 0
  for (const copy of copies) {
    const { sha, file = sha } = copy
    // At once: by way of the thread pool each link costs twice the processor. The next folder is read in between.
    linkSync(`${layout.shard(account, sha)}/${file}`, `${cur}/${maildirName(copy)}`)
    if (++linked % 250 === 0) await setImmediate()
  }
}
