import type { Language } from '../src/domain/language.ts'
import { Dialog, openDialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { sendPreferences } from './kept-preferences.ts'
import { languageNames } from './language-names.ts'
import { count } from './numbers.ts'
import {
  density,
  hiddenFolders,
  language,
  layout,
  type PagePreferences,
  preferences,
  preferText,
  setPreference,
  showPreview,
  singleKeys,
  theme,
  threads,
} from './preferences.ts'
import { say } from './said.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** How the page looks, reads and speaks. Each choice is in force at once; there is nothing to save. */
export function Settings() {
  const { settings, menu } = words
  return html`<${Dialog} title=${settings.title} kind="settings">
    <p class="fine first">${settings.intro}</p>
    <${ChooseLanguage} />
    <h3>${settings.display}</h3>
    ${choice('theme', theme.value, settings.theme, { system: menu.system, light: menu.light, dark: menu.dark })}
    ${choice('density', density.value, settings.density, { cosy: settings.cosy, compact: settings.compact })}
    ${choice('layout', layout.value, settings.layout, { right: settings.right, below: settings.below })}
    ${onOff('showPreview', showPreview.value, settings.preview)}
    <h3>${settings.reading}</h3>
    ${onOff('threads', threads.value, settings.threads)}
    ${onOff('preferText', preferText.value, settings.preferText)}
    <${Hidden} />
    <h3>${settings.keyboard}</h3>
    ${onOff('singleKeys', singleKeys.value, menu.keys, settings.keysText)}
    <button type="button" class="linklike" onClick=${() => openDialog('help')}>${settings.allKeys}</button>
    <h3>${settings.mail}</h3>
    <button type="button" class="button" onClick=${() => openDialog('letters')}>${settings.letters}</button>
    <p class="fine">${settings.version(me.value?.version ?? '')}</p>
  <//>`
}

function ChooseLanguage() {
  const choose = async (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement
    setPreference('language', value === '' ? null : (value as Language))
    await sendPreferences()
    // every text and every date anew, at the same place
    location.reload()
  }
  return html`<label class="field setting"><span>${words.settings.language}</span>
    <select aria-describedby="language-text" onChange=${choose}>
      <option value="" selected=${language.value === null}>${words.settings.asBrowser}</option>
      ${Object.entries(languageNames).map(([code, name]) => html`<option value=${code} lang=${code} selected=${language.value === code}>${name}</option>`)}
    </select></label>
    <p class="fine" id="language-text">${words.settings.languageText}</p>`
}

function Hidden() {
  const hidden = hiddenFolders.value.length
  if (hidden === 0) return null
  return html`<p class="setting-line"><span>${words.settings.folders(count(hidden))}</span>
    <button type="button" class="linklike" onClick=${() => setPreference('hiddenFolders', [])}>${words.settings.showFolders}</button></p>`
}

type Chosen = 'theme' | 'density' | 'layout'

function choice<K extends Chosen>(
  name: K,
  now: string,
  title: string,
  values: Record<PagePreferences[K], string>,
) {
  return html`<fieldset class="segments setting"><legend>${title}</legend>
    ${Object.entries<string>(values).map(
      ([value, text]) => html`<label><input type="radio" name=${`setting-${name}`} checked=${now === value}
        onChange=${() => setPreference(name, value as PagePreferences[K])} /><span>${now === value && icon('check', 'small')}${text}</span></label>`,
    )}
  </fieldset>`
}

function onOff(
  name: 'showPreview' | 'threads' | 'preferText' | 'singleKeys',
  isOn: boolean,
  text: string,
  more?: string,
) {
  const id = `about-${name}`
  const change = () => {
    setPreference(name, !preferences()[name])
    if (name === 'singleKeys') say(isOn ? words.said.shortcutsOff : words.said.shortcutsOn)
  }
  return html`<label class="switch setting"><input type="checkbox" role="switch" checked=${isOn}
      aria-describedby=${more ? id : undefined} onChange=${change} /><span>${text}</span></label>
    ${more && html`<p class="fine" id=${id}>${more}</p>`}`
}
