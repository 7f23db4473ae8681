import type { AccountId } from './point.ts'
import type { Actor } from './restore.ts'

/** Who did something that is written down for good; 'worker': Yestermail by itself, because a time was over. */
export type AuditActor = Actor | { kind: 'worker' }

/**
 * Something that somebody did. It outlives the account it is about, so it names that by its id alone and holds nothing of
 * a person: no address, no subject, no text that anybody typed.
 */
export interface NewAuditEntry {
  /** milliseconds since 1970 */
  at: number
  who: AuditActor
  /** "restore.filed", "admin.signed-in" … */
  act: string
  account: AccountId | null
  about: Record<string, string | number>
}

export interface AuditEntry extends NewAuditEntry {
  /** 1, 2, 3 …, without a gap */
  id: number
  /** SHA-256 of the hash of the entry before and of this entry's text, hexadecimal */
  hash: string
}

/** What reading the whole chain found: how many entries it has and its last hash, or the first entry that is wrong. */
export type AuditCheck =
  | { state: 'whole'; entries: number; hash: string }
  | { state: 'broken'; entry: number; why: 'changed' | 'missing' }
