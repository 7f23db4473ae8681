import type { Receipt } from './folder-state.ts'
import type { FolderId, Sha256 } from './message.ts'
import { Refusal } from './refusal.ts'

/** One thing that is not as it was sealed. */
export interface Damage {
  /** names of the days that show it */
  days: string[]
  /** id and decoded path of the folder; null where the whole day is meant */
  mailbox: FolderId | null
  folder: string | null
  /** null where more than one message is meant, or a file that is none */
  uid: number | null
  /** the hash it should have, the name of a file that does not belong there, or the day that is missing before it */
  detail: string
  /** what lies there, below the account: "ab12…" of messages/, "f3/17" of folders/, "f3/17/NAME", "2026-11-21" of days/, "2026-11-21/f3" */
  file: string
  what: DamageKind
}

export type DamageKind =
  | 'day-lost' // the ledger has the day, the disk has not
  | 'receipt' // lost or damaged: which folders the day has is not known
  | 'chain' // the day before, which the receipt names, is missing or another than was sealed
  | 'link-lost' // the day's Maildir does not lead to the folder; the folder itself may be whole
  | 'manifest' // lost or damaged: which messages the folder has is not known
  | 'maildir-lost' // the folder of files is gone; its messages may be there
  | 'message-lost'
  | 'message-changed'
  | 'file-lost' // a file of the folder is gone or has another name; its message may be there
  | 'file-changed'
  | 'file-unknown'
  | 'index' // whoever reads the account could not read its index: it is looked at, and built anew if need be

export interface KnownDamage extends Damage {
  /** milliseconds since 1970 */
  foundAt: number
}

/** How far an account's stored files have been read again. Times are milliseconds since 1970. */
export interface Check {
  /** when something of it was read last */
  at: number
  /** when the round under way began, and where it stands (verify-nightly.ts) */
  roundAt: number
  mark: string
  /** read in this round so far */
  messages: number
  bytes: number
  /** when there is something to read again */
  nextAt: number
  /** when the round began in which everything had last been read; null: never yet */
  wholeAt: number | null
}

/** What proves a point: its receipt, what it says of the day before, and what is known to be wrong. */
export interface Proof {
  /** null when it is lost or is not as it was sealed */
  receipt: Receipt | null
  /** SHA-256 of the receipt's file */
  sha: Sha256 | null
  chain: ChainState
  /** of this point, not healed yet */
  damages: KnownDamage[]
  /** when everything of the account had last been read again; milliseconds since 1970, null: never yet */
  checkedAt: number | null
}

export type ChainState =
  | 'first' // no day was before it
  | 'linked' // the day before is there and has the receipt that is named
  | 'begins' // the day before was dropped at the end of its time
  | 'broken' // the day before should be there and is not, or has another receipt

/**
 * What the receipt's word about the day before is worth. `found` is the SHA-256 of that day's receipt as it lies there now,
 * null when the day has none, undefined when the day is not on the disk; `isKept`: the ledger says it should be.
 */
export function chainState(
  previous: Receipt['previous'],
  found: Sha256 | null | undefined,
  isKept: boolean,
): ChainState {
  if (!previous) return 'first'
  if (found === undefined) return isKept ? 'broken' : 'begins'
  return found === previous.receipt ? 'linked' : 'broken'
}

/** What a person is told of a message whose stored bytes are not those that were received: they are not shown. */
export function damagedMessage(cause?: unknown): Refusal {
  return new Refusal(
    'damaged',
    'This message is damaged in this backup: its stored bytes are not those that were received, so they are not shown. It is fetched again from the mail server, if that still has it.',
    {},
    cause,
  )
}
