import type { Backup } from './backups.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { copyIn, type LifeLine, loadLifeLine, type Span } from './life-line.ts'
import { loaded, ready } from './loaded.ts'
import { Empty } from './notice.ts'
import { accountOf, backups } from './open.ts'
import { follow, place, placePath } from './place.ts'
import { spotName } from './presence-badge.ts'
import { openHistory, whenTaken } from './presence-note.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** The message is not in this backup: where it is in it, when it came or went, and the way there. */
export function MissingMessage({ email, backup }: { email: string; backup: Backup }) {
  const control = me.value?.control
  const all = ready(backups.value)?.all ?? []
  const key = `life line ${control} ${email} ${all.at(-1)?.number}`
  const answer = control ? loaded(key, () => loadLifeLine(control, email)).value : undefined
  const line = ready(answer)
  const { letter } = words
  return html`<${Empty} icon="past" title=${words.message.missing}>
    <p>${letter.missingText}</p>
    ${line && html`<${Offers} line=${line} backup=${backup} all=${all} email=${email} />`}
    ${answer?.state === 'ready' && !line && html`<p>${letter.foundNowhere}</p>`}
  <//>`
}

function Offers({
  line,
  backup,
  all,
  email,
}: {
  line: LifeLine
  backup: Backup
  all: readonly Backup[]
  email: string
}) {
  const { elsewhere } = words
  const points = all.map(accountOf)
  const at = points.indexOf(accountOf(backup))
  const index = (point: string) => points.indexOf(point)
  const here = copyIn(line, accountOf(backup), points)
  const before = line.spans.findLast(span => index(span.to) >= 0 && index(span.to) < at)
  const after = line.spans.find(span => index(span.from) > at)
  const offer = (text: string, one: Backup | undefined, copy: Span) =>
    one && html`<${Offer} text=${text} one=${one} copy=${copy} />`
  return html`<div class="offers">
    ${here && offer(elsewhere.movedHere(spotName(here)), backup, here)}
    ${!here && line.unread.some(one => one.point === accountOf(backup)) && html`<p>${elsewhere.unknownHere}</p>`}
    ${!here && before && offer(elsewhere.lastBefore(when(all, before.to), spotName(before)), all[index(before.to)], before)}
    ${!here && after && offer((before ? elsewhere.after : elsewhere.first)(when(all, after.from), spotName(after)), all[index(after.from)], after)}
    <p><button type="button" class="linklike" onClick=${() => openHistory(email)}>${words.presence.lifeLine}</button></p>
  </div>`
}

function Offer({ text, one, copy }: { text: string; one: Backup; copy: Span }) {
  const { view, folder } = place.value
  // in a view the list stays; else the folder goes along with the message
  const to = {
    ...place.value,
    point: one.number,
    email: copy.emailId,
    folder: view === null ? copy.mailboxId : folder,
  }
  return html`<p><span class="offer"><bdi>${text}</bdi></span>
    <a class="button" href=${placePath(to)} aria-label=${words.elsewhere.goTo(whenTaken(one))} onClick=${follow(to)}>${icon('calendar')}${words.elsewhere.go}</a></p>`
}

function when(all: readonly Backup[], point: string): string {
  const one = all.find(it => accountOf(it) === point)
  return one ? whenTaken(one) : ''
}
