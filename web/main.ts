import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { html } from './html.ts'
import type { FirstTexts } from './i18n/en.ts'
import type { MoreTexts } from './i18n/en-more.ts'
import { keepPreferences } from './kept-preferences.ts'
import { watchKeys } from './keys.ts'
import { later, loadWaiting } from './later.ts'
import { ready } from './loaded.ts'
import { MailView } from './mail-view.ts'
import { Empty, Failed } from './notice.ts'
import { backups } from './open.ts'
import { follow, home, lost, placePath, watchHistory } from './place.ts'
import { watchWidth } from './preferences.ts'
import { Said } from './said.ts'
import { asTrouble, signedOut, type Trouble } from './server.ts'
import { me, watchReturn, whoAmI } from './session.ts'
import { watchTitle } from './title.ts'
import { setWords, words } from './words.ts'

const SignIn = later(() => import('./sign-in.ts').then(part => part.SignIn))
const SignInAgain = later(() => import('./sign-in.ts').then(part => part.SignInAgain))
const FirstBackup = later(() => import('./first-backup.ts').then(part => part.FirstBackup))

const trouble = signal<Trouble | null>(null)

/** Shows the page in the language of these texts. */
export function start(texts: FirstTexts, more: () => Promise<MoreTexts>): void {
  setWords(texts, navigator.languages, more)
  keepPreferences()
  watchWidth()
  watchHistory()
  watchReturn()
  watchKeys()
  effect(watchTitle)
  begin()
  const page = document.getElementById('page')
  if (!page) return
  page.replaceChildren()
  render(html`<${Page} />`, page)
  useQuietMoments()
}

/** What is not needed yet comes when the mailbox is open and nothing else is on its way; not where octets are dear. */
function useQuietMoments(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return
  const stop = effect(() => {
    if (!ready(backups.value)) return
    setTimeout(loadWaiting, 1500)
    queueMicrotask(() => stop())
  })
}

function begin(): void {
  whoAmI().then(
    () => {
      trouble.value = null
    },
    error => {
      trouble.value = asTrouble(error)
    },
  )
}

function Page() {
  return html`<${View} /><${Said} />`
}

function View() {
  if (trouble.value)
    return html`<main class="alone"><${Failed} title=${words.trouble.title} trouble=${trouble.value} again=${begin} /></main>`
  if (lost.value) return html`<${Lost} />`
  if (me.value === undefined) return html`<main class="alone" aria-busy="true"></main>`
  if (me.value === null) return html`<${SignIn} />`
  return html`<${Inside} />${signedOut.value && html`<${SignInAgain} />`}`
}

function Inside() {
  const all = backups.value
  if (all.state === 'ready' ? all.value.all.length === 0 : all.state === 'loading' && !me.value?.newest)
    return html`<${FirstBackup} attempt=${ready(all)?.attempt ?? null} />`
  return html`<${MailView} />`
}

function Lost() {
  return html`<main class="alone"><${Empty} icon="past" title=${words.trouble.lostTitle} level="h1">
    <p>${words.trouble.lost}</p>
    <a class="button main" href=${placePath(home)} onClick=${follow(home)}>${words.trouble.home}</a>
  <//></main>`
}
