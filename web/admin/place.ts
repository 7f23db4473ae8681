import { signal } from '@preact/signals'

export const VIEWS = ['requests', 'accounts', 'runs', 'storage', 'domains', 'audit', 'sessions'] as const
export type ViewName = (typeof VIEWS)[number]

export interface Place {
  view: ViewName | 'welcome'
  /** of what is shown alone; null: the list */
  id: string | null
}

/** Where the panel is; its address is the place. */
export const place = signal<Place>(placeOf(location.pathname))

export function pathOf({ view, id }: Place): string {
  return `/admin/${view}${id === null ? '' : `/${encodeURIComponent(id)}`}`
}

export function go(to: Place): void {
  history.pushState(null, '', pathOf(to))
  place.value = to
}

/** For links: a plain click stays in the page. */
export function follow(to: Place) {
  return (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
}

export function watchHistory(): void {
  addEventListener('popstate', () => {
    place.value = placeOf(location.pathname)
  })
}

function placeOf(path: string): Place {
  const [, , name = '', id] = path.split('/')
  const view = [...VIEWS, 'welcome' as const].find(one => one === name) ?? 'requests'
  return { view, id: id ? decodeURIComponent(id) : null }
}
