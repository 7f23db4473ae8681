import type { Damage } from '../domain/damage.ts'
import type { Receipt, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Point } from '../domain/point.ts'
import type { LiveMailbox } from '../domain/ports.ts'
import { fetchLost } from './heal-from-server.ts'
import { mendManifest } from './heal-manifest.ts'
import { mendReceipt } from './heal-receipt.ts'
import type { CheckedFiles, StateId } from './verify.ts'
import { type DayRow, readDays, type ShownState } from './verify-days.ts'
import { stateDamages } from './verify-state.ts'

/** Where one stored message stands: a copy in a folder state. */
export interface Place {
  shown: ShownState
  copy: StateCopy
}

/** A message whose stored bytes are wrong or gone, with every place that shows it. */
export interface LostMessage {
  sha: Sha256
  copy: StateCopy
  places: Place[]
}

/** What mends an account's files (maildir/mend.ts). All of it may be cut off at any step and done again. */
export interface Mender {
  /** a file that has the message's bytes still, beside its own; null when there is none */
  intact(lost: LostMessage): Promise<string | null>
  read(file: string): AsyncIterable<Uint8Array>
  /** durably, in its own place and under every name that stood for it; false, and nothing changed, when the bytes are others */
  replace(lost: LostMessage, pieces: AsyncIterable<Uint8Array>): Promise<boolean>
  /** the name in the Maildir leads to the message again */
  relink(place: Place): Promise<void>
  /** false, and nothing written, when it would not have this SHA-256 */
  writeManifest(
    state: StateId,
    header: StateHeader,
    copies: readonly StateCopy[],
    sha: Sha256,
  ): Promise<boolean>
  writeReceipt(dir: string, text: string): Promise<void>
  /** the seal that can still be read in a day's damaged receipt; null when there is none */
  sealOf(dir: string): Promise<Sha256 | null>
  rebuildMaildir(state: StateId, header: StateHeader, copies: AsyncIterable<StateCopy>): Promise<void>
  rebuildTree(dir: string, receipt: Receipt): Promise<void>
}

export interface HealWorld {
  files: CheckedFiles & { header(state: StateId): Promise<StateHeader> }
  mender: Mender
  /** the copies of a state as the index has them, by rising UID; none when it cannot be read */
  indexCopies(state: StateId): Promise<StateCopy[]>
  /** a connection to the account's live mailbox; null when there is no way to it now. Asked for only when needed */
  openMailbox(): Promise<LiveMailbox | null>
  onFault(error: unknown): void
}

/**
 * Mends what can be mended with certainty: a message from another file that still has its bytes or from the mail server
 * (same folder, UIDVALIDITY and UID; only bytes with the right SHA-256 are taken), a manifest from the index when it comes
 * to the hash that was sealed, a receipt likewise from the days around it, names and folders of files from the manifests, the tree of a day from its receipt. Then looks again: resolves with what is still wrong among the damages
 * given, and with new ones in the folders looked at. The caller holds the account's lease.
 */
export async function heal(
  world: HealWorld,
  points: readonly Point[],
  damages: readonly Damage[],
): Promise<Damage[]> {
  await mendReceipts(world, points, damages)
  const { receipts, states } = await readDays(world.files, points)
  const tried = async (act: () => Promise<unknown>) => {
    await act().catch(world.onFault)
  }
  for (const dir of new Set(damages.filter(({ what }) => what === 'link-lost').flatMap(({ days }) => days))) {
    const receipt = receipts.get(dir)
    if (receipt) await tried(() => world.mender.rebuildTree(dir, receipt))
  }
  for (const shown of states)
    if (damages.some(({ what, file }) => what === 'manifest' && file === nameOf(shown)))
      await tried(() => mendManifest(world, shown, receipts.values(), states))
  const lost = await findPlaces(world, states, basesOf(damages))
  await tried(() => mendMessages(world, lost))
  const touched = states.filter(
    shown =>
      damages.some(damage => damage.file.split('/', 2).join('/') === nameOf(shown)) ||
      lost.some(({ places }) => places.some(place => place.shown === shown)),
  )
  for (const shown of touched) await tried(() => mendMaildir(world, shown, damages))
  return lookAgain(world, points, touched)
}

// First of all: without its receipt nothing of a day is known.
async function mendReceipts(
  world: HealWorld,
  points: readonly Point[],
  damages: readonly Damage[],
): Promise<void> {
  for (const { file } of damages.filter(({ what }) => what === 'receipt')) {
    const point = points.find(({ dir }) => dir === file)
    const { receipts } = await readDays(world.files, points)
    if (point) await mendReceipt(world, point, receipts).catch(world.onFault)
  }
}

function nameOf({ state }: ShownState): string {
  return `${state.folder}/${state.n}`
}

function basesOf(damages: readonly Damage[]): Set<string> {
  return new Set(damages.filter(({ what }) => what.startsWith('message-')).map(({ file }) => file))
}

/** Every place that shows one of the files of messages/ named by `bases`: one pass over the manifests, for all of them. */
export async function findPlaces(
  { files }: { files: Pick<CheckedFiles, 'copies'> },
  states: readonly ShownState[],
  bases: ReadonlySet<string>,
): Promise<LostMessage[]> {
  const lost = new Map<string, LostMessage>()
  if (bases.size)
    for (const shown of states) {
      try {
        for await (const copy of files.copies(shown.state)) {
          const base = copy.file ?? copy.sha
          if (!bases.has(base)) continue
          const one = lost.get(base) ?? { sha: copy.sha, copy, places: [] }
          one.places.push({ shown, copy })
          lost.set(base, one)
        }
      } catch {
        // A damaged manifest is a damage of its own.
      }
    }
  return [...lost.values()]
}

async function mendMessages(world: HealWorld, lost: readonly LostMessage[]): Promise<void> {
  const { mender } = world
  const missing: LostMessage[] = []
  for (const one of lost) {
    const file = await mender.intact(one)
    if (!file || !(await mender.replace(one, mender.read(file)))) missing.push(one)
  }
  if (!missing.length) return
  const mailbox = await world.openMailbox()
  if (!mailbox) return
  try {
    await fetchLost(world, mailbox, missing)
  } finally {
    await mailbox.close()
  }
}

async function mendMaildir(
  { files, mender }: HealWorld,
  shown: ShownState,
  damages: readonly Damage[],
): Promise<void> {
  const { state } = shown
  const name = nameOf(shown)
  if (damages.some(({ what, file }) => what === 'maildir-lost' && file === name))
    return mender.rebuildMaildir(state, await files.header(state), files.copies(state))
  const names = new Set(
    damages
      .filter(({ what, file }) => ['file-lost', 'file-changed'].includes(what) && file.startsWith(`${name}/`))
      .map(({ file }) => file.slice(name.length + 1)),
  )
  if (!names.size) return
  for await (const copy of files.copies(state))
    if (names.has(files.nameOf(copy)) && (await files.hash(copy)) === copy.sha)
      await mender.relink({ shown, copy })
}

// What was touched is read whole again, and days and chain always: they are few.
async function lookAgain(
  { files }: HealWorld,
  points: readonly DayRow[],
  touched: readonly ShownState[],
): Promise<Damage[]> {
  const { damages } = await readDays(files, points)
  for (const shown of touched) damages.push(...(await stateDamages(files, shown, files.hash)))
  return damages
}
