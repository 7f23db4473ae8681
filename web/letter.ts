import { signal } from '@preact/signals'
import type { Charset } from '../src/domain/charsets.ts'
import type { BodyPart, Message } from './mail.ts'
import { preferText } from './preferences.ts'

/** What the reading pane shows: a message of the backup, or one attached to it at whatever depth. */
export interface Letter {
  message: Message
  /** JMAP account of the backup */
  account: string
  /** id of the message of the backup that it is, or hangs on */
  email: string
  /** how many messages it is attached to, one in the other */
  depth: number
}

/** How one letter is looked at. It begins anew with each: what was allowed to one sender is not to the next. */
export interface Look {
  asText: boolean
  headers: boolean
  /** HTML on dark paper */
  dark: boolean
  /** pictures from the internet, this once */
  remote: boolean
  /** the reader's choice; null is what the message says, or a guess */
  charset: Charset | null
  /** the choice of charsets is offered though nothing looked wrong */
  charsets: boolean
}

const chosen = signal<{ of: string; look: Partial<Look> }>({ of: '', look: {} })

/** How it is looked at now. */
export function lookAt({ message }: Letter): Look {
  return { ...asItComes(), ...(chosen.value.of === message.blobId ? chosen.value.look : {}) }
}

export function changeLook({ message }: Letter, change: Partial<Look>): void {
  const { of, look } = chosen.peek()
  chosen.value = { of: message.blobId, look: { ...(of === message.blobId ? look : {}), ...change } }
}

/** The letter with this blob was left: when it is opened again, it begins as it comes. */
export function lookLeft(blobId: string): void {
  if (chosen.peek().of === blobId) chosen.value = { of: '', look: {} }
}

/** The charset chosen for the letter with this blob; asked for before the letter is here. */
export function charsetOf(blobId: string | null): Charset | null {
  return chosen.value.of === blobId ? (chosen.value.look.charset ?? null) : null
}

function asItComes(): Look {
  return {
    ...{ asText: preferText.value, headers: false, dark: false },
    ...{ remote: false, charset: null, charsets: false },
  }
}

/** Where the HTML of a part is a document of its own. */
export function htmlUrl(
  { account, email }: Letter,
  part: BodyPart,
  { dark, remote, charset }: Pick<Look, 'dark' | 'remote' | 'charset'>,
): string {
  const asked = new URLSearchParams()
  if (remote) asked.set('remote', '1')
  if (dark) asked.set('theme', 'dark')
  if (charset !== null) asked.set('charset', charset)
  const query = asked.size > 0 ? `?${asked}` : ''
  return `/render/${account}/${email}/${partPath(part)}${query}`
}

/** Where a picture among the parts is shown in place. */
export function pictureUrl({ account, email }: Letter, part: BodyPart): string {
  return `/render/${account}/${email}/part/${partPath(part)}`
}

/** Where several parts come as one ZIP. */
export function filesUrl({ account, email }: Letter, parts: readonly BodyPart[], name: string): string {
  return `/render/${account}/${email}/files/${encodeURIComponent(name)}?parts=${parts.map(partPath).join(',')}`
}

/** "2_1-1" of the blob id "<sha>_2_1-1": the way from the message of the backup to the part. */
function partPath({ blobId }: BodyPart): string {
  return (blobId ?? '').split('_').slice(1).join('_')
}

export function isHtml(part: BodyPart): boolean {
  return part.type === 'text/html'
}

/** Can the reader choose between HTML and plain text? */
export function hasBoth(message: Message): boolean {
  return message.htmlBody.some(isHtml) && message.textBody.some(part => part.type === 'text/plain')
}

/** Is it shown as text, by choice or because there is nothing else? */
export function showsText(letter: Letter): boolean {
  const { message } = letter
  return message.htmlBody.some(isHtml) ? hasBoth(message) && lookAt(letter).asText : true
}
