import { restoreDay } from './actions-restore.ts'
import { daysOld } from './backups.ts'
import { daysApart, lastDay, longDay, zoneName } from './dates.ts'
import { openDialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { size } from './numbers.ts'
import { backups, openBackup, timeOf } from './open.ts'
import { words } from './words.ts'

/** One line that says which instant is shown, in which zone, how long it is kept, and what it lacks. */
export function Banner() {
  const backup = openBackup.value
  if (!backup) return html`<p class="banner"></p>`
  const newest = ready(backups.value)?.all.at(-1)
  const isPast = newest !== undefined && newest !== backup
  const days = isPast ? 0 : daysOld(backup, Date.now())
  return html`<section aria-label=${`${words.banner.asItWas} ${longDay(backup.takenAt, backup.zone)}`}
    class=${`banner ${isPast ? 'past' : days > 0 ? 'past late' : ''}`}>
    <p class="banner-when">
      ${icon('past')}
      <span><span class="not-phone">${words.banner.asItWas}${' '}</span><strong><time datetime=${new Date(backup.takenAt).toISOString()}>${longDay(backup.takenAt, backup.zone)}${' '}${words.banner.at(timeOf(backup))}</time></strong>${' '}<span class="banner-zone"><span class="not-phone">(</span>${zoneName(backup.zone)}<span class="not-phone">)</span></span></span>
    </p>
    <p class="banner-ago">${isPast && newest ? words.banner.ago(daysApart(backup.localDay, newest.localDay)) : days > 0 ? words.banner.old(days) : words.banner.newest}</p>
    <p class="banner-kept">${words.banner.kept(lastDay(backup.keptUntil, backup.zone, 'short'))}</p>
    <p class="banner-size">${words.banner.size(words.list.count(backup.messages), size(backup.bytes))}</p>
    <span class="grow"></span>
    <button type="button" class="linklike" aria-haspopup="dialog" onClick=${() => openDialog('compare')}>${words.menu.compare}</button>
    <button type="button" class="linklike not-phone" aria-haspopup="dialog" onClick=${() => restoreDay(backup)}>${words.action.restore}</button>
    <button type="button" class=${`linklike ${backup.status === 'partial' ? 'alert' : ''}`} onClick=${() => openDialog('receipt')}>
      ${backup.status === 'partial' ? html`${icon('warning')}<span class="banner-wide">${words.banner.partial}</span><span class="banner-tight">${words.folders.partly}</span>` : words.banner.details}
    </button>
  </section>`
}
