import { signal } from '@preact/signals'

/** Where the reader is. The address bar is the one place that holds it; null means "the latest", "the inbox", "no message". */
export interface Place {
  /** number of the restore point */
  point: number | null
  folder: string | null
  email: string | null
}

const home: Place = { point: null, folder: null, email: null }

/** "/at/p142/f1/e1-x-y" → Place; anything else is home. Ids are checked for form only. */
export function readPlace(path: string): Place {
  const m = /^\/at\/p([1-9][0-9]{0,11})(?:\/([\w-]{1,64})(?:\/([\w-]{1,64}))?)?\/?$/.exec(path)
  if (!m) return home
  return { point: Number(m[1]), folder: m[2] ?? null, email: m[3] ?? null }
}

/** The permalink of a place. */
export function placePath(at: Place): string {
  if (at.point === null) return '/'
  return `/at/${[`p${at.point}`, at.folder, at.folder && at.email].filter(Boolean).join('/')}`
}

export const place = signal<Place>(readPlace(globalThis.location?.pathname ?? '/'))

/** Go to another place: a step that Back undoes, unless `replace` says it only mends the present one. */
export function go(to: Place, { replace = false }: { replace?: boolean } = {}): void {
  const path = placePath(to)
  if (path !== location.pathname) history[replace ? 'replaceState' : 'pushState'](null, '', path)
  place.value = to
}

/** Follow Back and Forward. */
export function watchHistory(): void {
  addEventListener('popstate', () => {
    place.value = readPlace(location.pathname)
  })
}

/** A plain click on one of our own links becomes a step; with a modifier the browser opens its tab or window. */
export function follow(to: Place): (event: MouseEvent) => void {
  return event => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
}
