import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { FirstBackup } from './first-backup.ts'
import { html } from './html.ts'
import { watchKeys } from './keys.ts'
import { ready } from './loaded.ts'
import { MailView } from './mail-view.ts'
import { Empty, Failed } from './notice.ts'
import { backups } from './open.ts'
import { follow, lost, placePath, watchHistory } from './place.ts'
import { usePreferences } from './preferences.ts'
import { Said } from './said.ts'
import { asTrouble, signedOut, type Trouble } from './server.ts'
import { me, whoAmI } from './session.ts'
import { SignIn } from './sign-in.ts'
import { watchTitle } from './title.ts'
import { words } from './words.ts'

const trouble = signal<Trouble | null>(null)

function start(): void {
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
    return html`<main class="alone"><${Failed} title=${words.trouble.title} trouble=${trouble.value} again=${start} /></main>`
  if (lost.value) return html`<${Lost} />`
  if (me.value === undefined) return html`<main class="alone" aria-busy="true"></main>`
  if (me.value === null || signedOut.value) return html`<${SignIn} />`
  const all = backups.value
  if (all.state === 'ready' ? all.value.all.length === 0 : all.state === 'loading' && !me.value.newest)
    return html`<${FirstBackup} attempt=${ready(all)?.attempt ?? null} />`
  return html`<${MailView} />`
}

function Lost() {
  const home = { point: null, folder: null, email: null }
  return html`<main class="alone"><${Empty} icon="past" title=${words.trouble.lostTitle} level="h1">
    <p>${words.trouble.lost}</p>
    <a class="button main" href=${placePath(home)} onClick=${follow(home)}>${words.trouble.home}</a>
  <//></main>`
}

usePreferences()
watchHistory()
watchKeys()
effect(watchTitle)
start()
const page = document.getElementById('page')
if (page) {
  page.replaceChildren()
  render(html`<${Page} />`, page)
}
