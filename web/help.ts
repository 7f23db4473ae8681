import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { singleKeys } from './preferences.ts'
import { words } from './words.ts'

/** Which keys there are; only those that do something here. */
export function Help() {
  const groups: [string, [string[], string][]][] = [
    [
      words.help.days,
      [
        [['[', ']'], words.help.olderNewer],
        [['g', 'd'], words.help.calendar],
      ],
    ],
    [
      words.help.list,
      [
        [['j', 'k', '↓', '↑'], words.help.move],
        [['Home', 'End'], words.help.ends],
        [['Enter', 'o'], words.help.open],
        [['Esc', 'u'], words.help.back],
      ],
    ],
    [
      words.help.message,
      [
        [['d'], words.help.download],
        [['t'], words.help.textHtml],
        [['h'], words.help.headers],
        [['F6'], words.help.panes],
        [['?'], words.help.help],
      ],
    ],
  ]
  return html`<${Dialog} title=${words.help.title}>
    ${!singleKeys.value && html`<p class="fine">${words.help.off}</p>`}
    <div class="help">${groups.map(
      ([title, keys]) =>
        html`<section><h3>${title}</h3><dl class="keys">${keys.map(
          ([names, text]) =>
            html`<div><dt>${names.map(name => html`<kbd>${name}</kbd>`)}</dt><dd>${text}</dd></div>`,
        )}</dl></section>`,
    )}</div>
    <h3>${words.help.about}</h3>
    <p>${words.help.aboutText}</p>
  <//>`
}
