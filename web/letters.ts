import { useSignal } from '@preact/signals'
import { closeDialog, Dialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { type LetterWishes, loadWishes, saveWishes } from './letter-wishes.ts'
import { loaded, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { say } from './said.ts'
import { asTrouble } from './server.ts'
import { me } from './session.ts'
import { NeedsServer } from './way-in.ts'
import { troubleText, words } from './words.ts'

/** When Yestermail may write to the owner. */
export function Letters() {
  const control = me.value?.control
  if (!control) return null
  const key = `letters ${control}`
  const load = () => loadWishes(control)
  const answer = loaded(key, load).value
  const again = () => reload(key, load)
  return html`<${Dialog} title=${words.letters.title} kind="small">
    <p>${words.letters.intro}</p>
    ${answer.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`}
    ${answer.state === 'failed' && html`<${Failed} title=${words.letters.failed} trouble=${answer.trouble} again=${again} />`}
    ${answer.state === 'ready' && me.value?.how === 'offline' && html`<${NeedsServer} />`}
    ${answer.state === 'ready' && me.value?.how !== 'offline' && html`<${Form} control=${control} wishes=${answer.value} saved=${again} />`}
  <//>`
}

function Form(props: { control: string; wishes: LetterWishes; saved: () => void }) {
  const { control, wishes, saved } = props
  const isOn = useSignal(wishes.vanishAlarm)
  const mails = useSignal(String(wishes.vanishMails))
  const percent = useSignal(wishes.vanishPercent === null ? '' : String(wishes.vanishPercent))
  const problem = useSignal<string | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    const next = {
      vanishAlarm: isOn.value,
      vanishMails: Number(mails.value),
      vanishPercent: percent.value.trim() === '' ? null : Number(percent.value),
    }
    try {
      problem.value = (await saveWishes(control, next)) ? null : words.letters.wrong
    } catch (error) {
      problem.value = troubleText(asTrouble(error))
    }
    if (problem.value !== null) return
    say(words.letters.saved)
    saved()
    closeDialog()
  }
  return html`<form class="letter-wishes" onSubmit=${submit} novalidate>
    <label class="switch"><input type="checkbox" role="switch" checked=${isOn.value}
      onChange=${() => {
        isOn.value = !isOn.value
      }} /><span>${words.letters.vanish}</span></label>
    <p class="fine" id="vanish-text">${words.letters.vanishText}</p>
    <label class="field"><span>${words.letters.mails}</span>
      <input type="number" min="1" max="1000000" inputmode="numeric" value=${mails.value} disabled=${!isOn.value}
        onInput=${(event: Event) => {
          mails.value = (event.currentTarget as HTMLInputElement).value
        }} /></label>
    <label class="field"><span>${words.letters.percent}</span>
      <input type="number" min="1" max="100" inputmode="numeric" value=${percent.value} disabled=${!isOn.value} aria-describedby="percent-text"
        onInput=${(event: Event) => {
          percent.value = (event.currentTarget as HTMLInputElement).value
        }} /></label>
    <p class="fine" id="percent-text">${words.letters.percentText}</p>
    ${problem.value && html`<div class="form-problem" role="alert"><p>${icon('warning')}<span>${problem.value}</span></p></div>`}
    <div class="form-end"><button type="button" class="button" onClick=${closeDialog}>${words.cancel}</button>
      <button type="submit" class="button main">${words.letters.save}</button></div>
  </form>`
}
