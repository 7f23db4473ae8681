import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { Limits } from './limits.ts'
import { setPreference, singleKeys } from './preferences.ts'
import { say } from './said.ts'
import { words } from './words.ts'

/** Which keys there are; only those that do something here. */
export function Help() {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  const control = isMac ? '⌘' : 'Ctrl'
  const { help } = words
  const groups: [string, [string[], string][]][] = [
    [
      help.days,
      [
        [['[', ']'], help.olderNewer],
        [['g', 'd'], help.calendar],
        [['g', 'm'], words.missing.title],
        [['/'], help.search],
      ],
    ],
    [
      help.list,
      [
        [['j', 'k', '↓', '↑'], help.move],
        [['PgUp', 'PgDn'], help.page],
        [['Home', 'End'], help.ends],
        [['Enter', 'o'], help.open],
        [['Esc', 'u'], help.back],
        [['x', 'Space'], help.select],
        [['Shift ↓', '↑'], help.range],
        [[`${control} A`], help.selectAll],
        [['Shift F10'], help.menu],
      ],
    ],
    [
      help.message,
      [
        [['d'], help.download],
        [['r'], help.restore],
        [['t'], help.textHtml],
        [['h'], help.headers],
        [[`${control} P`], help.print],
        [['F6'], help.panes],
        [['?'], help.help],
      ],
    ],
  ]
  return html`<${Dialog} title=${help.title}>
    <label class="switch"><input type="checkbox" role="switch" checked=${singleKeys.value} onChange=${toggleKeys} />
      <span>${words.menu.keys}</span></label>
    ${!singleKeys.value && html`<p class="fine">${help.off}</p>`}
    <div class="help">${groups.map(
      ([title, keys]) =>
        html`<section><h3>${title}</h3><dl class="keys">${keys.map(
          ([names, text]) =>
            html`<div><dt>${names.map(name => html`<kbd>${name}</kbd>`)}</dt><dd>${text}</dd></div>`,
        )}</dl></section>`,
    )}</div>
    <h3>${help.about}</h3>
    <p>${help.aboutText}</p>
    <${Limits} />
  <//>`
}

function toggleKeys(): void {
  setPreference('singleKeys', !singleKeys.peek())
  say(singleKeys.peek() ? words.said.shortcutsOn : words.said.shortcutsOff)
}
