import type { Backup } from './backups.ts'
import { dayWords, shortDay } from './dates.ts'
import { closeDialog, Dialog } from './dialog.ts'
import { html } from './html.ts'
import { ready } from './loaded.ts'
import { backups, onDay, timeOf } from './open.ts'
import { go } from './place.ts'
import { problemText } from './problem-words.ts'
import { words } from './words.ts'

/** Why a day has no backup, and the way to the nearest ones. */
export function FailedDay({ day }: { day: string }) {
  const all = ready(backups.value)
  const failure = all?.days.find(one => one.day === day)?.failure ?? null
  const before = all?.all.findLast(one => one.localDay < day)
  const after = all?.all.find(one => one.localDay > day)
  const offer = (text: string, one: Backup | undefined) =>
    one &&
    html`<button type="button" class="button" onClick=${() => {
      closeDialog()
      go(onDay(one))
    }}>
      <span class="offer">${text}</span> ${shortDay(one.takenAt, one.zone)}, ${timeOf(one)}</button>`
  return html`<${Dialog} title=${words.failedDay.title(dayWords(day))} kind="small">
    <p>${problemText(failure?.problem ?? null)}</p>
    <h3>${words.failedDay.nearest}</h3>
    <div class="offers">${offer(words.failedDay.before, before)}${offer(words.failedDay.after, after)}</div>
  <//>`
}
