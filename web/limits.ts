import { html } from './html.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** What no backup can hold, said where somebody may look for it in vain. */
export function Limits() {
  const { limits } = words
  const contact = me.value?.contact
  return html`<details class="limits"><summary>${limits.title}</summary><ul>
    <li>${limits.between}</li>
    <li>${limits.pop3}</li>
    <li>${limits.partial}</li>
    <li>${contact ? limits.calendarsAsk(contact) : limits.calendars}</li>
  </ul></details>`
}
