import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopyColumns } from '../domain/copy-columns.ts'
import type { Receipt, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { FolderId, Sha256 } from '../domain/message.ts'
import { unpack } from '../domain/pack-copies.ts'
import type { AccountId } from '../domain/point.ts'
import { decodeInColumns } from '../formats/manifest-columns.ts'
import { decodeReceipt, sha256 } from '../formats/sealed-receipt.ts'
import type { Layout } from './layout.ts'

/**
 * Folders that have files, with the numbers of their sealed states (manifest and Maildir both there), rising. `onHidden` is
 * told the hidden names beside them.
 */
export async function sealedStates(
  layout: Layout,
  account: AccountId,
  onHidden?: (folder: FolderId, name: string) => void,
): Promise<Map<FolderId, number[]>> {
  const root = join(layout.account(account), 'folders')
  const all = new Map<FolderId, number[]>()
  for (const folder of await names(root)) {
    if (!/^f[1-9][0-9]*$/.test(folder)) continue
    const found = new Set(await names(join(root, folder)))
    for (const name of onHidden ? found : []) if (name.startsWith('.')) onHidden?.(folder, name)
    const states = [...found].filter(name => /^[1-9][0-9]*$/.test(name) && found.has(`${name}.jsonl.zst`))
    all.set(
      folder,
      states.map(Number).sort((a, b) => a - b),
    )
  }
  return all
}

/** The header of a sealed state, without reading its copies. */
export async function stateHeader(
  layout: Layout,
  account: AccountId,
  folder: FolderId,
  n: number,
): Promise<StateHeader> {
  for await (const { header } of manifestBlocks(layout, account, folder, n)) if (header) return header
  throw new Error('empty manifest')
}

/** The copies of a sealed state, by rising UID. Throws when the manifest is damaged. */
export async function* stateCopies(
  layout: Layout,
  account: AccountId,
  folder: FolderId,
  n: number,
): AsyncGenerator<StateCopy> {
  for await (const copies of copyColumns(layout, account, folder, n)) {
    const copyAt = unpack(copies)
    for (let row = 0; row < copies.uids.length; row++) yield copyAt(row)
  }
}

/** The same, some thousand at a time. */
export async function* copyColumns(
  layout: Layout,
  account: AccountId,
  folder: FolderId,
  n: number,
): AsyncGenerator<CopyColumns> {
  for await (const { copies } of manifestBlocks(layout, account, folder, n)) yield copies
}

/** The receipt of a sealed day; null when there is none. A fault when it is there and is not as it was sealed. */
export async function readReceipt(layout: Layout, account: AccountId, dir: string): Promise<Receipt | null> {
  return (await readHashedReceipt(layout, account, dir))?.receipt ?? null
}

/** The same with the SHA-256 of the file, by which the next day names it. */
export async function readHashedReceipt(
  layout: Layout,
  account: AccountId,
  dir: string,
): Promise<HashedReceipt | null> {
  const file = join(layout.day(account, dir), 'receipt.json')
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return bytes === null ? null : { receipt: decodeReceipt(bytes.toString()), sha: sha256(bytes) }
}

export interface HashedReceipt {
  receipt: Receipt
  sha: Sha256
}

/** The highest number of a point on disk, of any account: what a ledger from a backup may not know. */
export async function highestNumber(layout: Layout): Promise<number> {
  let highest = 0
  for (const account of await names(join(layout.data, 'accounts'))) {
    if (account.startsWith('.')) continue
    highest = Math.max(highest, (await lastReceipt(layout, account))?.receipt.point.number ?? 0)
  }
  return highest
}

/** The newest receipt of an account that is whole: a damaged one is no reason to stop the nights. */
export async function lastReceipt(layout: Layout, account: AccountId): Promise<HashedReceipt | null> {
  for (const dir of (await sealedDays(layout, account)).reverse()) {
    const found = await readHashedReceipt(layout, account, dir).catch(() => null)
    if (found) return found
  }
  return null
}

/** Names of the sealed days, rising. */
export async function sealedDays(layout: Layout, account: AccountId): Promise<string[]> {
  return (await names(layout.days(account))).filter(name => /^\d{4}-/.test(name)).sort()
}

async function* manifestBlocks(layout: Layout, account: AccountId, folder: FolderId, n: number) {
  const bytes = createReadStream(layout.manifest(account, folder, n), { highWaterMark: 1 << 18 })
  try {
    yield* decodeInColumns(bytes)
  } finally {
    bytes.destroy()
  }
}

async function names(path: string): Promise<string[]> {
  return readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
