import { useEffect } from 'preact/hooks'
import { restoreEmail } from './actions-restore.ts'
import { dayAndTime } from './dates.ts'
import { openDialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import type { Letter } from './letter.ts'
import { comparedTimes, type Presence, presenceOf, wantPresence } from './presence.ts'
import { spotName } from './presence-badge.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { words } from './words.ts'

/** Under the head of a message: that the mailbox lacks it today, or where it is instead. Nothing while it is where it was. */
export function PresenceNote({ letter }: { letter: Letter }) {
  const { email } = letter
  const times = comparedTimes.value
  useEffect(() => wantPresence(email), [email, times])
  const it = presenceOf(email).value
  if (!it || it.state === 'there') return null
  return html`<p class=${`presence-note ${it.state}`} role="note">
    ${icon(it.state === 'gone' ? 'warning' : it.state === 'moved' ? 'folder' : it.state === 'unknown' ? 'past' : 'trash')}
    <span><strong>${stateText(it)}</strong> ${it.lastSeen && it.state !== 'moved' && words.presence.lastSeen(spotName(it.lastSeen), whenOf(it.lastSeen))} ${it.state === 'gone' && sinceText(it)}</span>
    ${it.state !== 'moved' && it.state !== 'unknown' && html`<button type="button" class="button" onClick=${() => restoreEmail(letter)}>${words.action.restore}</button>`}
    <button type="button" class="button" onClick=${() => openHistory(email)}>${icon('past')}${words.presence.lifeLine}</button>
  </p>`
}

/** Opens the life line of a message. */
export function openHistory(email: string): void {
  openDialog(`history ${email}`)
}

/** "Sat 14 Nov, 02:00": when a backup was taken, in the zone of the account; from its instant where it is no longer kept. */
export function whenOf(it: { point: string; takenAt: string }): string {
  const zone = backupOf(it.point)?.zone ?? me.value?.zone ?? 'UTC'
  return whenTaken({ takenAt: Date.parse(it.takenAt), zone })
}

/** "Sat 14 Nov, 02:00" */
export function whenTaken({ takenAt, zone }: { takenAt: number; zone: string }): string {
  return dayAndTime(takenAt, zone)
}

function stateText(it: Presence): string {
  const { presence } = words
  if (it.state === 'moved') {
    const [to] = it.places
    return to ? presence.moved(spotName(to)) : presence.movedSomewhere
  }
  return it.state === 'there' ? '' : presence[it.state]
}

function sinceText(it: Presence): string {
  return it.goneSince ? words.presence.since(whenOf(it.goneSince)) : words.presence.sinceLatest
}
