import { computed, signal } from '@preact/signals'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { Backup } from './backups.ts'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { type Loaded, loaded, reload } from './loaded.ts'
import { loadMessage, type Message } from './mail.ts'
import { MessageBody } from './message-body.ts'
import { MessageHead } from './message-head.ts'
import { MissingMessage } from './missing-message.ts'
import { Empty, Failed } from './notice.ts'
import { accountOf, inBackup, openBackup, openFolder } from './open.ts'
import { go, place } from './place.ts'
import { words } from './words.ts'

/** How the open message is shown; each message begins as HTML where it has some. */
export const showText = signal(false)
export const showHeaders = signal(false)

const openMessage = computed<Loaded<Message | null> | null>(() => {
  const { email } = place.value
  const backup = openBackup.value
  if (email === null) return null
  return backup
    ? loaded(keyOf(backup, email), () => loadMessage(accountOf(backup), email)).value
    : { state: 'loading' }
})

/** The open message of the open day, or what there is instead. */
export function MessagePane() {
  const { email } = place.value
  useEffect(() => {
    showText.value = false
    showHeaders.value = false
    document.getElementById('message')?.scrollTo(0, 0)
  }, [email])
  useAction('back', back)
  useAction(
    'textOrHtml',
    useCallback(() => {
      showText.value = !showText.value
    }, []),
  )
  useAction(
    'headers',
    useCallback(() => {
      showHeaders.value = !showHeaders.value
    }, []),
  )

  const shown = useRef<Shown | null>(null)
  const backup = openBackup.value
  const answer = openMessage.value
  if (answer === null || email === null)
    return html`<${Empty} icon="inbox" title=${words.message.choose}><p>${daysHint()}</p><//>`
  if (answer.state === 'loading' || !backup) {
    // The same message on another day stays on screen, and the focus in it, until the answer is here.
    if (shown.current?.message.id === email) return letter(shown.current)
    return html`<div class="message-bones late" aria-busy="true"><div class="bone title"></div><div class="bone"></div>
      <div class="bone long"></div><div class="bone long"></div><div class="bone"></div></div>`
  }
  if (answer.state === 'failed') {
    const again = () => reload(keyOf(backup, email), () => loadMessage(accountOf(backup), email))
    return html`<${Failed} title=${words.message.failed} trouble=${answer.trouble} again=${again} />`
  }
  if (answer.value === null) return html`<${MissingMessage} email=${email} backup=${backup} />`
  shown.current = { message: answer.value, account: accountOf(backup) }
  return letter(shown.current)
}

interface Shown {
  message: Message
  account: string
}

function letter({ message, account }: Shown) {
  return html`<article class="letter" key=${message.id}>
    <${MessageHead} message=${message} account=${account} />
    <${MessageBody} key=${message.blobId} message=${message} account=${account} />
  </article>`
}

function back(): void {
  const at = place.peek()
  if (at.email === null) return
  if (at.view) go({ ...at, email: null })
  else go({ ...inBackup(at.folder ?? openFolder.peek()?.folder.id ?? null), sort: at.sort })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.rows [tabindex="0"]')?.focus())
}

function daysHint() {
  const [before, after] = words.message.chooseText('\0').split('\0')
  return html`${before}<kbd>[</kbd> <kbd>]</kbd>${after}`
}

function keyOf(backup: Backup, email: string): string {
  return `message ${backup.number} ${email}`
}
