import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { html } from './html.ts'
import { icon, sign } from './icons.ts'
import { chooseAtTheDoor } from './kept-preferences.ts'
import { languageNames } from './language-names.ts'
import { place } from './place.ts'
import { signedOut } from './server.ts'
import { me } from './session.ts'
import { signInProblem } from './sign-in-problem.ts'
import { type Answers, enter } from './sign-in-step.ts'
import { words } from './words.ts'

const empty: Answers = { address: '', password: '', day: null }

/** The door: address and password of the mail server; then, once, whether the password may be kept. */
export function SignIn() {
  const answers = useSignal<Answers>({ ...empty, address: me.peek()?.address ?? '' })
  const step = useSignal<'form' | 'consent'>('form')
  const busy = useSignal(false)
  const again = signedOut.peek() && Boolean(me.peek())
  const problem = useSignal(again ? words.signIn.ended : '')

  const send = async (consent: boolean) => {
    busy.value = true
    problem.value = ''
    const outcome = await enter(answers.value, consent)
    busy.value = false
    if (outcome === 'consent') step.value = 'consent'
    else if (outcome !== 'signed-in') {
      step.value = 'form'
      problem.value = signInProblem(outcome)
    }
  }
  const decline = () => {
    answers.value = { ...answers.value, password: '' }
    step.value = 'form'
    problem.value = words.consent.declined
  }
  return html`<div class="door">
    <${again ? 'div' : 'main'} class="door-card">
      <header class="door-head">
        ${sign()}
        <p class="door-name">${words.name}</p>
      </header>
      ${
        step.value === 'form'
          ? html`<${Form} answers=${answers} busy=${busy} problem=${problem} send=${() => send(false)} />`
          : html`<${Consent} address=${answers.value.address} busy=${busy} agree=${() => send(true)} decline=${decline} />`
      }
    <//>
    <p class="door-foot">${words.signIn.limit}</p>
    ${!again && html`<${DoorLanguage} />`}
  </div>`
}

/** The door on top of everything: what lies below stays as it is, half-filled dialogs too. */
export function SignInAgain() {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // the focus goes back to where it was
    return () => dialog?.close()
  }, [])
  const stay = (event: Event) => event.preventDefault()
  return html`<dialog ref=${element} class="door-dialog" aria-label=${words.signIn.title} onCancel=${stay}><${SignIn} /></dialog>`
}

/** Whoever cannot read this page finds the own language by its own name. */
function DoorLanguage() {
  const choose = (event: Event) => chooseAtTheDoor((event.currentTarget as HTMLSelectElement).value)
  return html`<label class="door-language"><span>${words.settings.language}</span>
    <select onChange=${choose}>${Object.entries(languageNames).map(
      ([code, name]) =>
        html`<option value=${code} lang=${code} selected=${code === words.language}>${name}</option>`,
    )}</select></label>`
}

interface FormProps {
  answers: { value: Answers }
  busy: { value: boolean }
  problem: { value: string }
  send: () => void
}

function Form({ answers, busy, problem, send }: FormProps) {
  const shown = useSignal(false)
  const form = useRef<HTMLFormElement>(null)
  const set = (change: Partial<Answers>) => {
    answers.value = { ...answers.value, ...change }
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const { address, password } = answers.value
    if (busy.value) return
    if (address.trim() && password) send()
    else {
      problem.value = words.signIn.missing
      form.current?.querySelector<HTMLInputElement>('input:invalid')?.focus()
    }
  }
  // whoever comes back has the address filled in already
  const isKnown = useRef(answers.value.address !== '').current
  const atHome = place.value.point === null
  return html`<h1>${words.tagline}</h1>
    <div class="form-problem" role="alert">${problem.value && html`<p>${icon('warning')}<span>${problem.value}</span></p>`}</div>
    <form ref=${form} noValidate onSubmit=${submit}>
      <label class="field">
        <span>${words.signIn.address}</span>
        <input
          type="email" name="username" autocomplete="username" autocapitalize="none" spellcheck=${false} required autofocus=${!isKnown}
          value=${answers.value.address} onInput=${(e: InputEvent) => set({ address: typed(e) })} />
      </label>
      <div class="field">
        <label for="password">${words.signIn.password}</label>
        <div class="with-button">
          <input
            id="password" type=${shown.value ? 'text' : 'password'} name="password" autocomplete="current-password" required autofocus=${isKnown}
            aria-describedby="password-hint"
            value=${answers.value.password} onInput=${(e: InputEvent) => set({ password: typed(e) })} />
          <button type="button" class="quiet" aria-pressed=${shown.value} aria-label=${words.signIn.showPassword}
            onClick=${() => {
              shown.value = !shown.value
            }}>${icon('eye')}${words.signIn.show}</button>
        </div>
        <p class="hint" id="password-hint">${words.signIn.passwordHint}</p>
      </div>
      ${atHome && html`<${WhichDay} day=${answers.value.day} choose=${(day: string | null) => set({ day })} />`}
      <button type="submit" class="button main wide" aria-disabled=${busy.value}>
        ${busy.value ? words.signIn.busy : words.signIn.go}
      </button>
    </form>`
}

function WhichDay({ day, choose }: { day: string | null; choose: (day: string | null) => void }) {
  const other = day !== null
  return html`<fieldset class="field which-day">
    <legend>${words.signIn.open}</legend>
    <label class="option"><input type="radio" name="open" checked=${!other} onChange=${() => choose(null)} />
      <span>${words.signIn.latest}</span></label>
    <label class="option"><input type="radio" name="open" checked=${other} onChange=${() => choose('')} />
      <span>${words.signIn.day}</span></label>
    ${
      other &&
      html`<input type="date" required aria-label=${words.signIn.dayLabel} value=${day}
        onInput=${(e: InputEvent) => choose(typed(e))} />`
    }
  </fieldset>`
}

interface ConsentProps {
  address: string
  busy: { value: boolean }
  agree: () => void
  decline: () => void
}

function Consent({ address, busy, agree, decline }: ConsentProps) {
  const focus = (heading: HTMLElement | null) => heading?.focus()
  return html`<h1 ref=${focus} tabindex="-1" class="consent-title">${words.consent.title}</h1>
    <p class="door-address"><bdi>${address}</bdi></p>
    <div class="consent-text">
      <p>${words.consent.why}</p>
      <ul>
        <li>${icon('lock')}<span>${words.consent.sealed}</span></li>
        <li>${icon('eye')}<span>${words.consent.use}</span></li>
        <li>${icon('past')}<span>${words.consent.change}</span></li>
        <li>${icon('warning')}<span>${words.consent.honest}</span></li>
      </ul>
    </div>
    <div class="stacked">
      <button type="button" class="button main wide" aria-disabled=${busy.value} onClick=${() => busy.value || agree()}>
        ${busy.value ? words.consent.busy : words.consent.agree}
      </button>
      <button type="button" class="button wide" onClick=${decline}>${words.consent.decline}</button>
    </div>`
}

function typed(event: InputEvent): string {
  return (event.currentTarget as HTMLInputElement).value
}
