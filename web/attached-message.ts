import { signal } from '@preact/signals'
import type { Charset } from '../src/domain/charsets.ts'
import { jmap } from './jmap.ts'
import { type Message, messageArguments } from './mail.ts'
import { intoMessage } from './open.ts'
import { endWindowStep, windowStep } from './place.ts'

/** An attached message, and the subject of the one it is attached to. */
export interface Attached {
  blobId: string
  of: string | null
}

/** The attached messages that are open one in the other, outermost first, and the message of the backup they hang on. */
export const attached = signal<{ email: string; path: readonly Attached[] }>({ email: '', path: [] })

/** The attached messages open in this one. */
export function attachedIn(email: string | null): readonly Attached[] {
  return attached.value.email === email ? attached.value.path : []
}

/** Opens a message that is attached to the one on screen; Back of the browser leads out again. */
export function openAttached(email: string, one: Attached): void {
  attached.value = { email, path: [...attachedIn(email), one] }
  windowStep(stepOut)
}

/** Back to the message around it, by our own button or key. */
export function leaveAttached(): void {
  const { email, path } = attached.peek()
  outOf(email, path)
  if (path.length === 1) endWindowStep()
}

/** Another message was opened. */
export function forgetAttached(): void {
  if (attached.peek().path.length > 0) attached.value = { email: '', path: [] }
}

// The browser has gone a step back by itself; of several, each is a step.
function stepOut(): void {
  const { email, path } = attached.peek()
  outOf(email, path)
  if (path.length > 1) windowStep(stepOut)
}

// The button that had the focus goes with the attached message.
function outOf(email: string, path: readonly Attached[]): void {
  attached.value = { email, path: path.slice(0, -1) }
  if (path.length > 0) intoMessage.value = true
}

/** An attached message as the pane shows it, or null when it cannot be taken apart (RFC 8621 4.9). */
export async function loadAttached(
  accountId: string,
  email: string,
  blobId: string,
  charset: Charset | null,
): Promise<Message | null> {
  const { properties, ...more } = messageArguments(charset)
  const [answer] = await jmap<[{ parsed: Record<string, Message> | null }]>([
    'Email/parse',
    { accountId, blobIds: [blobId], properties: properties.filter(name => !ofTheStore.has(name)), ...more },
  ])
  const message = answer.parsed?.[blobId]
  return message ? { ...message, id: email, keywords: {}, mailboxIds: {}, receivedAt: '' } : null
}

/** What only a message that arrived by itself has. */
const ofTheStore = new Set(['id', 'keywords', 'mailboxIds', 'receivedAt', 'damaged'])
