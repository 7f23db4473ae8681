import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { closeDialog, Dialog } from './dialog.ts'
import { follow } from './follow.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { loaded, ready, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { count } from './numbers.ts'
import { backups, lookAgain, openBackup } from './open.ts'
import { go, place } from './place.ts'
import { keptText, loadPlan, nextText, type Plan, whenText } from './plan.ts'
import { problemText } from './problem-words.ts'
import { backUpNow, loadRun, type Run } from './run-now.ts'
import { asTrouble } from './server.ts'
import { me } from './session.ts'
import { NeedsServer } from './way-in.ts'
import { troubleText, words } from './words.ts'

/** Milliseconds between two looks at a backup that is under way, where the server cannot tell of it. */
const every = 1000

type Asked =
  | { is: 'idle' }
  | { is: 'asking' }
  | { is: 'under-way'; id: string; run: Run | null }
  | { is: 'over'; run: Run }
  | { is: 'refused'; why: string }

/** When this mailbox is backed up, how long that is kept, and a backup now where the plan allows it. */
export function PlanDialog() {
  return html`<${Dialog} title=${words.plan.title} kind="small"><${PlanFacts} /><//>`
}

/** The same, wherever it is shown. */
export function PlanFacts() {
  const control = me.value?.control
  if (!control) return null
  const key = `plan ${control}`
  const load = () => loadPlan(control)
  const answer = loaded(key, load).value
  return html`${answer.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`}
    ${answer.state === 'failed' && html`<${Failed} title=${words.plan.failedToLoad} trouble=${answer.trouble} again=${() => reload(key, load)} />`}
    ${answer.state === 'ready' && html`<${Facts} plan=${answer.value} />`}
    ${answer.state === 'ready' && !answer.value.byHand && html`<p class="fine">${words.plan.refused.forbidden}</p>`}
    ${answer.state === 'ready' && answer.value.byHand && html`<${me.value?.how === 'offline' ? NeedsServer : Now} control=${control} />`}`
}

function Facts({ plan }: { plan: Plan }) {
  const next = nextText(plan, openBackup.value?.zone ?? 'UTC')
  const lines: [string, string][] = [
    [words.plan.when, whenText(plan)],
    [words.plan.kept, keptText(plan)],
    ...(next ? [[words.plan.next, next] as [string, string]] : []),
    ...(plan.junk ? [] : [[words.plan.left, words.plan.noJunk] as [string, string]]),
  ]
  return html`<dl class="facts narrow">${lines.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`
}

function Now({ control }: { control: string }) {
  const asked = useSignal<Asked>({ is: 'idle' })
  useWatching(control, asked)
  const begin = async () => {
    asked.value = { is: 'asking' }
    try {
      const answer = await backUpNow(control)
      asked.value =
        'run' in answer
          ? { is: 'under-way', id: answer.run, run: null }
          : { is: 'refused', why: refusal(answer.refused) }
    } catch (error) {
      asked.value = { is: 'refused', why: troubleText(asTrouble(error)) }
    }
  }
  const it = asked.value
  const isBusy = it.is === 'asking' || it.is === 'under-way'
  const isMade = it.is === 'over' && it.run.restorePointId !== null
  const press = () => {
    if (isMade) open(it.run)
    else if (!isBusy) begin()
  }
  // one button all the while: who pressed it by key stays on it, and opens the backup with it
  return html`<div class="now">
    <div role="status">${state(it)}</div>
    <button type="button" class="button main" aria-disabled=${isBusy} onClick=${press}>
      ${isMade ? words.plan.open : html`${icon('past')}${words.plan.now}`}</button>
  </div>`
}

function useWatching(control: string, asked: Signal<Asked>): void {
  const id = asked.value.is === 'under-way' ? asked.value.id : null
  useEffect(() => {
    if (id === null) return
    const look = async () => {
      const run = await loadRun(control, id).catch(() => null)
      const now = asked.peek()
      if (!run || now.is !== 'under-way' || now.id !== id) return
      const isOver = run.state === 'done' || run.state === 'failed'
      if (isOver) lookAgain()
      asked.value = isOver ? { is: 'over', run } : { is: 'under-way', id, run }
    }
    look()
    return follow('BackupRun', look, every)
  }, [id])
}

function state(it: Asked) {
  if (it.is === 'idle') return null
  if (it.is === 'refused') return html`<p class="bar-note warn">${icon('warning')}<span>${it.why}</span></p>`
  if (it.is === 'asking') return html`<p class="bar-text">${words.plan.asking}</p>`
  if (it.is === 'over')
    return it.run.state === 'done'
      ? done(it.run)
      : html`<p class="bar-note warn">${icon('warning')}<span>${words.plan.failed} ${problemText(it.run.problem)}</span></p>`
  const progress = it.run?.progress
  if (!progress)
    return html`<progress class="bar" aria-label=${words.plan.progress}></progress>
      <p class="bar-text">${it.run?.state === 'running' ? words.plan.running : words.plan.waiting}</p>`
  return html`<progress class="bar" aria-label=${words.plan.progress} max=${Math.max(1, progress.messages)} value=${progress.messagesDone}></progress>
    <p class="bar-text">${words.plan.messages(count(progress.messagesDone), count(progress.messages))}</p>`
}

// A backup that is not complete never looks complete.
function done({ restorePointId }: Run) {
  const made = ready(backups.value)?.all.find(one => `p${one.number}` === restorePointId)
  return made?.status === 'partial'
    ? html`<p class="bar-note warn">${icon('warning')}<span>${words.plan.donePartly}</span></p>`
    : html`<p>${words.plan.done}</p>`
}

function open({ restorePointId }: Run): void {
  closeDialog()
  const number = Number(restorePointId?.slice(1))
  // the list of backups may still be on its way
  if (backups.peek().state === 'ready') go({ ...place.peek(), point: number, email: null })
}

function refusal(type: string): string {
  const known: Record<string, string> = words.plan.refused
  return known[type] ?? words.plan.refused.other
}
