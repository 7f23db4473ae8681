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

/** Is this the address of a place at all? */
function isPlace(path: string): boolean {
  return path === '/' || path === '/sign-in' || readPlace(path) !== home
}

/** The address bar names nothing that this page knows. */
export const lost = signal(!isPlace(globalThis.location?.pathname ?? '/'))
export const place = signal<Place>(readPlace(globalThis.location?.pathname ?? '/'))

/** Go to another place: a step that Back undoes, unless `replace` says it only mends the present one. */
export function go(to: Place, { replace = false }: { replace?: boolean } = {}): void {
  const path = placePath(to)
  // the step of a window that is being closed becomes this one
  const mends = replace || isWindowStep()
  if (path !== location.pathname) history[mends ? 'replaceState' : 'pushState'](null, '', path)
  lost.value = false
  place.value = to
}

let closeWindow: (() => void) | null = null

/** Makes an open window a step of its own, so that Back closes it and does not leave. */
export function windowStep(close: () => void): void {
  closeWindow = close
  if (!isWindowStep()) history.pushState({ window: true }, '')
}

/** The window was closed otherwise: its step goes, unless another place or window has taken it over by then. */
export function endWindowStep(): void {
  if (!closeWindow) return
  closeWindow = null
  setTimeout(() => {
    if (!closeWindow && isWindowStep()) history.back()
  })
}

function isWindowStep(): boolean {
  return history.state?.window === true
}

/** Follow Back and Forward. */
export function watchHistory(): void {
  // a page that is loaded anew has no window open
  if (isWindowStep()) history.replaceState(null, '')
  addEventListener('popstate', () => {
    const close = closeWindow
    closeWindow = null
    close?.()
    lost.value = !isPlace(location.pathname)
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
