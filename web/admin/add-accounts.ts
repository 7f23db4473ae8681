import { useSignal } from '@preact/signals'
import { html } from '../html.ts'
import { ask, asTrouble } from '../server.ts'
import { Ask, said, troubleWords, typed } from './parts.ts'
import { words } from './words.ts'

/** Addresses that are to be backed up, one a line. */
export function AddAccounts({ close }: { close: () => void }) {
  const text = useSignal('')
  const problem = useSignal('')
  const send = (event: Event) => {
    event.preventDefault()
    const addresses = text.value.split(/[\s,;]+/).filter(one => one !== '')
    ask('/api/admin/accounts', { addresses }).then(
      () => {
        said.value = words.done
        close()
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  return html`<${Ask} title=${words.accounts.add.replace('…', '')} close=${close}><form onSubmit=${send}>
    <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
    <label class="field"><span>${words.accounts.addresses}</span><textarea rows="8" required spellcheck=${false} value=${text.value} onInput=${(
      e: Event,
    ) => {
      text.value = typed(e)
    }}></textarea></label>
    <p class="admin-acts"><button type="submit" class="button main">${words.accounts.add.replace('…', '')}</button>
      <button type="button" class="button" onClick=${close}>${words.cancel}</button></p></form><//>`
}
