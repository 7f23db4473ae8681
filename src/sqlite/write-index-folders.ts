import { isInbox } from '../domain/folder-roles.ts'
import type { PointFolder } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'

/** Parent and name of each folder. Where a level is missing, the nearest one there is the parent and the rest the name. */
export function placesOf(
  folders: readonly PointFolder[],
): Map<FolderId, { parent: FolderId | null; name: string }> {
  const byPath = new Map(folders.map(f => [sameInbox(f.path, f.delimiter), f.folder]))
  const places = new Map<FolderId, { parent: FolderId | null; name: string }>()
  for (const { folder, path, delimiter } of folders) {
    places.set(folder, { parent: null, name: path })
    if (!delimiter) continue
    const whole = sameInbox(path, delimiter)
    for (
      let cut = whole.lastIndexOf(delimiter);
      cut > 0 && cut < whole.length - delimiter.length;
      cut = whole.lastIndexOf(delimiter, cut - 1)
    ) {
      const parent = byPath.get(whole.slice(0, cut))
      if (parent === undefined || parent === folder) continue
      places.set(folder, { parent, name: whole.slice(cut + delimiter.length) })
      break
    }
  }
  return places
}

function sameInbox(path: string, delimiter: string | null): string {
  const end = delimiter ? path.indexOf(delimiter) : -1
  const first = end < 0 ? path : path.slice(0, end)
  return isInbox(first) ? `INBOX${path.slice(first.length)}` : path
}
