import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Day } from './backups.ts'
import { dayWords, weekNames, weeksOf } from './dates.ts'
import { dayAfter } from './day-moves.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { words } from './words.ts'

interface MonthProps {
  /** "2026-11" */
  month: string
  days: ReadonlyMap<string, Day>
  open: string | undefined
  choose: (day: Day) => void
  /** another month is to be shown */
  turn: (month: string) => void
}

/** One month as a sheet. Its days are one stop for the keyboard; arrows go from one to the next. */
export function Month(props: MonthProps) {
  const { month, days, open } = props
  const { first, names } = weekNames()
  const known = [...days.keys()].sort()
  const at = useSignal(open ?? known.at(-1) ?? '')
  const table = useRef<HTMLTableElement>(null)
  const moved = useRef(false)
  // in a month that was turned to with the mouse the keyboard begins at its newest day
  const stop = at.value.startsWith(month) ? at.value : known.findLast(day => day.startsWith(month))
  useLayoutEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
    moved.current = false
  }, [at.value])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || stop === undefined) return
    const next = dayAfter(event.key, stop, known)
    if (next === null) return
    event.preventDefault()
    moved.current = next !== at.value
    at.value = next
    props.turn(next.slice(0, 7))
  }
  return html`<table ref=${table} class="month" onKeyDown=${onKeyDown}>
    <thead><tr>${names.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${weeksOf(month, first).map(week => html`<tr>${week.map(day => html`<td key=${day}>${cell(day, day === stop, props)}</td>`)}</tr>`)}</tbody>
  </table>`
}

function cell(day: string | null, isStop: boolean, { days, open, choose }: MonthProps) {
  if (day === null) return null
  const number = Number(day.slice(8))
  const known = days.get(day)
  if (!known)
    return html`<span class="cell none" aria-label=${`${dayWords(day)}${words.colon}${words.days.none}`}>${number}</span>`
  const failed = known.backups.length === 0
  const state = failed
    ? 'failed'
    : known.backups.some(one => one.status === 'partial')
      ? 'partial'
      : 'complete'
  const text = failed
    ? words.days.failed
    : `${words.days.several(known.backups.length)}${state === 'partial' ? `, ${words.days.partial}` : ''}`
  return html`<button type="button" class=${`cell ${state}`} aria-current=${day === open ? 'date' : undefined}
    tabindex=${isStop ? 0 : -1} autofocus=${isStop} aria-label=${`${dayWords(day)}${words.colon}${text}`} onClick=${() => choose(known)}>
    <span>${number}</span><span class="dots">${failed ? icon('close') : known.backups.slice(0, 3).map(() => html`<i></i>`)}</span>
  </button>`
}
