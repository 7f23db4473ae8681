import type { Damage } from '../domain/damage.ts'
import type { Receipt, ReceiptFolder, StateHeader } from '../domain/folder-state.ts'
import type { Point } from '../domain/point.ts'
import type { AccountFiles } from '../domain/ports.ts'
import { isShortage } from '../domain/shortage.ts'

/**
 * What keeps a sealed day out of the index, as damage and as a sentence for the log; null when nothing does. Asked before
 * the writer sees the day: one that met a fault writes nothing more, and one bad day must not keep out all others.
 */
export async function flawOfDay(
  files: Pick<AccountFiles, 'copies'>,
  { point: { dir }, folders }: Pick<Receipt, 'point' | 'folders'>,
): Promise<DayFlaw | null> {
  const twice = folderTwice(folders)
  if (twice) return { damage: receiptDamage(dir), error: new Error(`day ${dir} shows folder ${twice} twice`) }
  for (const { folder, state, path } of folders) {
    if (state === null) continue
    try {
      await readManifest(files, { folder, n: state })
    } catch (error) {
      if (isShortage(error)) throw error
      const damage: Damage = {
        ...receiptDamage(dir),
        mailbox: folder,
        folder: path,
        file: `${folder}/${state}`,
        what: 'manifest',
      }
      return { damage, error }
    }
  }
  return null
}

export interface DayFlaw {
  damage: Damage
  error: unknown
}

/** Reads a manifest to its end. Throws a fault when it is not one that the index can take. */
export async function readManifest(
  files: Pick<AccountFiles, 'copies'>,
  state: Pick<StateHeader, 'folder' | 'n'>,
): Promise<void> {
  let before = 0
  for await (const { uid } of files.copies(state)) {
    if (uid <= before)
      throw new Error(`the manifest of ${state.folder}/${state.n} does not list its UIDs rising`)
    before = uid
  }
}

/** The id of a folder that a receipt names twice; null when it names each once. */
export function folderTwice(folders: readonly Pick<ReceiptFolder, 'folder'>[]): string | null {
  const seen = new Set<string>()
  for (const { folder } of folders) {
    if (seen.has(folder)) return folder
    seen.add(folder)
  }
  return null
}

/** A day of which nothing can be told, or not to whom it belongs. */
export function receiptDamage(dir: string): Damage {
  return { days: [dir], mailbox: null, folder: null, uid: null, detail: '', file: dir, what: 'receipt' }
}

/** Does it say that a day without a row in the ledger cannot be taken up? Only who takes up days (back-up/adopt.ts) knows when that is over. */
export function isOfUnknownDay(
  { what, file }: Pick<Damage, 'what' | 'file'>,
  points: readonly Pick<Point, 'dir'>[],
): boolean {
  return what === 'receipt' && !points.some(({ dir }) => dir === file)
}
