import { restoreDay } from './actions-restore.ts'
import { PlanFacts } from './back-up-now.ts'
import type { Attempt, Backup } from './backups.ts'
import { dayWords, lastDay, longDay, zoneName } from './dates.ts'
import { closeDialog, Dialog, openDialog } from './dialog.ts'
import { openDownload } from './download.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { Limits } from './limits.ts'
import { ready } from './loaded.ts'
import { count, size } from './numbers.ts'
import { accountOf, backups, onDay, openBackup, timeOf } from './open.ts'
import { follow, placePath } from './place.ts'
import { problemText } from './problem-words.ts'
import { words } from './words.ts'

/** Every backup that is kept, newest first, and the nights that made none: what it holds, where it lies, until when. */
export function MyBackups() {
  const days = ready(backups.value)?.days ?? []
  const all = days.reduce((sum, day) => sum + day.backups.length, 0)
  return html`<${Dialog} title=${words.backups.title} kind="my-backups">
    <h3>${words.backups.plan}</h3>
    <${PlanFacts} />
    <h3 id="all-backups">${words.backups.all(all)}</h3>
    <ul class="all-backups" aria-labelledby="all-backups">
      ${days
        .toReversed()
        .map(({ day, backups, failure }) =>
          failure && backups.length === 0
            ? html`<${FailedNight} key=${day} day=${day} failure=${failure} />`
            : backups.toReversed().map(one => html`<${OneBackup} key=${one.number} one=${one} />`),
        )}
    </ul>
    <p class="fine">${words.backups.oldest}</p>
    <${Limits} />
  <//>`
}

function OneBackup({ one }: { one: Backup }) {
  const { backups, banner, list, days } = words
  const isOpen = openBackup.value?.number === one.number
  const to = onDay(one)
  const go = follow(to)
  const open = (event: MouseEvent) => {
    closeDialog()
    go(event)
  }
  const name = `${dayWords(one.localDay)} ${timeOf(one)}`
  return html`<li class=${one.status}>
    <p class="when" id=${`when-${one.number}`}><strong>${dayWords(one.localDay)}</strong> <span>${timeOf(one)}</span>
      ${one.status === 'partial' && html`<span class="tag">${icon('warning', 'small')}${days.partial}</span>`}</p>
    <p class="what">${banner.size(list.count(one.messages), size(one.bytes))}</p>
    ${one.problems.length > 0 && html`<ul class="problems">${one.problems.map(it => html`<li><bdi>${problemText(it)}</bdi></li>`)}</ul>`}
    <p class="acts">
      ${
        isOpen
          ? html`<span class="is-open">${icon('check', 'small')}${backups.isOpen}</span>`
          : html`<a class="linklike" href=${placePath(to)} onClick=${open} aria-label=${backups.openDay(name)}>${backups.open}</a>`
      }
      <button type="button" class="linklike" aria-describedby=${`when-${one.number}`}
        onClick=${() => openDialog(`receipt ${one.number}`)}>${backups.receipt}</button>
      <button type="button" class="linklike" aria-describedby=${`when-${one.number}`} onClick=${() => restoreDay(one)}>${words.action.restore}</button>
      <button type="button" class="linklike" aria-label=${words.download.backupOf(name)} onClick=${() => takeHome(one)}>${words.download.backup}</button>
    </p>
    <details><summary>${backups.more}</summary><dl class="facts narrow">${facts(one).map(
      ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
    )}</dl></details>
  </li>`
}

function takeHome(one: Backup): void {
  const title = words.download.backupTitle(one.localDay)
  openDownload({ title, messages: one.messages, what: [{ accountId: accountOf(one) }] })
}

function facts(one: Backup): [string, unknown][] {
  const { backups, list, receipt } = words
  return [
    [backups.number, `#${count(one.number)}`],
    [backups.by, `${timeOf(one)} (${zoneName(one.zone)}), ${backups.byKind[one.trigger]}`],
    [backups.arrived, list.count(one.newMessages)],
    [backups.duration, duration(one.durationMs)],
    [backups.place, html`<code>days/${one.dir}</code>`],
    [backups.keptUntil, lastDay(one.keptUntil, one.zone, 'long')],
    ...one.pinned.map((pin): [string, unknown] => {
      const day = longDay(Date.parse(pin.until), one.zone)
      const says = pin.reason === 'alarm' || pin.reason === 'request' ? pin.reason : 'other'
      return [backups.pinned, receipt.pinnedFor[says](day)]
    }),
  ]
}

function FailedNight({ day, failure }: { day: string; failure: Attempt }) {
  return html`<li class="failed">
    <p class="when"><strong>${dayWords(day)}</strong> <span class="tag">${icon('close', 'small')}${words.backups.failed}</span></p>
    <p class="what">${problemText(failure.problem)}</p>
  </li>`
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return words.backups.seconds(count(seconds))
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return words.backups.minutes(count(Math.floor(seconds / 60)), count(seconds % 60))
  return words.backups.hours(count(Math.floor(minutes / 60)), count(minutes % 60))
}
