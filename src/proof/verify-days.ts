import { chainState, type Damage } from '../domain/damage.ts'
import type { Receipt, ReceiptFolder } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Point } from '../domain/point.ts'
import { isShortage } from '../domain/shortage.ts'
import { folderTwice } from './day-check.ts'
import type { CheckedFiles, StateId } from './verify.ts'

/** What a row of the ledger says of a day. */
export type DayRow = Pick<Point, 'dir' | 'number' | 'messages' | 'bytes'>

/** A folder state with the days that show it, and what the receipts say of it. */
export interface ShownState {
  state: StateId
  path: string
  raw: string
  days: string[]
  /** SHA-256 of its manifest; null where no receipt that shows it names one */
  manifest: Sha256 | null
}

export interface ShownDays {
  /** of ledger and disk, rising */
  days: string[]
  /** of those that are there and whole, by day */
  receipts: Map<string, Receipt>
  states: ShownState[]
  damages: Damage[]
}

/**
 * Every day with its receipt, the chain from receipt to receipt, and the links of its Maildir: what takes no reading of
 * messages. `points` are the days of the ledger.
 */
export async function readDays(files: CheckedFiles, points: readonly DayRow[]): Promise<ShownDays> {
  const rows = new Map(points.map(point => [point.dir, point]))
  const onDisk = new Set(await files.days())
  const days = [...new Set([...onDisk, ...rows.keys()])].sort()
  const receipts = new Map<string, Receipt>()
  const hashes = new Map<string, Sha256 | null>()
  const damages: Damage[] = []
  for (const dir of days) {
    const found = await readWhole(files, dir, rows.get(dir))
    if (onDisk.has(dir)) hashes.set(dir, found?.sha ?? null)
    if (found) receipts.set(dir, found.receipt)
    else damages.push(dayDamage(dir, onDisk.has(dir) ? 'receipt' : 'day-lost'))
  }
  const states = new Map<string, ShownState>()
  for (const [dir, { folders, previous }] of receipts) {
    const isKept = previous !== null && rows.has(previous.dir)
    const before = previous ? hashes.get(previous.dir) : undefined
    if (chainState(previous, before, isKept) === 'broken')
      damages.push({ ...dayDamage(dir, 'chain'), detail: previous?.dir ?? '' })
    damages.push(...(await lostLinks(files, dir, folders)))
    for (const folder of folders) noteState(states, dir, folder)
  }
  return { days, receipts, states: [...states.values()], damages }
}

// A receipt that was written for another day, or is no receipt at all, says as little as none.
async function readWhole(files: CheckedFiles, dir: string, row: DayRow | undefined) {
  try {
    const found = await files.receipt(dir)
    if (found?.receipt.v !== 1 || found.receipt.point.dir !== dir) return null
    const { point, folders } = found.receipt
    if (row && (row.number !== point.number || row.messages !== point.messages || row.bytes !== point.bytes))
      return null
    return folders.every(isFolder) && !folderTwice(folders) ? found : null
  } catch (error) {
    if (isShortage(error)) throw error
    return null
  }
}

function isFolder({ folder, state, path }: ReceiptFolder): boolean {
  return (
    typeof folder === 'string' &&
    typeof path === 'string' &&
    (state === null || (Number.isInteger(state) && state > 0))
  )
}

function dayDamage(dir: string, what: Damage['what']): Damage {
  return { days: [dir], mailbox: null, folder: null, uid: null, detail: '', file: dir, what }
}

async function lostLinks(
  files: CheckedFiles,
  dir: string,
  folders: readonly ReceiptFolder[],
): Promise<Damage[]> {
  const links = await files.links(dir)
  return folders
    .filter(({ folder, state }) => state !== null && !links.has(`${folder}/${state}`))
    .map(({ folder, path }) => ({
      ...dayDamage(dir, 'link-lost'),
      mailbox: folder,
      folder: path,
      file: `${dir}/${folder}`,
    }))
}

function noteState(states: Map<string, ShownState>, dir: string, shown: ReceiptFolder): void {
  const { folder, state, path, newest } = shown
  if (state === null) return
  const key = `${folder}/${state}/${path}`
  const known = states.get(key) ?? {
    state: { folder, n: state },
    path,
    raw: shown.raw,
    days: [],
    manifest: null,
  }
  known.days.push(dir)
  if (newest?.n === state) known.manifest ??= shown.manifest
  states.set(key, known)
}
