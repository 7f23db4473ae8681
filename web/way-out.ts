import { leaveAttached } from './attached-message.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Where an attached message hangs, and the way back to it. */
export function WayOut({ of }: { of: string | null }) {
  const subject = visible(of?.trim() ?? '') || words.list.noSubject
  return html`<div class="way-out">
    <button type="button" class="button" onClick=${leaveAttached}>${icon('leave')}${words.attached.wayOut}</button>
    <p class="fine">${words.attached.attachedTo} <bdi>${subject}</bdi></p>
  </div>`
}
