import type { LiveFolder } from '../domain/live-mailbox.ts'
import type { LiveWriter, ServerNo } from '../domain/live-writer.ts'
import type { ItemWhy, PlannedFolder } from '../domain/restore.ts'
import type { Arrivals } from './arrivals.ts'
import { arrivals } from './arrivals.ts'
import { pathKey } from './path-key.ts'

/** A folder that mail is put back into, while one connection lasts. */
export interface TargetFolder {
  folder: Pick<LiveFolder, 'exact'>
  /** what came there since it was planned */
  arrivals: Arrivals
  /** does the mark of restored mail stay there; asked of the server once */
  keepsMark(mark: string): Promise<boolean>
  /** false once the server refused all keywords */
  takesKeywords: boolean
  /** nothing more is sent there, and why */
  closed: { why: ItemWhy; said: string } | null
  /** messages of this size and above do not fit any more; octets */
  fullFrom: number
  /** messages on end that did not fit */
  refusedOnEnd: number
  /** makes it once more when it is gone; false when that was tried */
  makeAgain(): Promise<boolean>
}

/**
 * Finds the folder, or makes and subscribes it, and looks at what came there since the plan. What the server says when it
 * does not let us make it is the answer then. `settle` waits until a folder into which messages may still be on their way
 * from a connection that broke stays as it is.
 */
export async function openTarget(
  writer: LiveWriter,
  listed: LiveFolder[],
  path: string,
  planned: Pick<PlannedFolder, 'uidValidity' | 'uidNext'> | undefined,
  known: (uidValidity: number) => ReadonlySet<number>,
  settle: ((looked: () => Promise<number>) => Promise<void>) | null,
): Promise<TargetFolder | ServerNo> {
  let found = findFolder(listed, path)
  if (!found) {
    const no = await writer.create(path)
    if (no) return no
    listed.splice(0, listed.length, ...(await writer.mailbox.folders()))
    found = findFolder(listed, path)
  }
  if (!found || found.unsafeName)
    return {
      ok: false,
      status: 'NO',
      code: 'NONEXISTENT',
      words: 'the folder is not there after it was made',
    }
  const since =
    planned && planned.uidValidity !== null && planned.uidNext !== null
      ? { uidValidity: planned.uidValidity, uidNext: planned.uidNext }
      : null
  const { mailbox } = writer
  const place = found
  await settle?.(async () => (await mailbox.examine(place)).uidNext)
  let making: Promise<boolean> | null = null
  return {
    folder: found,
    arrivals: await arrivals(mailbox, found, since, known),
    keepsMark: markKept(writer, place),
    takesKeywords: true,
    closed: null,
    fullFrom: Number.POSITIVE_INFINITY,
    refusedOnEnd: 0,
    makeAgain() {
      // All that were under way are told the same, and wait for the one try.
      making ??= writer.create(path).then(no => no === null)
      return making
    },
  }
}

/** Asks once whether the folder keeps the mark. A login that may not open it to change something says no more than that: it may keep it. */
export function markKept(writer: LiveWriter, folder: LiveFolder): (mark: string) => Promise<boolean> {
  let asked: Promise<boolean> | null = null
  return mark => {
    asked ??= writer.openToChange(folder).then(
      open => open.keeps(mark),
      (error: unknown) => {
        if (!writer.usable()) throw error
        return true
      },
    )
    return asked
  }
}

/** The folder of a path that can hold mail, INBOX in any spelling. */
export function findFolder(listed: readonly LiveFolder[], path: string): LiveFolder | undefined {
  const wanted = pathKey(path)
  return listed.find(one => one.selectable && pathKey(one.path) === wanted)
}
