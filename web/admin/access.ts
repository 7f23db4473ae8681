import { useSignal } from '@preact/signals'
import { html } from '../html.ts'
import { icon, sign } from '../icons.ts'
import { ask, asTrouble } from '../server.ts'
import { troubleWords } from './parts.ts'
import { words } from './words.ts'

/** For an owner whose mailbox is gone or locked: the button uses the link up, never opening it. */
export function Access({ token }: { token: string }) {
  const busy = useSignal(false)
  const problem = useSignal('')
  const open = async () => {
    if (busy.value) return
    busy.value = true
    problem.value = ''
    await ask('/api/access', { token }).then(
      () => location.replace('/'),
      error => {
        const trouble = asTrouble(error)
        problem.value = trouble.code === 'link-over' ? words.access.over : troubleWords(trouble)
      },
    )
    busy.value = false
  }
  return html`<div class="door"><main class="door-card">
    <header class="door-head">${sign()}<p class="door-name">${words.name}</p></header>
    <h1>${words.access.title}</h1>
    <div class="form-problem" role="alert">${problem.value && html`<p>${icon('warning')}<span>${problem.value}</span></p>`}</div>
    <p style=${{ marginBlockEnd: '1.25rem' }}>${words.access.text}</p>
    <button type="button" class="button main wide" aria-disabled=${busy.value} onClick=${open}>${words.access.go}</button>
  </main></div>`
}
