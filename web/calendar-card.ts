import { useSignal } from '@preact/signals'
import { clock, dayWords, longDay, zoneName } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { openBackup } from './open.ts'
import { linkedText } from './plain-text.ts'
import { narrow } from './preferences.ts'
import type { CalendarEvent, Invited, Moment, Repeats } from './read-calendar.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

const fewPeople = 5
const longestNotes = 4000

/** One event of a calendar file, for people: when it is here, and when it is there. Nothing can be answered from here. */
export function CalendarCard({ event, method }: { event: CalendarEvent; method: string | null }) {
  const { card } = words
  const kind = method === 'REPLY' ? card.isReply : card.event
  const zone = openBackup.value?.zone ?? me.value?.zone ?? 'UTC'
  return html`<section class="card" aria-label=${kind}>
    <header>${icon('calendar')}<${narrow.value ? 'h2' : 'h3'} class="card-title" dir="auto">${visible(event.title) || card.noTitle}<//>
      <span class="fine">${kind}</span>${event.isCancelled && html`<strong class="card-badge">${card.cancelled}</strong>`}</header>
    <dl>
      ${row(card.when, event.start ? whenWords(event.start, event.end, zone) : card.badDate)}
      ${event.repeats && row(card.repeats, repeatsWords(event.repeats))}
      ${event.place && row(card.where, html`<span dir="auto">${linkedText(visible(event.place), 5)}</span>`)}
      ${event.organizer && row(card.organizer, personWords(event.organizer))}
      ${event.people.length > 0 && html`<${People} people=${event.people} />`}
    </dl>
    ${
      event.notes &&
      html`<details><summary>${card.notes}</summary>
        <div class="card-notes" dir="auto">${linkedText(event.notes.slice(0, longestNotes), 50)}${event.notes.length > longestNotes && '…'}</div></details>`
    }
  </section>`
}

function row(label: string, value: unknown) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`
}

function People({ people }: { people: Invited[] }) {
  const all = useSignal(false)
  const shown = all.value ? people : people.slice(0, fewPeople)
  return row(
    words.card.people,
    html`<ul>${shown.map(one => html`<li>${personWords(one)}</li>`)}</ul>
      ${
        people.length > fewPeople &&
        html`<button type="button" class="linklike" aria-expanded=${all.value} onClick=${() => {
          all.value = !all.value
        }}>${all.value ? words.letter.fewer : words.card.more(people.length - fewPeople)}</button>`
      }`,
  )
}

function personWords({ name, email, answer }: Invited) {
  const said = answer === null ? '' : `, ${words.card[answer]}`
  return html`<bdi>${visible(name) || visible(email)}</bdi>${
    name && email && html` <bdi class="person-address">${`<${visible(email)}>`}</bdi>`
  }<span class="fine">${said}</span>`
}

/** In the reader's zone; where the file has another, by that one's clock too. */
function whenWords(start: Moment, end: Moment | null, zone: string) {
  const { card } = words
  if (start.kind === 'day') {
    const last = end?.kind === 'day' && end.day !== start.day ? ` – ${dayWords(end.day)}` : ''
    return `${dayWords(start.day)}${last} (${card.allDay})`
  }
  if (start.kind === 'floating') {
    const until = end?.kind === 'floating' ? end.wall : null
    const where = start.zone === null ? card.floating : card.unknownZone(visible(start.zone))
    return html`${span(start.wall, until, 'UTC')} <span class="fine">(${where})</span>`
  }
  const until = end?.kind === 'instant' ? end.at : null
  const here = `${span(start.at, until, zone)} (${zoneName(zone)})`
  // By the other clock only when it shows something else.
  const isElsewhere = start.zone !== null && clock(start.at, zone) !== clock(start.wall, 'UTC')
  if (!isElsewhere || start.zone === null) return here
  const there = clock(start.wall, 'UTC')
  return html`${here}<br /><span class="fine">${card.inZone(there, visible(start.zone))}</span>`
}

function span(from: number, to: number | null, zone: string): string {
  const begin = `${longDay(from, zone)}, ${clock(from, zone)}`
  if (to === null || to <= from) return begin
  const isSameDay = longDay(from, zone) === longDay(to, zone)
  return isSameDay ? `${begin} – ${clock(to, zone)}` : `${begin} – ${longDay(to, zone)}, ${clock(to, zone)}`
}

function repeatsWords({ every, interval, count, until }: Repeats): string {
  const { card } = words
  const rule = every === 'other' ? card.otherRule : card[every](interval)
  const end = count !== null ? card.times(count) : until !== null ? card.until(dayWords(until)) : ''
  return [rule, end].filter(Boolean).join(', ')
}
