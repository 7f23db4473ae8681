import { canonicalDomain, domainOf } from './address.ts'
import type { Language } from './language.ts'
import type { AccountId } from './point.ts'

/** One letter as it is kept and sent. The subject is our own text and figures, never a word of anybody else. */
export interface Letter {
  language: Language
  subject: string
  text: string
  html: string
}

/** A letter to be put into the outbox. */
export interface NewLetter {
  /** its owner's letters go with an account; null for operators' */
  account: AccountId | null
  recipient: string
  letter: Letter
  /** "<…@…>", the same however often it is sent: mail programs show a letter that came twice once */
  messageId: string
}

/** A Message-ID of ours (RFC 5322 3.6.4), of random text and the domain of the address that letters come from. */
export function messageIdOf(from: string, random: string): string {
  const domain = canonicalDomain(domainOf(from)) ?? 'yestermail.invalid'
  return `<${random}.yestermail@${domain}>`
}

/** A letter whose turn it is; nobody else sends it until the claim ends. */
export interface WaitingLetter extends NewLetter {
  id: number
  /** milliseconds since 1970 */
  madeAt: number
  tries: number
}

/** How one try ended. 'server': the mail server could not be had, so no other letter would go either. */
export type Sent =
  | { state: 'sent' }
  | {
      state: 'failed'
      of: 'letter' | 'server' /** for the log; may hold the server's words */
      reason: string
    }

/** The outbox in the ledger (sqlite/ledger-letters.ts). */
export interface Outbox {
  /** the letter whose turn it is at `now`, claimed until `until`; null when none waits */
  claimLetter(now: number, until: number): Promise<WaitingLetter | null>
  letterSent(id: number, now: number): Promise<void>
  /** to be tried again at `nextAt`; with null never */
  letterFailed(id: number, failure: string, now: number, nextAt: number | null): Promise<void>
  /** this letter, and every other one whose turn comes before, waits until `until`: nothing can be sent now */
  holdLetters(id: number, failure: string, until: number): Promise<void>
  /** those sent or given up before `before` are forgotten */
  forgetLetters(before: number): Promise<void>
}

/**
 * Can letters be sent to this address? RFC 5321 4.1.2 without quoted local parts, letters of any script (RFC 6531);
 * nothing that could end a header line or begin another address.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text)
}

const ADDRESS =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u
