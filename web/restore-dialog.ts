import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Dialog, openDialog } from './dialog.ts'
import { openDownload } from './download.ts'
import { DownloadAgain } from './download-again.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { openFolders } from './known-folders.ts'
import { loaded, ready } from './loaded.ts'
import { backups } from './open.ts'
import { whenTaken } from './presence-note.ts'
import { type RestoreTarget, restoreTarget } from './restore.ts'
import { DryRun } from './restore-plan.ts'
import { change, loadOffer, loadRequests, type Offer } from './restore-requests.ts'
import { RestoreTerms } from './restore-terms.ts'
import { goals, type RestoreChoice, scopesOf, wishOf } from './restore-wish.ts'
import { asTrouble } from './server.ts'
import { me } from './session.ts'
import { usePlan } from './use-plan.ts'
import { visible } from './visible-text.ts'
import { NeedsServer } from './way-in.ts'
import { troubleText, words } from './words.ts'

/** What comes back and where to, what that would do to the mailbox now, who decides, and what it costs. */
export function RestoreDialog() {
  const target = restoreTarget.value
  if (!target) return null
  if (me.value?.how === 'offline')
    return html`<${Dialog} title=${words.restore.title} kind="restore"><${NeedsServer} /><${Instead} target=${target} /><//>`
  const offer = loaded(`restore offer ${me.value?.control}`, loadOffer).value
  return html`<${Dialog} title=${words.restore.title} kind="restore">
    ${offer.state === 'loading' && html`<p class="late" aria-busy="true">${words.loading}</p>`}
    ${offer.state === 'failed' && html`<p class="bar-note warn">${icon('warning')}<span>${troubleText(offer.trouble)}</span></p>`}
    ${offer.state === 'ready' && offer.value === null && html`<p class="bar-note">${icon('lock')}<span>${words.restore.off}</span></p><${Instead} target=${target} />`}
    ${offer.state === 'ready' && offer.value !== null && html`<${Form} target=${target} offer=${offer.value} />`}
  <//>`
}

function Form({ target, offer }: { target: RestoreTarget; offer: Offer }) {
  const scopes = scopesOf(target)
  const choice = useSignal<RestoreChoice>({
    ...{ scope: 0, goal: 'in-place', path: '', moved: false, binned: false },
  })
  // what was written stays, whatever is chosen after it
  const note = useSignal('')
  const { restore } = words
  const { scope, goal, path } = choice.value
  const pick = (more: Partial<RestoreChoice>) => {
    choice.value = { ...choice.value, ...more }
  }
  const { dry, again, keep } = usePlan(wishOf(scopes[scope]?.what ?? target.what, choice.value))
  const radio = (name: string, isOn: boolean, text: string, run: () => void) =>
    html`<label class="option"><input type="radio" name=${name} checked=${isOn} onChange=${run} /><bdi>${text}</bdi></label>`
  return html`<p class="restore-from">${fromText(target)}</p>
    <div class="restore-choices">
    <fieldset class="restore-choice"><legend>${restore.what}</legend>
      ${scopes.map(({ text }, i) => radio('restore-what', i === scope, text, () => pick({ scope: i })))}
    </fieldset>
    <fieldset class="restore-choice"><legend>${restore.where}</legend>
      ${goals.map(one => radio('restore-where', one === goal, goalText(one), () => pick({ goal: one })))}
      ${
        goal === 'folder' &&
        html`<label class="field"><span>${restore.path}</span><input type="text" dir="auto" value=${path} maxlength="200" autofocus required list="restore-folders"
          autocomplete="off" onInput=${(event: Event) => pick({ path: (event.currentTarget as HTMLInputElement).value })} /></label>
        <datalist id="restore-folders">${knownPaths().map(one => html`<option value=${one}></option>`)}</datalist>`
      }
    </fieldset>
    </div>
    ${(goal !== 'folder' || path.trim() !== '') && html`<${DryRun} dry=${dry} choice=${choice.value} pick=${pick} again=${again} undoWithin=${offer.undoWithin} />`}
    ${
      dry.is === 'planned' &&
      dry.plan.add > 0 &&
      html`<${Send} key=${dry.request.id} id=${dry.request.id} offer=${offer} target=${target} note=${note} again=${again} keep=${keep} />`
    }
    <${Instead} target=${target} />`
}

// Those of the open backup, as the server names them; what only looks like a folder's name is not offered.
function knownPaths(): string[] {
  const paths = (openFolders() ?? []).map(({ names }) => names.join(' / '))
  return paths.filter(path => visible(path) === path)
}

interface SendProps {
  id: string
  offer: Offer
  target: RestoreTarget
  note: Signal<string>
  again: () => void
  keep: () => void
}

/** Note, price and the button that files it; the password once more where it was given long ago. */
function Send({ id, offer, target, note, again, keep }: SendProps) {
  const accepted = useSignal(false)
  const step = useSignal<'idle' | 'sending' | 'password' | 'aged' | { trouble: string }>('idle')
  const problem = useRef<HTMLParagraphElement>(null)
  const send = async (event?: Event) => {
    event?.preventDefault()
    step.value = 'sending'
    try {
      const refused = await change(
        id,
        'waiting',
        offer.decide === 'admin' ? note.peek().trim() || null : null,
      )
      if (refused === 'signInAgain') step.value = 'password'
      else if (refused !== null) step.value = 'aged'
      else {
        keep()
        await loadRequests()
        openDialog('requests')
      }
    } catch (error) {
      step.value = { trouble: troubleText(asTrouble(error)) }
    }
  }
  useEffect(() => problem.current?.focus(), [typeof step.value === 'object' || step.value === 'aged'])
  const { restore } = words
  const it = step.value
  if (it === 'password') return html`<${DownloadAgain} done=${() => send()} why=${restore.again} />`
  return html`<form class="restore-send" onSubmit=${send}>
    <${RestoreTerms} offer=${offer} point=${target.point} note=${note} accepted=${accepted} />
    ${
      (it === 'aged' || typeof it === 'object') &&
      html`<p class="bar-note warn" role="alert" tabindex="-1" ref=${problem}>${icon('warning')}<span>${it === 'aged' ? restore.aged : it.trouble}</span></p>`
    }
    ${
      it === 'aged'
        ? html`<button type="button" class="button" onClick=${again}>${restore.compare}</button>`
        : html`<button class="button main" disabled=${it === 'sending'}>${icon('past')}${offer.decide === 'admin' ? restore.send : restore.begin}</button>`
    }
  </form>`
}

function Instead({ target }: { target: RestoreTarget }) {
  const { title, messages, what } = target
  return html`<p><button type="button" class="linklike" onClick=${() => openDownload({ title, messages, what })}>${icon('download', 'small')}${words.restore.instead}</button></p>`
}

function fromText({ point }: RestoreTarget): string {
  const backup = ready(backups.value)?.all.find(one => one.number === point)
  return backup ? words.restore.from(visible(whenTaken(backup))) : words.restore.fromEach
}

function goalText(goal: RestoreChoice['goal']): string {
  const { inPlace, beside, other } = words.restore
  return { 'in-place': inPlace, beside, folder: other }[goal]
}
