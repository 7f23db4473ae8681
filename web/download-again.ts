import { useSignal } from '@preact/signals'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { me } from './session.ts'
import { signInProblem } from './sign-in-problem.ts'
import { enter } from './sign-in-step.ts'
import { words } from './words.ts'

/** Whole mailboxes leave here: who signed in more than half an hour ago gives the password once more. */
export function DownloadAgain({ done, why }: { done: () => void; why?: string }) {
  const password = useSignal('')
  const isBusy = useSignal(false)
  const failed = useSignal<string | null>(null)
  const { download } = words
  const send = async (event: Event) => {
    event.preventDefault()
    isBusy.value = true
    const answer = await enter(
      { address: me.peek()?.address ?? '', password: password.value, day: null },
      false,
    )
    isBusy.value = false
    if (answer === 'signed-in') return done()
    failed.value =
      answer === 'consent' || answer.code === 'sign-in-refused'
        ? download.wrongPassword
        : signInProblem(answer)
  }
  return html`<form class="download-again" onSubmit=${send}>
    <p>${why ?? download.again}</p>
    <input type="hidden" autocomplete="username" value=${me.value?.address ?? ''} />
    <label class="field"><span>${download.password}</span>
      <input type="password" autocomplete="current-password" required autofocus value=${password.value}
        aria-describedby="download-again-failed" aria-invalid=${failed.value !== null}
        onInput=${(event: Event) => {
          password.value = (event.currentTarget as HTMLInputElement).value
        }} /></label>
    <p id="download-again-failed" role="alert">${failed.value !== null && html`<span class="bar-note warn">${icon('warning')}<span>${failed.value}</span></span>`}</p>
    <button class="button main" disabled=${isBusy.value}>${download.confirm}</button>
  </form>`
}
