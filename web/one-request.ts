import { timeLeft, useClock } from './clock.ts'
import { dayAndTime } from './dates.ts'
import { flatten } from './folder-tree.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { count, listed, size } from './numbers.ts'
import { backups, openTree } from './open.ts'
import { whenTaken } from './presence-note.ts'
import { RequestActs } from './request-acts.ts'
import { RequestItems } from './request-items.ts'
import { problemOf } from './restore-plan.ts'
import { isUnsent, type Request, type RequestWhat } from './restore-requests.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** One request: what it is of, its state in words, and what can be done with it. */
export function OneRequest({ one }: { one: Request }) {
  const { requests, restore } = words
  const now = useClock()
  const { plan, result, undone } = one
  const ended = endedAt(one)
  return html`<li class="request" data-state=${one.state} id=${`request-${one.id}`} tabindex="-1">
    <h3><bdi>${listed(one.what.map(what => whatText(what, one)))}</bdi> <span class="fine"><bdi>${whereText(one)}</bdi></span></h3>
    <p class="fine">${one.number !== null && html`<span>${one.number}</span> · `}${requests.backup(backupText(one))}${one.filedAt !== null && html` · ${requests.filed(when(one.filedAt))}`}
      ${one.by.kind !== 'owner' && html` · <bdi>${byText(one.by)}</bdi>`}</p>
    <p class="request-state" role="status"><strong class="tag">${stateText(one)}</strong>
      ${one.state === 'waiting' && one.decideUntil !== null && html`<span>${requests.until(when(one.decideUntil), timeLeft(Date.parse(one.decideUntil), now))}</span>`}
      ${ended !== null && html`<span>${when(ended)}</span>`}</p>
    ${one.state === 'running' && html`<${Progress} one=${one} />`}
    ${plan !== null && isToCome(one) && html`<p>${restore.add(plan.add, size(plan.bytes))}</p>`}
    ${result !== null && html`<p>${listed(resultText(one, result))}</p>`}
    ${undone !== null && html`<p>${listed([requests.removed(undone.removed), ...(undone.kept > 0 ? [requests.kept(undone.kept)] : [])])}</p>`}
    ${one.problem !== null && html`<p class="bar-note warn">${icon('warning')}<span>${problemOf({ code: one.problem, message: '' })}${one.nextAt !== null && ` ${requests.next(when(one.nextAt))}`}</span></p>`}
    ${one.decidedBy !== null && one.decidedBy.kind !== 'owner' && one.by.kind === 'owner' && html`<p><bdi>${decidedText(one, one.decidedBy)}</bdi></p>`}
    ${one.reason !== null && html`<p class="request-said" dir="auto">${requests.reason(visible(one.reason))}</p>`}
    ${one.note !== null && html`<p class="request-said" dir="auto">${requests.note(visible(one.note))}</p>`}
    ${one.price !== null && html`<p class="fine" dir="auto">${restore.price(visible(one.price))}</p>`}
    <${RequestActs} one=${one} when=${when} now=${now} />
    ${plan !== null && html`<${RequestItems} one=${one} />`}
  </li>`
}

function Progress({ one: { progress } }: { one: Request }) {
  const { requests } = words
  if (!progress) return html`<progress class="bar" aria-label=${requests.state.running}></progress>`
  return html`<progress class="bar" aria-label=${requests.state.running} max=${Math.max(1, progress.of)} value=${progress.done}></progress>
    <p class="bar-text">${requests.progress(count(progress.done), count(progress.of))}</p>`
}

function stateText({ state, asked, nextAt }: Request): string {
  const texts = words.requests
  if (asked !== null) return texts.asked[asked]
  return texts.state[state === 'running' && nextAt !== null ? 'paused' : state]
}

function isToCome(one: Request): boolean {
  return one.state === 'waiting' || one.state === 'confirmed' || isUnsent(one)
}

function endedAt({ state, endedAt, decidedAt, undoneAt }: Request): string | null {
  if (state === 'undoing') return null
  if (state === 'undone') return undoneAt
  return state === 'rejected' ? decidedAt : endedAt
}

function resultText({ state }: Request, { added, there, failed, left }: NonNullable<Request['result']>) {
  const { requests } = words
  // what is left over goes on by itself only while it runs
  const rest = state === 'running' ? requests.left : requests.notAdded
  return [
    requests.added(added),
    ...(there > 0 ? [requests.there(there)] : []),
    ...(failed > 0 ? [requests.failed(failed)] : []),
    ...(left > 0 ? [rest(left)] : []),
  ]
}

function whatText(what: RequestWhat, { plan }: Request): string {
  const texts = words.requests.what
  if ('emails' in what) return texts.emails(what.emails)
  if ('inboxOnly' in what) return what.inboxOnly ? texts.inbox : texts.all
  const known = flatten(ready(openTree.value) ?? []).find(node => node.folder.id === what.mailboxId)
  // the day that is open may lack it: then by the shortest of the paths it is about
  const [path] = (plan?.folders ?? []).map(({ from }) => from).sort((a, b) => a.length - b.length)
  const name = visible(known?.path ?? path ?? what.mailboxId)
  return what.withInside ? words.restore.folderInside(name) : texts.folder(name)
}

function whereText({ target, plan }: Request): string {
  const { where } = words.requests
  if (target.kind === 'folder') return where.folder(visible(target.path ?? ''))
  return plan?.beside ? where.folder(visible(plan.beside)) : where[target.kind]
}

function byText(by: Request['by']): string {
  return by.kind === 'admin' ? words.requests.byAdmin(visible(by.name)) : words.requests.byOperator
}

function decidedText({ decidedAt }: Request, by: Request['by']): string {
  const { actor, decided } = words.requests
  const who = by.kind === 'admin' ? actor.admin(visible(by.name)) : actor[by.kind]
  return decided(who, decidedAt === null ? '' : when(decidedAt))
}

function backupText({ restorePointId }: Request): string {
  const backup = backupOf(restorePointId)
  return backup ? whenTaken(backup) : `#${restorePointId.slice(1)}`
}

function when(utc: string): string {
  const zone = ready(backups.value)?.all.at(-1)?.zone ?? me.value?.zone ?? 'UTC'
  return dayAndTime(Date.parse(utc), zone)
}
