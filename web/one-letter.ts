import { useCallback } from 'preact/hooks'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { later } from './later.ts'
import { changeLook, type Letter, lookAt } from './letter.ts'
import { MessageBody } from './message-body.ts'
import { MessageHead } from './message-head.ts'
import { threads } from './preferences.ts'
import { PresenceNote } from './presence-note.ts'

const Conversation = later(() => import('./conversation.ts').then(part => part.Conversation))

/** One message as it is read: its head, what became of it, its conversation and its body. */
export function OneLetter({ letter }: { letter: Letter }) {
  const { message } = letter
  useAction(
    'textOrHtml',
    useCallback(() => changeLook(letter, { asText: !lookAt(letter).asText }), [message]),
  )
  useAction(
    'headers',
    useCallback(() => changeLook(letter, { headers: !lookAt(letter).headers }), [message]),
  )
  return html`<article class="letter" key=${`${letter.email} ${letter.depth}`}>
    <${MessageHead} letter=${letter} />
    ${letter.depth === 0 && html`<${PresenceNote} email=${letter.email} />`}
    ${letter.depth === 0 && threads.value && html`<${Conversation} account=${letter.account} email=${letter.email} />`}
    <${MessageBody} key=${message.blobId} letter=${letter} />
  </article>`
}
