import type { Receipt, ReceiptFolder, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Point } from '../domain/point.ts'
import { encodeReceipt, sha256 } from '../formats/sealed-receipt.ts'
import type { Mender } from './heal.ts'
import type { CheckedFiles, StateId } from './verify.ts'

export interface ReceiptWorld {
  files: Pick<CheckedFiles, 'links' | 'manifestHash'> & { header(state: StateId): Promise<StateHeader> }
  mender: Pick<Mender, 'writeReceipt' | 'sealOf'>
}

/**
 * Writes a lost or damaged receipt again: the point from its row of the ledger, the folders as the day's tree leads to them,
 * each as the days around it have it, else from its manifest. It is taken only when it comes to the very hash that the next
 * day names, or to the seal that is still to be read in the damaged file: a night on which something odd was said of a
 * folder cannot be told from here, and stays lost.
 */
export async function mendReceipt(
  { files, mender }: ReceiptWorld,
  point: Point,
  receipts: ReadonlyMap<string, Receipt>,
): Promise<void> {
  const all = [...receipts.values()].sort((a, b) => a.point.number - b.point.number)
  const before = all.findLast(one => one.point.number < point.number)
  const after = all.find(one => one.point.number > point.number)
  const named = all.find(({ previous }) => previous?.dir === point.dir)?.previous?.receipt ?? null
  const seal = await mender.sealOf(point.dir)
  if (!named && !seal) return
  const links = new Map([...(await files.links(point.dir))].map(link => pair(link)))
  const previous = before && { dir: before.point.dir, receipt: sha256(encodeReceipt(before)) }
  for (const [model, other] of [
    [before, after],
    [after, before],
  ]) {
    if (!model) continue
    const folders = await foldersLike(files, links, model, other)
    if (!folders) continue
    // Keys stand in the order of the model, as the hash wants them.
    const receipt: Receipt = {
      ...model,
      point: { ...model.point, ...point },
      folders,
      previous: previous ?? null,
    }
    const text = encodeReceipt(receipt)
    if (isSealed(text, named, seal)) return mender.writeReceipt(point.dir, text)
  }
}

function isSealed(text: string, named: Sha256 | null, seal: Sha256 | null): boolean {
  return named ? sha256(text) === named : text.includes(`\n "seal": "${seal}"\n}`)
}

function pair(link: string): [folder: string, state: number] {
  const [folder = '', state] = link.split('/')
  return [folder, Number(state)]
}

// Null when the day's tree shows a folder that the model does not know, or lacks one: then the model is none.
async function foldersLike(
  files: ReceiptWorld['files'],
  links: ReadonlyMap<string, number>,
  model: Receipt,
  other: Receipt | undefined,
): Promise<ReceiptFolder[] | null> {
  if ([...links.keys()].some(id => !model.folders.some(({ folder }) => folder === id))) return null
  const folders: ReceiptFolder[] = []
  for (const entry of model.folders) {
    const { folder } = entry
    const n = links.get(folder)
    if (n === undefined && entry.state !== null) return null
    const known = [entry, other?.folders.find(one => one.folder === folder)].find(
      one => one?.state === (n ?? null),
    )
    if (known || n === undefined) folders.push(known ?? entry)
    else folders.push(await readAnew(files, entry, { folder, n }))
  }
  return folders
}

async function readAnew(
  files: ReceiptWorld['files'],
  entry: ReceiptFolder,
  state: StateId,
): Promise<ReceiptFolder> {
  const newest = await files.header(state)
  const manifest = await files.manifestHash(state)
  const found = {
    outcome: 'read',
    state: state.n,
    newest,
    problem: null,
    counted: newest.messages,
    manifest,
  } as const
  return { ...entry, ...found }
}
