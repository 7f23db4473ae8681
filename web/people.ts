import type { Address } from '../src/domain/message.ts'
import { visible } from './visible-text.ts'

/** What a person is called in a list: the name, else the address. */
export function calledBy(people: readonly Address[] | null, otherwise: string): string {
  const names = (people ?? []).slice(0, 3).map(one => visible(one.name?.trim() || one.email))
  return names.filter(Boolean).join(', ') || otherwise
}

/** Two letters for the disc beside a sender, and one of eight hues that stays the same for an address. */
export function initials(one: Address | undefined): { letters: string; hue: number } {
  const text = (one?.name?.trim() || one?.email || '?').replace(/[^\p{L}\p{N}\s]/gu, '')
  const parts = text.split(/\s+/).filter(Boolean)
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map(part => [...(part ?? '')][0] ?? '')
    .join('')
  let sum = 0
  for (const letter of one?.email.toLowerCase() ?? '') sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return { letters: letters.toLocaleUpperCase() || '?', hue: sum % 8 }
}
