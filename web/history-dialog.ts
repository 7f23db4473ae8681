import { useEffect } from 'preact/hooks'
import type { Backup } from './backups.ts'
import { dayWords } from './dates.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { copyIn, type LifeLine, loadLifeLine, type Span, type Turn, turnsOf } from './life-line.ts'
import { loaded, ready, reload } from './loaded.ts'
import { markWords } from './mark-words.ts'
import { Failed } from './notice.ts'
import { listed } from './numbers.ts'
import { accountOf, backups, timeOf } from './open.ts'
import { home, type Place, place, placePath } from './place.ts'
import { comparedTimes, presenceOf, wantPresence } from './presence.ts'
import { spotName } from './presence-badge.ts'
import { whenTaken } from './presence-note.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { visit } from './visit.ts'
import { words } from './words.ts'

/** The life line of a message: on which days it was there, what happened to it, and every copy to open. */
export function HistoryDialog({ email }: { email: string }) {
  const control = me.value?.control
  const all = ready(backups.value)?.all ?? []
  useEffect(() => wantPresence(email), [email, comparedTimes.value])
  if (!control) return null
  const key = `life line ${control} ${email} ${all.at(-1)?.number}`
  const load = () => loadLifeLine(control, email)
  const answer = loaded(key, load).value
  const line = ready(answer)
  return html`<${Dialog} title=${words.history.title} kind="history">
    ${answer.state === 'failed' && html`<${Failed} title=${words.history.failed} trouble=${answer.trouble} again=${() => reload(key, load)} />`}
    ${answer.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div><div class="bone"></div></div>`}
    ${answer.state === 'ready' && (line && line.spans.length > 0 ? html`<${Strip} line=${line} all=${all} /><${Turns} line=${line} all=${all} email=${email} />` : html`<p>${words.history.none}</p>`)}
  <//>`
}

/** A square a backup: there, not there, not known; one that holds it opens it. */
function Strip({ line, all }: { line: LifeLine; all: readonly Backup[] }) {
  const { history } = words
  const points = all.map(accountOf)
  return html`<ol class="life-strip" aria-label=${history.strip}>${all.map(one => {
    const point = accountOf(one)
    const copy = copyIn(line, point, points)
    const unread = line.unread.some(it => it.point === point)
    const day = `${dayWords(one.localDay)}, ${timeOf(one)}`
    const number = Number(one.localDay.slice(8))
    if (!copy) {
      const text = unread ? history.notRead(day) : history.notHeld(day)
      return html`<li class=${unread ? 'unknown' : 'not'} title=${text}><span aria-hidden="true">${unread ? '?' : number}</span><span class="unseen">${text}</span></li>`
    }
    const text = history.held(day, spotName(copy))
    const to = placeOf(copy, one)
    return html`<li class="held"><a href=${placePath(to)} title=${text} aria-label=${text} onClick=${visit(to)}
      aria-current=${isOpen(to) ? 'date' : undefined}>${number}</a></li>`
  })}</ol>`
}

function Turns({ line, all, email }: { line: LifeLine; all: readonly Backup[]; email: string }) {
  return html`<ol class="turns">
    ${groupByPoint(turnsOf(line, all.map(accountOf))).map(turns => html`<${TurnsOfDay} turns=${turns} />`)}
    <${Today} email=${email} />
  </ol>`
}

function TurnsOfDay({ turns }: { turns: Turn[] }) {
  const [first] = turns
  const backup = first && backupOf(first.point)
  const texts = turns.map(turnText).filter(Boolean)
  if (!backup || texts.length === 0) return null
  const copy = turns.map(turn => turn.copy).find(one => one !== null)
  const when = whenTaken(backup)
  const to = copy && placeOf(copy, backup)
  const isGone = turns.some(turn => turn.what.is === 'gone')
  return html`<li class=${isGone ? 'turn gone' : 'turn'}><span class="turn-when">${when}</span>
    <span class="turn-what">${texts.map(text => html`<span><bdi>${text}</bdi></span>`)}</span>
    ${to && html`<a class="button" href=${placePath(to)} aria-label=${words.history.open(when)} onClick=${visit(to)}>${words.history.openShort}</a>`}</li>`
}

/** Where it is in the mailbox itself. */
function Today({ email }: { email: string }) {
  const { history } = words
  const it = presenceOf(email).value
  if (!it) return null
  const [at] = it.places
  const text = {
    there: history.still(at ? spotName(at) : ''),
    moved: at ? words.presence.moved(spotName(at)) : words.presence.movedSomewhere,
    trash: history.inTrash,
    junk: history.inJunk,
    gone: words.presence.gone,
    unknown: history.unknown,
  }[it.state]
  return html`<li class=${it.state === 'gone' ? 'turn gone' : 'turn'}><span class="turn-when">${history.today}</span><span class="turn-what"><strong><bdi>${text}</bdi></strong></span></li>`
}

function turnText({ what }: Turn): string {
  const { history } = words
  if (what.is === 'gone') return history.gone
  if (what.is === 'marked') return listed(markWords(what.added, what.removed))
  return history[what.is](spotName(what.span))
}

function groupByPoint(turns: readonly Turn[]): Turn[][] {
  const groups = new Map<string, Turn[]>()
  for (const turn of turns) groups.set(turn.point, [...(groups.get(turn.point) ?? []), turn])
  return [...groups.values()]
}

function placeOf(copy: Span, backup: Backup): Place {
  return { ...home, point: backup.number, folder: copy.mailboxId, email: copy.emailId }
}

function isOpen(to: Place): boolean {
  return place.value.point === to.point && place.value.email === to.email
}
