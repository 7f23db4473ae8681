import type { Signal } from '@preact/signals'
import { dayAndTime } from './dates.ts'
import { html } from './html.ts'
import { ready } from './loaded.ts'
import { backups } from './open.ts'
import type { Offer } from './restore-requests.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

interface TermsProps {
  offer: Offer
  /** the backup it is of; null: several */
  point: number | null
  note: Signal<string>
  accepted: Signal<boolean>
}

/** Who decides and until when, what it costs, and what the owner wants to say. */
export function RestoreTerms({ offer, point, note, accepted }: TermsProps) {
  const { restore } = words
  return html`${
    offer.decide === 'admin' &&
    html`<label class="field"><span>${restore.note}</span><textarea rows="2" maxlength="1000" dir="auto" value=${note.value}
      onInput=${(event: Event) => {
        note.value = (event.currentTarget as HTMLTextAreaElement).value
      }}></textarea></label>
      <p class="fine">${restore.noNames}</p>`
  }
  <p>${offer.decide === 'admin' ? restore.decides(untilText(offer, point)) : restore.atOnce}${offer.byMail && ` ${offer.decide === 'admin' ? restore.mail : restore.mailDone}`}</p>
  ${
    offer.price !== null &&
    html`<p class="restore-price" dir="auto">${restore.price(visible(offer.price))}</p>
      <label class="option"><input type="checkbox" required checked=${accepted.value}
        onChange=${() => {
          accepted.value = !accepted.value
        }} /><span>${restore.accept}</span></label>`
  }`
}

const day = 86_400_000

// As the server reckons it: at most until the backup's time is over, and a day in any case.
function untilText({ decideWithin }: Offer, point: number | null): string {
  const now = Date.now()
  const all = ready(backups.value)?.all ?? []
  const backup = all.find(one => one.number === point)
  const kept = backup ? Math.max(backup.keptUntil, now + day) : Number.POSITIVE_INFINITY
  const until = Math.min(now + decideWithin * 1000, kept)
  const zone = backup?.zone ?? me.value?.zone ?? 'UTC'
  return dayAndTime(until, zone)
}
