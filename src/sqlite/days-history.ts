import { emailId } from '../domain/ids.ts'
import type { History, HistorySpan } from '../domain/time-reader.ts'
import type { DaysView } from './days-view.ts'
import { standsIn } from './missing-list.ts'
import { type Content, firstWithout, foldersOf, newestPoint, type Stand } from './whereabouts.ts'

/**
 * The life of a message: a span for each stretch of points in which a copy stood in a folder with the same keywords,
 * oldest first. A point that could not read the folder ends no span. `keywords`: of a set of flags of the index.
 */
export function historyOf(view: DaysView, content: Content, keywords: (flags: number) => string[]): History {
  const spans = content.stands.flatMap(stand => spansOf(view, stand, keywords))
  const joined = joinedSpans(view, spans)
  joined.sort((x, y) => x.start - y.start || x.end - y.end || compare(x.span.email, y.span.email))
  const last = Math.max(-1, ...content.stands.map(stand => newestPoint(view, stand)))
  const lasting = content.stands.filter(stand => newestPoint(view, stand) === last)
  const isGone = last >= 0 && lasting.every(({ folder }) => firstWithout(view, folder, last) >= 0)
  return {
    spans: joined.map(({ span }) => span),
    goneAfter: isGone ? (view.points[last]?.number ?? null) : null,
    unread: unreadIn(view, content, joined[0]?.start ?? 0),
  }
}

interface Place {
  start: number
  end: number
  folder: number
  span: HistorySpan
}

// An interval of states is one stretch of points, but where the folder was not read in between.
function spansOf(view: DaysView, stand: Stand, keywords: (flags: number) => string[]): Place[] {
  const { folder, uid, uidValidity, flags } = stand
  const start = view.points.findIndex((_, i) => standsIn(view, stand, i))
  if (start < 0) return []
  const end = newestPoint(view, stand)
  const { path = '', role = null } = view.facts.get(folder) ?? {}
  const email = emailId(`f${folder}`, uidValidity, uid)
  const span = { folder: `f${folder}`, path, role, email, keywords: keywords(flags), from: 0, to: 0 }
  return [{ start, end, folder, span: { ...span, ...numbers(view, start, end) } }]
}

// Flags may be written otherwise and be the same keywords.
function joinedSpans(view: DaysView, places: Place[]): Place[] {
  const joined: Place[] = []
  for (const place of places.sort((x, y) => x.start - y.start)) {
    const before = joined.findLast(one => one.span.email === place.span.email)
    const same = before && `${before.span.keywords}` === `${place.span.keywords}`
    if (before && same && nothingBetween(view, place.folder, before.end, place.start)) {
      before.end = place.end
      before.span = { ...before.span, ...numbers(view, before.start, before.end) }
    } else joined.push(place)
  }
  return joined
}

function nothingBetween({ shown }: DaysView, folder: number, end: number, start: number): boolean {
  const line = shown.get(folder) ?? []
  return line.slice(end + 1, start).every(one => one !== null && one.state === null)
}

function numbers({ points }: DaysView, start: number, end: number): { from: number; to: number } {
  return { from: points[start]?.number ?? 0, to: points[end]?.number ?? 0 }
}

function unreadIn(view: DaysView, content: Content, start: number): History['unread'] {
  return [...foldersOf(content)].flatMap(folder =>
    (view.shown.get(folder) ?? []).flatMap((one, i) =>
      i >= start && one?.outcome === 'not-read'
        ? { point: view.points[i]?.number ?? 0, path: view.facts.get(folder)?.path ?? '' }
        : [],
    ),
  )
}

function compare(x: string, y: string): number {
  return x < y ? -1 : Number(x > y)
}
