import { useSignal } from '@preact/signals'
import type { Backup, Day } from './backups.ts'
import { dayWords, monthWords, shiftMonth, zoneName } from './dates.ts'
import { closeDialog, Dialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { Month } from './month.ts'
import { size } from './numbers.ts'
import { backups, onDay, openBackup, timeOf } from './open.ts'
import { go, placePath } from './place.ts'
import { problemText } from './problem-words.ts'
import { words } from './words.ts'

/** All days in a month sheet, and beside it the same as a list with what each holds or why it failed. */
export function Calendar() {
  const all = ready(backups.value)
  const open = openBackup.value
  const month = useSignal((open?.localDay ?? all?.days.at(-1)?.day ?? '1970-01').slice(0, 7))
  const only = useSignal<string | null>(null)
  if (!all) return null
  const days = new Map(all.days.map(day => [day.day, day]))
  const choose = (day: Day) => {
    const [one] = day.backups
    if (day.backups.length === 1 && one) visit(one)
    else only.value = day.day
  }
  const shown =
    only.value === null ? [...all.days].reverse() : [days.get(only.value)].filter(day => day !== undefined)
  return html`<${Dialog} title=${words.days.chooseDay} kind="calendar">
    <div class="months">
      <div class="month-head">
        ${turn(month, -1, all.days[0]?.day)}
        <h3 aria-live="polite">${monthWords(month.value)}</h3>
        ${turn(month, 1, all.days.at(-1)?.day)}
      </div>
      <${Month} month=${month.value} days=${days} open=${open?.localDay} choose=${choose} turn=${(
        to: string,
      ) => {
        month.value = to
      }} />
      <p class="fine">${words.days.limit}</p>
    </div>
    <div class="day-list">
      <h3>${only.value === null ? words.days.list : words.days.onDay(dayWords(only.value, 'short'))}
        ${
          only.value !== null &&
          html` <button type="button" class="linklike" onClick=${() => {
            only.value = null
          }}>${words.days.openCalendar}</button>`
        }</h3>
      <ol>${shown.flatMap(day => entries(day, open?.number))}</ol>
    </div>
  <//>`
}

function entries(day: Day, open: number | undefined) {
  if (day.backups.length === 0)
    return [
      html`<li key=${day.day} class="entry failed"><div>
        <span class="entry-when"><strong>${dayWords(day.day, 'short')}</strong></span>
        <span class="entry-what">${words.days.none}. ${problemText(day.failure?.problem ?? null)}</span></div></li>`,
    ]
  return [...day.backups].reverse().map(
    one => html`<li key=${one.number} class="entry"><a href=${placePath(onDay(one))} aria-current=${one.number === open ? 'date' : undefined}
      onClick=${(event: Event) => {
        event.preventDefault()
        visit(one)
      }}>
      <span class="entry-when"><strong>${dayWords(one.localDay, 'short')}</strong> ${timeOf(one)} <span class="unseen">${zoneName(one.zone)}</span></span>
      <span class="entry-what">${words.banner.size(words.list.count(one.messages), size(one.bytes))}</span>
      ${one.status === 'partial' && html`<span class="entry-lacks">${icon('warning', 'small')}${one.problems.map(problemText).join(' ')}</span>`}
    </a></li>`,
  )
}

function turn(month: { value: string }, by: -1 | 1, last: string | undefined) {
  const next = shiftMonth(month.value, by)
  const isEnd = last === undefined || (by < 0 ? next < last.slice(0, 7) : next > last.slice(0, 7))
  return html`<button type="button" class="quiet square" aria-label=${by < 0 ? words.days.previousMonth : words.days.nextMonth}
    aria-disabled=${isEnd} onClick=${() => {
      if (!isEnd) month.value = next
    }}>${icon(by < 0 ? 'back' : 'forward')}</button>`
}

function visit(one: Backup): void {
  closeDialog()
  go(onDay(one))
}
