import type { LiveFolder, LiveMailbox, OpenFolder } from '../domain/ports.ts'
import type { HealWorld, LostMessage, Mender } from './heal.ts'
import type { ShownState } from './verify-days.ts'

/** Messages longer than this are not taken into memory but streamed. */
const longest = 16 << 20

/**
 * Fetches lost messages again, from every folder that showed one and still has its UIDVALIDITY. Only bytes with the right
 * SHA-256 are taken, so a server that gives others does no harm. A folder that fails costs itself.
 */
export async function fetchLost(
  { files, mender, onFault }: Pick<HealWorld, 'files' | 'mender' | 'onFault'>,
  mailbox: LiveMailbox,
  lost: readonly LostMessage[],
): Promise<void> {
  const left = new Set(lost)
  const states = new Set(lost.flatMap(({ places }) => places.map(({ shown }) => shown)))
  const live = new Map((await mailbox.folders()).map(folder => [folder.raw, folder]))
  // The newest states first: what a folder holds now is likeliest still there.
  for (const shown of [...states].sort((a, b) => b.state.n - a.state.n)) {
    const folder = live.get(shown.raw)
    const wanted = uidsIn(shown, left)
    if (!folder?.selectable || folder.unsafeName || !wanted.size) continue
    try {
      const { uidValidity } = await files.header(shown.state)
      if (folder.status && folder.status.uidValidity !== uidValidity) continue
      await fetchFrom(mender, await examine(mailbox, folder, uidValidity), wanted, one => left.delete(one))
    } catch (error) {
      onFault(error)
    }
  }
}

function uidsIn(shown: ShownState, left: ReadonlySet<LostMessage>): Map<number, LostMessage> {
  const wanted = new Map<number, LostMessage>()
  for (const one of left)
    for (const place of one.places) if (place.shown === shown) wanted.set(place.copy.uid, one)
  return wanted
}

// A new UIDVALIDITY makes every UID mean something else (RFC 3501 2.3.1.1).
async function examine(
  mailbox: LiveMailbox,
  folder: LiveFolder,
  uidValidity: number,
): Promise<OpenFolder | null> {
  const open = await mailbox.examine(folder)
  return open.uidValidity === uidValidity ? open : null
}

async function fetchFrom(
  mender: Pick<Mender, 'replace'>,
  open: OpenFolder | null,
  wanted: ReadonlyMap<number, LostMessage>,
  onHealed: (one: LostMessage) => void,
): Promise<void> {
  if (!open) return
  const long: number[] = []
  for await (const { uid, bytes } of open.fetch([...wanted.keys()], longest)) {
    const one = wanted.get(uid)
    if (!bytes) long.push(uid)
    else if (one && (await mender.replace(one, once(bytes)))) onHealed(one)
  }
  for (const uid of long) {
    const one = wanted.get(uid)
    if (one && (await mender.replace(one, open.stream(uid, longest)))) onHealed(one)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
