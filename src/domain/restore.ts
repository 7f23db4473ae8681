import type { Language } from './language.ts'
import type { FolderId } from './message.ts'
import type { AccountId } from './point.ts'

/** Words about putting mail back. All plain data. Times are milliseconds since 1970. */

/** "q" and 24 letters and figures, made by whoever asks; opaque. */
export type RequestId = string

/** One part of what is to come back: emails of a point, a folder of it, or a whole point. */
export type RestoreWhat =
  | { point: number; ids: string[] }
  | { point: number; folder: FolderId; inside: boolean }
  | { point: number; only: 'inbox' | null }

export type RestoreTarget =
  | { kind: 'in-place' }
  /** one new dated folder, named in the owner's language when it is planned */
  | { kind: 'beside' }
  | { kind: 'folder'; path: string }

export interface RestoreWish {
  what: RestoreWhat[]
  target: RestoreTarget
  /** also messages that were only moved since, which then stand twice; never those that are where they were */
  moved: boolean
  /** also messages that are still in Trash or Junk */
  binned: boolean
}

/** What a request goes through. 'planned' and what comes before is a draft that only its maker sees. */
export type RequestState =
  | 'planning' // the live mailbox is being compared
  | 'planned' // a dry run that can be filed
  | 'unplannable' // it could not be compared; `problem` says why
  | 'waiting' // for the decision
  | 'confirmed' // to be carried out
  | 'running'
  | 'done' // all that was to be added is there
  | 'partial' // some could not be added
  | 'failed' // nothing was added
  | 'cancelled' // stopped while it ran; what was added stays
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'undoing'
  | 'undone'

/**
 * Who did something: the owner, an admin by name, or whoever has a shell on the machine. `link`: not by the mail password,
 * but by a link that the admin of that name gave.
 */
export type Actor = { kind: 'owner'; link?: string } | { kind: 'admin'; name: string } | { kind: 'operator' }

export interface RestoreRequest {
  id: RequestId
  /** short number for people, "R12"; 0 before it is filed */
  number: number
  account: AccountId
  address: string
  state: RequestState
  wish: RestoreWish
  /** the newest point it takes from, which it pins */
  point: number
  plan: RestorePlan | null
  /** why it could not be planned, failed, or waits for another try: a code of domain/point.ts Problem or of below */
  problem: string | null
  by: Actor
  language: Language
  note: string | null
  /** what the owner was told it costs */
  price: string | null
  madeAt: number
  filedAt: number | null
  /** no decision counts from then on */
  decideUntil: number | null
  decidedAt: number | null
  decidedBy: Actor | null
  reason: string | null
  startedAt: number | null
  endedAt: number | null
  /** the next try of one that was interrupted */
  nextAt: number | null
  /** tries that were interrupted */
  tries: number
  /** of those, how many were our own fault; a night that spent its budget got on, and begins the count anew */
  faults: number
  /** how far it is, while it runs; null before */
  progress: RestoreProgress | null
  /** who asked that it stop between two messages */
  cancelledBy: Actor | null
  result: RestoreResult | null
  /** an undo may be asked for until then; null where it is not offered */
  undoUntil: number | null
  undoneAt: number | null
  undone: UndoResult | null
}

/** What a restore would do, by a comparison with the live mailbox: the dry run. Counts are messages. */
export interface RestorePlan {
  comparedAt: number
  add: number
  bytes: number
  /** they stand in Trash or Junk now: part of `add` when the wish says so, else not added */
  binned: number
  there: number
  /** only moved since: part of `add` when the wish says so, else not added */
  moved: number
  movedTo: { path: string; count: number }[]
  /** in folders that could not be read, so nothing can be said: not added */
  unknown: number
  /** their bytes are damaged or lost here: cannot be added */
  lost: number
  /** folders that will be made and subscribed */
  create: string[]
  /** the dated folder of 'beside' */
  beside: string | null
  folders: PlannedFolder[]
  /** STORAGE of the live mailbox (RFC 9208), octets; null where it says nothing */
  quota: { used: number; limit: number } | null
  /** what the server will not take, by message count */
  refused: { why: RefusedWhy; count: number }[]
  /** largest message it takes (RFC 7889 APPENDLIMIT), octets; null unknown */
  appendLimit: number | null
  /** restored mail will carry this keyword; null where the server keeps none */
  mark: string | null
  /** UIDPLUS is there, so it can be undone exactly */
  canUndo: boolean
}

/** `add` and what is not added as in the plan as a whole; unknown and lost are told there alone. */
export interface PlannedFolder {
  /** where it stood, and where it goes */
  from: string
  to: string
  add: number
  there: number
  moved: number
  binned: number
  /** of the target when it was compared: what came later has a UID from `uidNext` on; null where it is to be made */
  uidValidity: number | null
  uidNext: number | null
}

export type RefusedWhy =
  | 'too-big' // larger than APPENDLIMIT
  | 'keywords' // comes back without some of its keywords
  | 'over-quota' // does not fit any more
  | 'read-only-folder' // rights are missing (RFC 4314 "i")

/** How far a restore is: messages that were looked at of those to be added, and octets sent. */
export interface RestoreProgress {
  done: number
  of: number
  bytes: number
}

export interface RestoreResult {
  added: number
  bytes: number
  /** found there when its turn came */
  there: number
  failed: number
  /** messages left for another night by an upload budget or a wish to wait */
  left: number
  created: string[]
}

export interface UndoResult {
  removed: number
  /** changed or moved since, so they stay */
  kept: number
}

/** One message of a request, in the request's own file (sqlite/restore-file.ts). */
export interface RestoreItem {
  n: number
  email: string
  point: number
  /** where it stood: folder id and path */
  folder: FolderId
  path: string
  /** where it goes */
  target: string
  sha: string
  /** below messages/ab/, where it is not the hash */
  file: string | null
  size: number
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** without \Deleted and \Recent */
  flags: string[]
  messageId: string | null
  state: ItemState
  why: ItemWhy | null
  /** the server's words, one line, at most 200 characters */
  said: string | null
  /** of the added copy; null where the server does not tell */
  uid: number | null
  uidValidity: number | null
  /** of the added copy, as they were read back, sorted; an undo goes by them */
  addedFlags: string[] | null
}

export type ItemState =
  | 'add' // to be added
  | 'there' // not missing
  | 'moved' // only moved, not asked for
  | 'binned' // in Trash or Junk, not asked for
  | 'unknown'
  | 'lost'
  | 'adding' // APPEND was sent, its answer not yet written down
  | 'added'
  | 'found' // was there when its turn came
  | 'failed'
  | 'removing' // an undo told the server to, and has not yet written down what came of it
  | 'removed' // by an undo
  | 'kept' // not removed by an undo: changed or moved since

export type ItemWhy =
  | 'too-big'
  | 'over-quota'
  | 'refused' // NO without a code that says more
  | 'no-folder'
  | 'no-rights'
  | 'limit'
  | 'damaged'
  | 'bare-lf' // the server refuses line ends that are not CRLF
  | 'nul'
  | 'eight-bit-header'
  | 'keywords' // added, but some keywords were not taken
  | 'altered' // added, but the server changed its bytes
  | 'changed' // undo: flags were changed since
  | 'gone' // undo: not there any more

/** Who decides about restores of a mail domain ([domains.X.restore]). */
export interface RestorePolicy {
  decide: 'admin' | 'owner' | 'off'
  /** milliseconds an admin has, at most until the point's time is over */
  decideWithin: number
  /** shown before asking; null: nothing is charged */
  price: string | null
  /** an owner's requests that are carried out, in so many milliseconds */
  most: number
  mostWithin: number
  /** milliseconds after the end in which an undo may be asked for; 0: never */
  undoWithin: number
}

/** the keyword that restored mail carries, followed by the point's number */
export const RESTORED_KEYWORD = '$Restored'

/** A draft nobody filed is forgotten, milliseconds. */
export const DRAFT_MS = 60 * 60_000
