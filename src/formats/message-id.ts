import { headerForm } from './header-forms.ts'

/** Longer ones are told apart by their beginning: senders choose them. */
const LONGEST = 250

/** The Message-ID in the text of that field, shaped as the index has it, without angle brackets; null where there is none. */
export function messageIdOf(field: string): string | null {
  return comparedId(headerForm('MessageIds', field)?.[0] ?? null)
}

/** A Message-ID as far as it is compared. */
export function comparedId(messageId: string | null): string | null {
  return messageId === null ? null : messageId.slice(0, LONGEST)
}
