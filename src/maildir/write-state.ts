import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { InColumns } from '../domain/copy-columns.ts'
import type { StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { encodeManifest } from '../formats/manifest.ts'
import { type BegunMaildir, buildMaildir, type LinkCopies } from './build-maildir.ts'
import { syncFolder, writeSynced } from './durable.ts'
import type { Layout } from './layout.ts'

/** How a state is sealed. */
export interface Sealing {
  /** whose run it is: what is hidden has its name, so that one that wakes from a long sleep writes into no other's */
  run: string
  linkBeside?: LinkCopies | undefined
  /** its Maildir, when that was begun with these very copies */
  begun?: BegunMaildir | undefined
}

/**
 * Seals one folder state: its manifest, and a Maildir of hard links made read-only; both are built hidden, fsynced, and shown
 * by one rename each. A state without that last rename does not exist. The messages must be durable before. Resolves with
 * the SHA-256 of the manifest, as it was written.
 */
export async function sealState(
  layout: Layout,
  account: AccountId,
  header: StateHeader,
  copies: InColumns,
  { run, linkBeside, begun }: Sealing,
): Promise<Sha256> {
  const { folder: id, n, raw } = header
  const folder = layout.folder(account, id)
  const final = layout.state(account, id, n)
  mkdirSync(folder, { recursive: true })
  const hash = createHash('sha256')
  const manifest = layout.hiddenManifest(account, id, n, run)
  // Each is durable by itself; only both together may be shown.
  const [hidden] = await allSettled(
    buildMaildir(layout, account, { folder: id, n, raw, run }, copies, linkBeside, begun),
    writeSynced(manifest, Readable.from(hashed(encodeManifest(header, copies), hash))),
  )
  // Somebody else has sealed it: to go on would leave one run's manifest beside another's Maildir.
  if (existsSync(final)) throw new Error(`state ${id}/${n} is sealed already`)
  renameSync(manifest, layout.manifest(account, id, n))
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
