import { effect } from '@preact/signals'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { html } from '../html.ts'
import { sign } from '../icons.ts'
import { signedOut } from '../server.ts'
import { Access } from './access.ts'
import { Accounts } from './accounts.ts'
import { Audit } from './audit.ts'
import { Domains } from './domains.ts'
import { Door, DoorAgain } from './door.ts'
import { later } from './later.ts'
import { Looks } from './looks.ts'
import { me, signOut, whoAmI } from './me.ts'
import { said } from './parts.ts'
import { follow, pathOf, place, VIEWS, type ViewName, watchHistory } from './place.ts'
import { Requests } from './requests.ts'
import { Runs } from './runs.ts'
import { Sessions } from './sessions.ts'
import { spoken } from './speak.ts'
import { Storage } from './storage.ts'
import { words } from './words.ts'

// Once in the life of an admin; with it comes what draws QR pictures.
const Welcome = later(() => import('./welcome.ts').then(it => it.Welcome))

const shown = {
  requests: Requests,
  accounts: Accounts,
  runs: Runs,
  storage: Storage,
  domains: Domains,
  audit: Audit,
  sessions: Sessions,
} satisfies Record<ViewName, unknown>

/** Shows the admins' panel, when there are texts. */
export function start(): void {
  watchHistory()
  effect(() => {
    spoken.value
    const { view } = place.value
    const isAccess = location.pathname === '/access'
    document.title = isAccess
      ? `${words.access.title} · ${words.name}`
      : `${view === 'welcome' ? words.panel : words.views[view]} · ${words.name}`
  })
  whoAmI().catch(() => {
    me.value = null
  })
  const page = document.getElementById('page')
  page?.replaceChildren()
  if (page) render(html`<${Panel} />`, page)
}

function Panel() {
  return html`<${Spoken} key=${spoken.value} />`
}

function Spoken() {
  if (location.pathname === '/access') return html`<${Access} token=${location.hash.slice(1)} />`
  const { view } = place.value
  if (view === 'welcome') return html`<${Welcome} />`
  if (me.value === undefined) return html`<main class="alone" aria-busy="true"></main>`
  if (me.value === null) return html`<${Door} />`
  return html`<${Inside} view=${view} />${signedOut.value && html`<${DoorAgain} />`}`
}

let seen: ViewName | null = null

function Inside({ view }: { view: ViewName }) {
  useEffect(() => {
    // In another language everything is made anew, and nobody has gone anywhere.
    if (view === seen) return
    seen = view
    said.value = ''
    document.getElementById('view-title')?.focus()
  }, [view])
  const who = me.value
  const first = { view: 'requests', id: null } as const
  return html`<div class="admin">
    <p class="skips"><a href="#admin-main">${words.skip}</a></p>
    <header class="admin-top">
      <a class="brand" href=${pathOf(first)} onClick=${follow(first)}>${sign()} ${words.name}</a>
      <span class="read-only">${words.panel}</span>
      <nav aria-label=${words.panel}><ul>${VIEWS.map(
        name => html`<li><a href=${pathOf({ view: name, id: null })} aria-current=${name === view ? 'page' : undefined}
          onClick=${follow({ view: name, id: null })}>${words.views[name]}</a></li>`,
      )}</ul></nav>
      <p class="admin-who"><bdi>${who?.name}</bdi>${who && html` <span class="fine">${words.door.role[who.role]}</span>`}
        <button type="button" class="linklike" onClick=${signOut}>${words.door.signOut}</button></p>
      <${Looks} />
    </header>
    <main id="admin-main"><${shown[view]} /></main>
    <p class="admin-said" role="status">${said.value}</p>
  </div>`
}
