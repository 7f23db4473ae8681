import { useSignal } from '@preact/signals'
import type { PasswordWish } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { ask, asTrouble } from '../server.ts'
import { me } from './me.ts'
import { Ask, said, troubleWords, typed } from './parts.ts'
import { words } from './words.ts'

/** Another password for who is signed in. What is wrong with it is said here, and nothing typed is lost. */
export function OwnPassword({ close, done }: { close: () => void; done: () => void }) {
  const given = useSignal<PasswordWish>({ password: '', next: '' })
  const problem = useSignal('')
  const isBusy = useSignal(false)
  const { own, welcome } = words
  const set = (change: Partial<PasswordWish>) => {
    given.value = { ...given.value, ...change }
  }
  const send = async (event: Event) => {
    event.preventDefault()
    if (isBusy.value) return
    isBusy.value = true
    problem.value = ''
    await ask('/api/admin/password', given.value).then(
      () => {
        said.value = own.done
        done()
        close()
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
    isBusy.value = false
  }
  return html`<${Ask} title=${own.title} close=${close}><form onSubmit=${send}>
    <div class="form-problem" role="alert">${problem.value && html`<p>${icon('warning')}<span>${problem.value}</span></p>`}</div>
    <input type="text" autocomplete="username" value=${me.value?.name} readonly hidden />
    <label class="field"><span>${own.now}</span><input type="password" autocomplete="current-password" required
      value=${given.value.password} onInput=${(e: Event) => set({ password: typed(e) })} /></label>
    <label class="field"><span>${welcome.newPassword}</span><input type="password" autocomplete="new-password" minlength="12" required
      aria-describedby="own-password" value=${given.value.next} onInput=${(e: Event) => set({ next: typed(e) })} />
      <span class="hint" id="own-password">${welcome.passwordHint}</span></label>
    <p class="fine">${own.text}</p>
    <p class="admin-acts"><button type="submit" class="button main" aria-disabled=${isBusy.value}>${own.go}</button>
      <button type="button" class="button" onClick=${close}>${words.cancel}</button></p>
  </form><//>`
}
