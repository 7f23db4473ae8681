import { computed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { attachedIn, forgetAttached, leaveAttached, loadAttached } from './attached-message.ts'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { later } from './later.ts'
import { charsetOf, type Letter } from './letter.ts'
import { type Loaded, loaded, reload } from './loaded.ts'
import { loadMessage, type Message } from './mail.ts'
import { Empty, Failed } from './notice.ts'
import { accountOf, inBackup, openBackup, openFolder } from './open.ts'
import { go, type Place, place } from './place.ts'
import { WayOut } from './way-out.ts'
import { words } from './words.ts'

const OneLetter = later(() => import('./one-letter.ts').then(part => part.OneLetter), bones)
const MissingMessage = later(() => import('./missing-message.ts').then(part => part.MissingMessage))

/** What is asked for to be read: under which key it is kept, and how it is loaded. */
interface Wanted {
  key: string
  load: () => Promise<Message | null>
}

/** The message of the backup, and what of it or in it is to be shown: with the reader's charset, an attached one. */
const open = computed<{ outer: Loaded<Message | null>; answer: Loaded<Message | null>; again: () => void }>(
  () => {
    const { email } = place.value
    const backup = openBackup.value
    if (!backup || email === null) return { outer: loading, answer: loading, again: () => undefined }
    const account = accountOf(backup)
    const own = { key: `message ${account} ${email}`, load: () => loadMessage(account, email) }
    const outer = loaded(own.key, own.load).value
    const inner = attachedIn(email).at(-1)?.blobId
    const blob = inner ?? (outer.state === 'ready' ? (outer.value?.blobId ?? null) : null)
    const charset = charsetOf(blob)
    const wanted: Wanted =
      inner !== undefined
        ? {
            key: `attached ${account} ${inner} ${charset}`,
            load: () => loadAttached(account, email, inner, charset),
          }
        : charset !== null
          ? { key: `${own.key} ${charset}`, load: () => loadMessage(account, email, charset) }
          : own
    const answer = wanted === own ? outer : loaded(wanted.key, wanted.load).value
    return { outer, answer, again: () => reload(wanted.key, wanted.load) }
  },
)

const loading: Loaded<Message | null> = { state: 'loading' }

/** The open message of the open day, or what there is instead. */
export function MessagePane() {
  const { email } = place.value
  const path = attachedIn(email)
  const depth = path.length
  const around = path.at(-1)?.of ?? null
  useEffect(() => forgetAttached, [email])
  useEffect(() => {
    document.getElementById('message')?.scrollTo(0, 0)
  }, [email, depth])
  useAction('back', back)

  const shown = useRef<Letter | null>(null)
  const backup = openBackup.value
  const { outer, answer, again } = open.value
  if (email === null)
    return html`<${Empty} icon="inbox" title=${words.message.choose}><p>${daysHint()}</p><//>`
  if (answer.state === 'loading' || !backup) {
    // The same message on another day stays on screen, and the focus in it, until the answer is here.
    if (shown.current?.email === email && shown.current.depth === depth)
      return html`<${OneLetter} letter=${shown.current} around=${around} />`
    return bones()
  }
  if (answer.state === 'failed')
    return html`${depth > 0 && html`<${WayOut} of=${around} />`}<${Failed} title=${words.message.failed} trouble=${answer.trouble} again=${again} />`
  if (answer.value === null) {
    if (depth === 0 || (outer.state === 'ready' && outer.value === null))
      return html`<${MissingMessage} email=${email} backup=${backup} />`
    return html`<${WayOut} of=${around} /><${Empty} icon="warning" title=${words.attached.notAMessage}>
      <p>${words.attached.notAMessageText}</p><//>`
  }
  shown.current = { message: answer.value, account: accountOf(backup), email, depth }
  return html`<${OneLetter} letter=${shown.current} around=${around} />`
}

function bones() {
  return html`<div class="message-bones late" aria-busy="true"><div class="bone title"></div><div class="bone"></div>
    <div class="bone long"></div><div class="bone long"></div><div class="bone"></div></div>`
}

function back(): void {
  const at = place.peek()
  if (at.email === null) {
    leaveView(at)
    return
  }
  if (attachedIn(at.email).length > 0) {
    leaveAttached()
    return
  }
  if (at.view) go({ ...at, email: null })
  else go({ ...inBackup(at.folder ?? openFolder.peek()?.folder.id ?? null), sort: at.sort, show: at.show })
  toRows()
}

// In the list itself: a search or what is missing ends, and the folder it was begun in is back.
function leaveView(at: Place): void {
  if (at.view === null) return
  go(inBackup(at.folder))
  toRows()
}

function toRows(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.rows [tabindex="0"]')?.focus())
}

function daysHint() {
  const [before, after] = words.message.chooseText('\0').split('\0')
  return html`${before}<kbd>[</kbd> <kbd>]</kbd>${after}`
}
