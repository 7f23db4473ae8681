import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { InColumns } from '../domain/copy-columns.ts'
import type { StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { encodeManifest } from '../formats/manifest.ts'
import { type BegunMaildir, buildMaildir, type LinkCopies } from './build-maildir.ts'
import { syncFolder, writeDurably } from './durable.ts'
import type { Layout } from './layout.ts'

/**
 * Seals one folder state: its manifest, then a Maildir of hard links built hidden, fsynced, made read-only and shown by
 * one rename. A state without that last rename does not exist. The messages must be durable before. `begun` is its Maildir
 * when that was begun with these very copies. Resolves with the SHA-256 of the manifest, as it was written.
 */
export async function sealState(
  layout: Layout,
  account: AccountId,
  header: StateHeader,
  copies: InColumns,
  linkBeside?: LinkCopies,
  begun?: BegunMaildir,
): Promise<Sha256> {
  const folder = layout.folder(account, header.folder)
  const final = layout.state(account, header.folder, header.n)
  // Somebody else has sealed it: writing on would leave one run's manifest beside another's Maildir.
  if (existsSync(final)) throw new Error(`state ${header.folder}/${header.n} is sealed already`)
  mkdirSync(folder, { recursive: true })
  const hash = createHash('sha256')
  const manifest = Readable.from(hashed(encodeManifest(header, copies), hash))
  // Each is durable by itself; only both together may be shown.
  const [hidden] = await allSettled(
    buildMaildir(layout, account, header, copies, linkBeside, begun),
    writeDurably(layout.manifest(account, header.folder, header.n), manifest),
  )
  renameSync(hidden, final)
  await syncFolder(folder)
  return hash.digest('hex')
}

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

/** Waits for both, also when one failed: nothing may write on behind the back of whoever clears up. */
async function allSettled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return [await a, await b]
}
