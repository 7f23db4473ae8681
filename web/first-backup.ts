import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Attempt } from './backups.ts'
import { underWayText } from './folder-path.ts'
import { follow } from './follow.ts'
import { html } from './html.ts'
import { icon, sign } from './icons.ts'
import { count, size } from './numbers.ts'
import { lookAgain } from './open.ts'
import { problemText } from './problem-words.ts'
import { me, signOut } from './session.ts'
import { words } from './words.ts'

/** There is no backup yet: how far the first one is, why it failed, or when it comes. */
export function FirstBackup({ attempt }: { attempt: Attempt | null }) {
  const isNew = useSignal(true)
  useEffect(() => {
    const end = follow('BackupRun', lookAgain, 1000)
    const patience = setTimeout(() => {
      isNew.value = false
    }, 20_000)
    return () => {
      end()
      clearTimeout(patience)
    }
  }, [])
  return html`<div class="door">
    <main class="door-card">
      <header class="door-head">${sign()}<p class="door-name">${words.name}</p></header>
      ${view(attempt, isNew.value)}
      <p class="door-address"><bdi>${me.value?.address}</bdi>
        <button type="button" class="linklike" onClick=${signOut}>${words.menu.signOut}</button></p>
    </main>
  </div>`
}

function view(attempt: Attempt | null, isNew: boolean) {
  if (attempt?.state === 'failed')
    return html`<h1>${words.first.failed}</h1>
      <div class="form-problem"><p>${icon('warning')}<span>${problemText(attempt.problem)}</span></p></div>
      <p class="consent-text">${words.first.next}</p>`
  if (!attempt && isNew)
    return html`<h1>${words.first.title}</h1><progress class="bar" aria-label=${words.first.progress}></progress>
      <p class="bar-text" role="status">${words.first.waiting}</p>`
  if (!attempt || attempt.state === 'done')
    return html`<h1>${words.days.empty}</h1><p class="consent-text">${words.days.emptyText}</p>`
  return html`<h1>${words.first.title}</h1><${Counting} attempt=${attempt} isNew=${isNew} />
    <p class="consent-text">${words.first.leave}</p>`
}

function Counting({ attempt, isNew }: { attempt: Attempt; isNew: boolean }) {
  const it = attempt.progress
  // Where many begin at once a worker may be free only in hours.
  const waiting = isNew ? words.first.waiting : words.plan.waiting
  if (!it)
    return html`<progress class="bar" aria-label=${words.first.progress}></progress>
    <p class="bar-text" role="status">${attempt.state === 'waiting' ? waiting : words.first.counting}</p>`
  return html`<progress class="bar" aria-label=${words.first.progress} max=${Math.max(1, it.messages)} value=${it.messagesDone}></progress>
    <div class="bar-text">
      <p><strong>${words.first.messages(count(it.messagesDone), count(it.messages))}</strong>
        <span>${words.first.size(size(it.bytesDone))}</span></p>
      ${it.folder !== null && html`<p class="bar-folder">${words.first.folder(underWayText(it), it.foldersDone + 1, it.folders)}</p>`}
    </div>`
}
