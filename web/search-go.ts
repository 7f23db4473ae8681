import { signal } from '@preact/signals'
import { openFolder, openNumber } from './open.ts'
import { go, home, place } from './place.ts'

/** Does a new search cover all days? Whoever comes does not know the day. */
export const overAll = signal(true)

/** Shows what these words find; from search to search it is a step for Back each. */
export function searchFor(q: string, all = overAll.peek()): void {
  const at = place.peek()
  overAll.value = all
  const text = q.trim()
  if (text === '') {
    endSearch()
    return
  }
  const folder =
    at.view === null ? (openFolder.peek()?.folder.id ?? at.folder) : at.view === 'search' ? at.folder : null
  const sort = at.view === 'search' ? at.sort : null
  go({ ...home, point: openNumber(), view: 'search', folder, q: text, all, sort })
}

/** Back to the folder in which the search was begun, on the day that is open. */
export function endSearch(): void {
  const at = place.peek()
  if (at.view !== 'search') return
  go({ ...home, point: at.point, folder: at.folder })
}

/** Another span of days, order or limit of the view that is open; the message in the pane stays. */
export function change(
  part: Partial<Pick<ReturnType<typeof place.peek>, 'all' | 'sort' | 'q' | 'folder'>>,
): void {
  const at = place.peek()
  if (part.all !== undefined) overAll.value = part.all
  go({ ...at, point: openNumber(), ...part })
}
