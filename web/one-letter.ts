import { useCallback, useEffect } from 'preact/hooks'
import { restoreEmail } from './actions-restore.ts'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { later } from './later.ts'
import { changeLook, type Letter, lookAt, lookLeft } from './letter.ts'
import { MessageBody } from './message-body.ts'
import { MessageHead } from './message-head.ts'
import { threads } from './preferences.ts'
import { PresenceNote } from './presence-note.ts'
import { WayOut } from './way-out.ts'

const Conversation = later(() => import('./conversation.ts').then(part => part.Conversation))

/** One message as it is read: the one `around` it when it is attached, its head, what became of it, its conversation and its body. */
export function OneLetter({ letter, around }: { letter: Letter; around: string | null }) {
  const { message, depth } = letter
  useEffect(() => () => lookLeft(message.blobId), [message.blobId])
  useAction(
    'textOrHtml',
    useCallback(() => changeLook(letter, { asText: !lookAt(letter).asText }), [message]),
  )
  useAction(
    'headers',
    useCallback(() => changeLook(letter, { headers: !lookAt(letter).headers }), [message]),
  )
  useAction(
    'restore',
    useCallback(() => restoreEmail(letter), [letter]),
  )
  return html`${depth > 0 && html`<${WayOut} of=${around} />`}<article class="letter" key=${`${letter.email} ${letter.depth}`}>
    <${MessageHead} letter=${letter} />
    ${letter.depth === 0 && html`<${PresenceNote} letter=${letter} />`}
    ${letter.depth === 0 && threads.value && html`<${Conversation} account=${letter.account} email=${letter.email} />`}
    <${MessageBody} key=${message.blobId} letter=${letter} />
  </article>`
}
