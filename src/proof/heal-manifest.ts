import type { Receipt, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Mender } from './heal.ts'
import type { CheckedFiles, StateId } from './verify.ts'
import type { ShownState } from './verify-days.ts'

export interface ManifestWorld {
  files: Pick<CheckedFiles, 'copies' | 'manifestHash'>
  mender: Pick<Mender, 'writeManifest'>
  /** the copies of a state as the index has them, by rising UID */
  indexCopies(state: StateId): Promise<StateCopy[]>
}

/**
 * Writes a lost or damaged manifest again: its header from a receipt, its copies from the index, and what the index does not
 * keep of them from the manifests of the folder's other states. It is taken only when it has the SHA-256 that was sealed.
 */
export async function mendManifest(
  { files, mender, indexCopies }: ManifestWorld,
  shown: ShownState,
  receipts: Iterable<Receipt>,
  others: readonly ShownState[],
): Promise<void> {
  const { state, manifest } = shown
  if (!manifest || (await files.manifestHash(state)) === manifest) return
  const rows = await indexCopies(state)
  const marks = await serversMarks({ files }, state, others)
  const copies = rows.map(copy => complete(copy, marks.get(copy.uid)))
  for (const header of headersOf(state, receipts))
    if (await mender.writeManifest(state, header, copies, manifest)) return
}

interface Marks {
  sha: Sha256
  said?: number
  emailId?: string
}

// The receipt of the day on which it was sealed has its header; later ones may know better of the same copies.
function headersOf({ folder, n }: StateId, receipts: Iterable<Receipt>): StateHeader[] {
  return [...receipts]
    .flatMap(receipt => receipt.folders)
    .flatMap(({ newest }) => (newest?.folder === folder && newest.n === n ? newest : []))
}

async function serversMarks(
  { files }: Pick<ManifestWorld, 'files'>,
  { folder, n }: StateId,
  others: readonly ShownState[],
): Promise<Map<number, Marks>> {
  const marks = new Map<number, Marks>()
  const near = others
    .filter(({ state }) => state.folder === folder && state.n !== n)
    .sort((a, b) => Math.abs(a.state.n - n) - Math.abs(b.state.n - n))
  for (const { state } of near.slice(0, 2)) {
    try {
      for await (const { uid, sha, said, emailId } of files.copies(state))
        if (!marks.has(uid) && (said !== undefined || emailId !== undefined))
          marks.set(uid, {
            sha,
            ...(said === undefined ? {} : { said }),
            ...(emailId === undefined ? {} : { emailId }),
          })
    } catch {
      // A damaged one has nothing to give.
    }
  }
  return marks
}

// In the order in which manifests are written (folder-copies.ts).
function complete({ file, ...copy }: StateCopy, marks: Marks | undefined): StateCopy {
  const { sha, ...known } = marks ?? { sha: '' }
  return { ...copy, ...(sha === copy.sha ? known : {}), ...(file === undefined ? {} : { file }) }
}
