import { signal } from '@preact/signals'

/** A list that is not a folder's: what the mailbox lacks today, or what a search found. */
export type View = 'missing' | 'search'

/** Where the reader is. The address bar is the one place that holds it; null means "the latest", "the inbox", "no message". */
export interface Place {
  /** number of the restore point */
  point: number | null
  /** in a view: the folder it is limited to ('missing') or was begun in ('search') */
  folder: string | null
  email: string | null
  view: View | null
  /** what is searched for, as it is typed, with its operators */
  q: string | null
  /** the view covers all days, not only the open one */
  all: boolean
  /** another order than the list's own: a property, "-" before it turns it round */
  sort: string | null
  /** which messages of a folder are listed; null: all */
  show: ListFilter | null
}

/** Which messages of a folder are listed. */
export type ListFilter = (typeof listFilters)[number]
export const listFilters = ['all', 'unread', 'flagged', 'attachments'] as const

/** The latest day, the inbox, no message. */
export const home: Place = {
  ...{ point: null, folder: null, email: null },
  ...{ view: null, q: null, all: false, sort: null, show: null },
}

/** Longer questions are cut: addresses have to fit into what proxies take. */
const longestQuestion = 1000

/** "/at/p142/f1/e1-x-y" with "?q=…&days=all" → Place; anything else is home. Ids are checked for form only. */
export function readPlace(path: string, query = ''): Place {
  const m = /^\/at\/p([1-9][0-9]{0,11})(?:\/([\w-]{1,64})(?:\/([\w-]{1,64}))?)?\/?$/.exec(path)
  if (!m) return home
  const asked = new URLSearchParams(query)
  const q = asked.get('q')?.trim().slice(0, longestQuestion) || null
  const sort = asked.get('sort') ?? ''
  const list = m[2] ?? null
  const isView = list === 'missing' || list === 'search'
  const view = isView ? list : asked.get('view') === 'missing' ? 'missing' : q ? 'search' : null
  const show = listFilters.slice(1).find(one => view === null && one === asked.get('show')) ?? null
  return {
    point: Number(m[1]),
    folder: isView ? null : list,
    email: m[3] ?? null,
    view,
    q,
    all: asked.get('days') === 'all',
    sort: /^-?[A-Za-z]{1,20}$/.test(sort) ? sort : null,
    show,
  }
}

/** The permalink of a place. */
export function placePath(at: Place): string {
  if (at.point === null) return '/'
  const list = at.folder ?? at.view
  const path = `/at/${[`p${at.point}`, list, list && at.email].filter(Boolean).join('/')}`
  const asked = new URLSearchParams()
  if (at.view === 'missing' && at.folder) asked.set('view', 'missing')
  if (at.view && at.q) asked.set('q', at.q)
  if (at.view && at.all) asked.set('days', 'all')
  if (at.sort) asked.set('sort', at.sort)
  if (!at.view && at.show && at.show !== 'all') asked.set('show', at.show)
  return asked.size > 0 ? `${path}?${asked}` : path
}

/** Is this the address of a place at all? */
function isPlace(path: string): boolean {
  return path === '/' || path === '/sign-in' || readPlace(path) !== home
}

function here(): Place {
  return readPlace(globalThis.location?.pathname ?? '/', globalThis.location?.search)
}

/** The address bar names nothing that this page knows. */
export const lost = signal(!isPlace(globalThis.location?.pathname ?? '/'))
export const place = signal<Place>(here())

/** Go to another place: a step that Back undoes, unless `replace` says it only mends the present one. */
export function go(to: Place, { replace = false }: { replace?: boolean } = {}): void {
  const path = placePath(to)
  // the step of a window that is being closed becomes this one
  const mends = replace || isWindowStep()
  if (mends || path !== location.pathname + location.search)
    history[mends ? 'replaceState' : 'pushState'](null, '', path)
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
    place.value = here()
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
