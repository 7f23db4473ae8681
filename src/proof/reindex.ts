import type { Receipt, StateHeader, StoredMessage } from '../domain/folder-state.ts'
import type { AccountFiles, IndexWriter } from '../domain/ports.ts'
import { flawOfDay } from './day-check.ts'

/**
 * Builds an index from the files alone: every sealed day in the order of its number, its receipt, manifests and
 * messages. The answers and permalinks are those of the index it replaces. A day whose receipt or manifests are damaged, that
 * shows one folder twice or has the number of an earlier one, is left out and `onDamage` told: the others are worth having.
 * Resolves with the receipts of the days indexed, oldest first.
 */
export async function reindex({ files, index, onDamage, onDay }: Reindexing): Promise<Receipt[]> {
  const receipts = await files.receipts(onDamage)
  const done: Receipt[] = []
  const numbers = new Set<number>()
  for (const receipt of receipts.sort((a, b) => a.point.number - b.point.number)) {
    const flaw = numbers.has(receipt.point.number)
      ? { error: new Error(`day ${receipt.point.dir} has the number of another day`) }
      : await flawOfDay(files, receipt)
    if (flaw) {
      onDamage(flaw.error)
      continue
    }
    numbers.add(receipt.point.number)
    await indexDay({ files, index }, receipt)
    done.push(receipt)
    onDay?.(receipt)
  }
  return done
}

export interface Reindexing {
  files: AccountFiles
  index: IndexWriter
  onDamage(error: unknown): void
  onDay?(receipt: Receipt): void
}

/** Puts one sealed day into the index; what is there already is passed over. */
export async function indexDay(
  { files, index }: { files: AccountFiles; index: IndexWriter },
  receipt: Receipt,
): Promise<void> {
  const states = receipt.folders.flatMap(f => (f.state === null ? [] : [{ folder: f.folder, n: f.state }]))
  for (const state of await index.lacking(states)) await indexMessages({ files, index }, state)
  await index.seal(receipt.point, receipt.folders, manifestsOf(files, receipt))
}

/** Rows for every message of a sealed state. */
export async function indexMessages(
  { files, index }: { files: Pick<AccountFiles, 'copies' | 'file'>; index: IndexWriter },
  state: Pick<StateHeader, 'folder' | 'n'>,
): Promise<void> {
  let batch: StoredMessage[] = []
  for await (const copy of files.copies(state)) {
    batch.push({ sha: copy.sha, date: copy.date, size: copy.size, file: files.file(copy) })
    if (batch.length < 200) continue
    await index.add(batch)
    batch = []
  }
  await index.add(batch)
}

/** Paths of the manifests of every state a point shows, by "f3/17", as the index wants them. */
export function manifestsOf(
  files: Pick<AccountFiles, 'manifest'>,
  { folders }: Pick<Receipt, 'folders'>,
): Map<string, string> {
  return new Map(
    folders.flatMap(f =>
      f.state === null ? [] : [[`${f.folder}/${f.state}`, files.manifest(f.folder, f.state)] as const],
    ),
  )
}
