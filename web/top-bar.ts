import { useRef } from 'preact/hooks'
import { type DialogName, openDialog } from './dialog.ts'
import { html } from './html.ts'
import { type IconName, icon, sign } from './icons.ts'
import { act } from './keys.ts'
import { later } from './later.ts'
import { openFolder } from './open.ts'
import { follow, home, place } from './place.ts'
import { setPreference, singleKeys, type Theme, theme } from './preferences.ts'
import { say } from './said.ts'
import { SearchBox } from './search-box.ts'
import { me, signOut } from './session.ts'
import { words } from './words.ts'

const OpenRequests = later(
  () => import('./requests-count.ts').then(part => part.OpenRequests),
  () => html``,
)

/** Name, whose mailbox, and what is not of one day: appearance, keys, help, sign-out. */
export function TopBar() {
  return html`<header class="top">
    ${
      place.value.email !== null &&
      html`<button type="button" class="quiet square only-phone" aria-label=${words.message.back} onClick=${() => act('back')}>
        ${icon('leave')}</button>`
    }
    <button type="button" class="quiet square only-narrow to-folders" aria-label=${words.menu.folders} onClick=${() => openDialog('folders')}>
      ${icon('menu')}
    </button>
    <a class="brand" href="/" onClick=${follow(home)}>${sign()}<span>${words.name}</span></a>
    <span class="top-folder only-phone">${shownName()}</span>
    <span class="read-only" title=${words.readOnlyHint}>${icon('lock')}<span class="read-only-text">${words.readOnly}</span></span>
    <${SearchBox} />
    <button type="button" class="quiet square not-phone" aria-label=${words.menu.help} title=${words.menu.help}
      onClick=${() => openDialog('help')}>?</button>
    <${OpenRequests} /><${AccountMenu} />
  </header>`
}

function shownName(): string | undefined {
  const { view } = place.value
  if (view === 'missing') return words.missing.title
  return view === 'search' ? words.search.results : openFolder.value?.name
}

function AccountMenu() {
  const menu = useRef<HTMLDivElement>(null)
  const openFromMenu = (name: DialogName) => {
    menu.current?.hidePopover()
    openDialog(name)
  }
  return html`<button type="button" class="quiet account" popovertarget="account-menu" aria-label=${`${words.menu.account}${words.colon}${me.value?.address}`}>
      ${icon('person')}<bdi class="not-phone">${me.value?.address}</bdi>${icon('down', 'small')}
    </button>
    <div ref=${menu} id="account-menu" class="menu" popover="auto" role="group" aria-label=${words.menu.account}>
      <p class="menu-address"><bdi>${me.value?.address}</bdi></p>
      <fieldset class="segments">
        <legend>${words.menu.theme}</legend>
        ${segment('system', words.menu.system, 'past')}${segment('light', words.menu.light, 'sun')}${segment('dark', words.menu.dark, 'moon')}
      </fieldset>
      <label class="switch"><input type="checkbox" role="switch" checked=${singleKeys.value} onChange=${toggleKeys} />
        <span>${words.menu.keys}</span></label>
      <hr />
      <button type="button" class="menu-item" onClick=${() => openFromMenu('my-backups')}>${words.menu.backups}</button>
      <button type="button" class="menu-item" onClick=${() => openFromMenu('requests')}>${words.menu.requests}</button>
      <button type="button" class="menu-item" onClick=${() => openFromMenu('plan')}>${words.menu.backUpNow}</button>
      <button type="button" class="menu-item" onClick=${() => openFromMenu('settings')}>${words.menu.settings}</button>
      <button type="button" class="menu-item" onClick=${() => openFromMenu('letters')}>${words.menu.letters}</button>
      <button type="button" class="menu-item" onClick=${() => openFromMenu('help')}>${words.menu.help}</button>
      <button type="button" class="menu-item" onClick=${signOut}>${words.menu.signOut}</button>
    </div>`
}

function segment(value: Theme, text: string, picture: IconName) {
  return html`<label><input type="radio" name="theme" checked=${theme.value === value} onChange=${() => setPreference('theme', value)} />
    <span>${value === 'system' ? null : icon(picture)}${text}</span></label>`
}

function toggleKeys(): void {
  setPreference('singleKeys', !singleKeys.value)
  say(singleKeys.value ? words.said.shortcutsOn : words.said.shortcutsOff)
}
