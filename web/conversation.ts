import { signal } from '@preact/signals'
import { listDate } from './dates.ts'
import { flatten } from './folder-tree.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { answerOf, jmap } from './jmap.ts'
import { loaded, ready } from './loaded.ts'
import type { Row } from './mail.ts'
import { openBackup, openFolder, openTree } from './open.ts'
import { calledBy } from './people.ts'
import { follow, place, placePath } from './place.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Of a conversation: whoever reads more of them looks for them in the folder. */
const most = 500

/** Unfolded once, it is so for the next message of it as well. */
const unfolded = signal(false)

interface Part extends Pick<Row, 'id' | 'from' | 'receivedAt' | 'keywords' | 'hasAttachment'> {
  blobId: string
  mailboxIds: Record<string, true>
}

/** The messages of the conversation on that day, in whatever folder, oldest first; nothing where the message stands alone. */
export function Conversation({ account, email }: { account: string; email: string }) {
  const folder = openFolder.value?.folder.id
  const answer = loaded(`conversation ${account} ${email}`, () => loadConversation(account, email)).value
  const parts = onceEach(ready(answer) ?? [], email, folder)
  if (parts.length < 2) return null
  const names = new Map(flatten(ready(openTree.value) ?? []).map(one => [one.folder.id, one.name]))
  const seenFrom = openBackup.value?.takenAt ?? 0
  return html`<details class="conversation" open=${unfolded.value} onToggle=${(event: Event) => {
    unfolded.value = (event.currentTarget as HTMLDetailsElement).open
  }}>
    <summary>${icon('inbox', 'small')}${words.listing.conversationTitle(parts.length)}</summary>
    <ol>${parts.map(part => {
      const to = { ...place.value, email: part.id }
      const [where = ''] = Object.keys(part.mailboxIds)
      return html`<li key=${part.id}><a class=${part.keywords.$seen ? 'part' : 'part unread'} href=${placePath(to)} onClick=${follow(to)}
          aria-current=${part.id === email ? 'true' : undefined}>
        <span class="part-who">${!part.keywords.$seen && html`<span class="unseen">${words.list.unread}, </span>`}<bdi>${calledBy(part.from, words.list.noSender)}</bdi></span>
        ${part.hasAttachment && html`<span title=${words.list.attachment}>${icon('clip', 'small')}</span>`}
        ${where !== folder && html`<span class="tag"><bdi>${visible(names.get(where) ?? '')}</bdi></span>`}
        <time datetime=${part.receivedAt}>${listDate(Date.parse(part.receivedAt), seenFrom)}</time></a></li>`
    })}</ol>
  </details>`
}

async function loadConversation(accountId: string, email: string): Promise<Part[]> {
  const [, threads] = await jmap<[unknown, { list: { emailIds: string[] }[] }]>(
    ['Email/get', { accountId, ids: [email], properties: ['threadId'] }],
    ['Thread/get', { accountId, '#ids': answerOf(0, 'Email/get', '/list/*/threadId') }],
  )
  const ids = (threads.list[0]?.emailIds ?? []).slice(-most)
  if (ids.length < 2) return []
  const properties = ['id', 'from', 'receivedAt', 'keywords', 'hasAttachment', 'blobId', 'mailboxIds']
  const [emails] = await jmap<[{ list: Part[] }]>(['Email/get', { accountId, ids, properties }])
  const byId = new Map(emails.list.map(part => [part.id, part]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** A message that stands in several folders is one of the conversation: the open copy, else that of the open folder. */
function onceEach(parts: readonly Part[], email: string, folder: string | undefined): Part[] {
  const rank = (part: Part) =>
    part.id === email ? 2 : folder !== undefined && part.mailboxIds[folder] ? 1 : 0
  const best = new Map<string, Part>()
  for (const part of parts) {
    const known = best.get(part.blobId)
    if (!known || rank(part) > rank(known)) best.set(part.blobId, part)
  }
  return [...best.values()].sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt))
}
