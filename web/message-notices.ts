import { html } from './html.ts'
import { icon } from './icons.ts'
import type { BodyPart, Message } from './mail.ts'
import { words } from './words.ts'

/** What is odd about a message, one line each: built badly, cut off, shown in part, sealed for somebody's key. */
export function Notices({ message, isCut }: { message: Message; isCut: boolean }) {
  const { notices } = message
  const lines: string[] = []
  if (notices.includes('unreadable')) lines.push(words.letter.unreadable)
  if (isCut || notices.some(one => one.startsWith('cut-'))) lines.push(words.letter.shownInPart)
  if (notices.includes('two-from')) lines.push(words.letter.twoFrom)
  if (notices.includes('no-end')) lines.push(words.letter.noEnd)
  if (notices.includes('no-blank-line')) lines.push(words.letter.noBlankLine)
  if ([...message.attachments, ...message.htmlBody].some(isSealed)) lines.push(words.letter.sealed)
  return html`${lines.map(
    line => html`<p class="bar-note warn" role="note">${icon('warning')}<span>${line}</span></p>`,
  )}`
}

/** Encrypted (RFC 3156 4, RFC 8551 3.3); a signature alone leaves the text readable. */
function isSealed({ type, name }: BodyPart): boolean {
  if (type === 'application/pgp-encrypted') return true
  return /^application\/(x-)?pkcs7-mime$/.test(type) && !/\.p7[sc]$/i.test(name ?? '')
}
