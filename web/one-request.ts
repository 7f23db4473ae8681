import { useSignal } from '@preact/signals'
import { clock, shortDay } from './dates.ts'
import { DownloadAgain } from './download-again.ts'
import { flatten } from './folder-tree.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { backups, openTree } from './open.ts'
import { whenTaken } from './presence-note.ts'
import { RequestItems } from './request-items.ts'
import { problemOf } from './restore-plan.ts'
import { change, type Request, type RequestWhat } from './restore-requests.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { visible } from './visible-text.ts'
import { count, listed, locale, words } from './words.ts'

/** One request: what it is of, its state in words, and what can be done with it. */
export function OneRequest({ one }: { one: Request }) {
  const { requests } = words
  return html`<li class="request" data-state=${one.state}>
    <h3><bdi>${listed(one.what.map(whatText))}</bdi> <span class="fine"><bdi>${whereText(one)}</bdi></span></h3>
    <p class="fine">${one.number !== null && html`<span>${one.number}</span> · `}${requests.backup(backupText(one))}${one.filedAt !== null && html` · ${requests.filed(when(one.filedAt))}`}
      ${one.by.kind !== 'owner' && html` · <bdi>${byText(one.by)}</bdi>`}</p>
    <p class="request-state" role="status"><strong class="tag">${one.asked === null ? requests.state[one.state] : requests.asked[one.asked]}</strong>
      ${one.state === 'waiting' && one.decideUntil !== null && html`<span>${requests.until(when(one.decideUntil), left(one.decideUntil))}</span>`}</p>
    ${one.state === 'running' && html`<${Progress} one=${one} />`}
    ${one.result !== null && html`<p>${listed(resultText(one.result))}</p>`}
    ${one.undone !== null && html`<p>${listed([requests.removed(one.undone.removed), ...(one.undone.kept > 0 ? [requests.kept(one.undone.kept)] : [])])}</p>`}
    ${one.problem !== null && html`<p class="bar-note warn">${icon('warning')}<span>${problemOf({ code: one.problem, message: '' })}${one.nextAt !== null && ` ${requests.next(when(one.nextAt))}`}</span></p>`}
    ${one.reason !== null && html`<p class="request-said" dir="auto">${requests.reason(visible(one.reason))}</p>`}
    ${one.note !== null && html`<p class="request-said" dir="auto">${requests.note(visible(one.note))}</p>`}
    <${Acts} one=${one} />
    ${one.plan !== null && html`<${RequestItems} one=${one} />`}
  </li>`
}

function Progress({ one: { progress } }: { one: Request }) {
  const { requests } = words
  if (!progress) return html`<progress class="bar" aria-label=${requests.state.running}></progress>`
  return html`<progress class="bar" aria-label=${requests.state.running} max=${Math.max(1, progress.of)} value=${progress.done}></progress>
    <p class="bar-text">${requests.progress(count(progress.done), count(progress.of))}</p>`
}

function Acts({ one }: { one: Request }) {
  const isBusy = useSignal(false)
  const isSure = useSignal(false)
  const failed = useSignal<string | null>(null)
  const isStale = useSignal(false)
  const { requests, restore } = words
  const run = (state: 'withdrawn' | 'cancelled' | 'undone') => async () => {
    isBusy.value = true
    const refused = await change(one.id, state).catch(() => 'fault')
    isStale.value = refused === 'signInAgain'
    failed.value = refused === null || isStale.value ? null : requests.notDone
    isBusy.value = false
    isSure.value = false
  }
  const button = (text: string, act: () => void) =>
    html`<button type="button" class="button" disabled=${isBusy.value || one.asked !== null} onClick=${act}>${text}</button>`
  if (isStale.value) return html`<${DownloadAgain} done=${run('undone')} why=${restore.again} />`
  const mayUndo =
    one.undoUntil !== null && Date.parse(one.undoUntil) > Date.now() && (one.result?.added ?? 0) > 0
  return html`<div class="request-acts">
    ${one.state === 'waiting' && button(requests.withdraw, run('withdrawn'))}
    ${(one.state === 'running' || one.state === 'confirmed') && button(requests.cancel, run('cancelled'))}
    ${
      ['done', 'partial', 'cancelled'].includes(one.state) &&
      mayUndo &&
      html`${
        isSure.value
          ? html`<p>${requests.undoText(when(one.undoUntil ?? ''))}</p>${button(requests.undoSure, run('undone'))}`
          : button(requests.undo, () => {
              isSure.value = true
            })
      }`
    }
    ${failed.value !== null && html`<p class="bar-note warn" role="alert">${icon('warning')}<span>${failed.value}</span></p>`}
  </div>`
}

function resultText({ added, there, failed, left }: NonNullable<Request['result']>): string[] {
  const { requests } = words
  return [
    requests.added(added),
    ...(there > 0 ? [requests.there(there)] : []),
    ...(failed > 0 ? [requests.failed(failed)] : []),
    ...(left > 0 ? [requests.left(left)] : []),
  ]
}

function whatText(what: RequestWhat): string {
  const texts = words.requests.what
  if ('emails' in what) return texts.emails(what.emails)
  if ('inboxOnly' in what) return what.inboxOnly ? texts.inbox : texts.all
  const known = flatten(ready(openTree.value) ?? []).find(node => node.folder.id === what.mailboxId)
  return texts.folder(visible(known?.path ?? what.mailboxId))
}

function whereText({ target, plan }: Request): string {
  const { where } = words.requests
  if (target.kind === 'folder') return where.folder(visible(target.path ?? ''))
  return plan?.beside ? where.folder(visible(plan.beside)) : where[target.kind]
}

function byText(by: Request['by']): string {
  return by.kind === 'admin' ? words.requests.byAdmin(visible(by.name)) : words.requests.byOperator
}

function backupText({ restorePointId }: Request): string {
  const backup = backupOf(restorePointId)
  return backup ? whenTaken(backup) : `#${restorePointId.slice(1)}`
}

function when(utc: string): string {
  const zone = ready(backups.value)?.all.at(-1)?.zone ?? me.value?.zone ?? 'UTC'
  const at = Date.parse(utc)
  return `${shortDay(at, zone)}, ${clock(at, zone)}`
}

/** "in 6 days"; hours below two days, minutes below two hours. */
function left(utc: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(utc) - Date.now()) / 60_000))
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  if (minutes < 120) return format.format(minutes, 'minute')
  return minutes < 48 * 60
    ? format.format(Math.round(minutes / 60), 'hour')
    : format.format(Math.round(minutes / 1440), 'day')
}
