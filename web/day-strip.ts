import { useEffect, useRef } from 'preact/hooks'
import type { Backup, Day } from './backups.ts'
import { dayWithYear, dayWords, shortDay, zoneName } from './dates.ts'
import { openDialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { backups, neighbour, onDay, openBackup, stepDay, timeOf } from './open.ts'
import { follow, placePath } from './place.ts'
import { problemText } from './problem-words.ts'
import { words } from './words.ts'

/** The time line: every day there is a picture of, the ones that failed among them, and which one is open. */
export function DayStrip() {
  const all = ready(backups.value)
  const open = openBackup.value
  const strip = useRef<HTMLOListElement>(null)
  useEffect(() => centre(strip.current), [open?.number, all?.all.length])
  return html`<nav id="days" class="days" aria-label=${words.days.title} tabindex="-1">
    ${step(-1)}
    <ol ref=${strip} class="strip not-phone">
      ${(all?.days ?? []).map(day => html`<${DayChips} key=${day.day} day=${day} open=${open} latest=${all?.all.at(-1)} />`)}
    </ol>
    <button type="button" class="day-button only-phone" onClick=${() => openDialog('calendar')} aria-haspopup="dialog">
      ${open && html`<span><strong>${dayWithYear(open.takenAt, open.zone)}</strong> ${timeOf(open)}</span>`}${icon('down', 'small')}
      <span class="unseen">${words.days.openCalendar}</span>
    </button>
    ${step(1)}
    <button type="button" class="quiet square not-phone" aria-label=${words.days.openCalendar} title=${words.days.openCalendar}
      aria-haspopup="dialog" onClick=${() => openDialog('calendar')}>${icon('calendar')}</button>
  </nav>`
}

function DayChips(props: { day: Day; open: Backup | null | undefined; latest: Backup | undefined }) {
  const { day, open, latest } = props
  if (day.backups.length === 0)
    return html`<li><button type="button" class="chip failed" aria-haspopup="dialog" onClick=${() => openDialog(`failed ${day.day}`)}>
      <span class="chip-day">${dayWords(day.day, 'short')}</span>
      <span class="chip-time">${icon('close', 'small')}${words.days.failed}</span>
    </button></li>`
  return html`<li class=${day.backups.length > 1 ? 'several' : ''}>
    ${day.backups.map(one => {
      const current = one.number === open?.number
      return html`<a key=${one.number} class=${`chip ${one.status}`} href=${placePath(onDay(one))} onClick=${follow(onDay(one))}
        aria-current=${current ? 'date' : undefined} title=${chipTitle(one)}>
        <span class="chip-day">${dayWords(one.localDay, 'short')}</span>
        <span class="chip-time">${one.status === 'partial' && icon('warning', 'small')}${timeOf(one)}${one === latest && html`<span class="chip-latest">${words.days.latest}</span>`}</span>
        ${one.status === 'partial' && html`<span class="unseen">${words.days.partial}${words.colon}${one.problems.map(problemText).join(' ')}</span>`}
              </a>`
    })}
  </li>`
}

function step(by: -1 | 1) {
  const next = neighbour(by)
  const end = by < 0 ? words.days.noOlder : words.days.noNewer
  const text = next
    ? `${by < 0 ? words.days.older : words.days.newer}${words.colon}${shortDay(next.takenAt, next.zone)} ${timeOf(next)}`
    : end
  return html`<button type="button" class="quiet square step" aria-label=${text} title=${text} aria-disabled=${!next}
    onClick=${() => stepDay(by)}>${icon(by < 0 ? 'back' : 'forward')}</button>`
}

function chipTitle(one: Backup): string {
  const when = `${dayWords(one.localDay)} ${timeOf(one)} (${zoneName(one.zone)})`
  return one.status === 'partial' ? `${when}\n${one.problems.map(problemText).join('\n')}` : when
}

/** Brings the open day into the middle of the strip; the page itself does not move. */
function centre(strip: HTMLOListElement | null): void {
  const chip = strip?.querySelector<HTMLElement>('[aria-current]')
  if (!strip || !chip) return
  strip.scrollLeft = chip.offsetLeft - strip.offsetLeft - (strip.clientWidth - chip.offsetWidth) / 2
}
