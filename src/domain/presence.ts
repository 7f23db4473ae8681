import type { UidRange } from './live-mailbox.ts'
import type { FolderId } from './message.ts'
import type { AccountId } from './point.ts'

/** What was last asked of the live mailbox, as `work` keeps it (sqlite/ledger-presence.ts). Times are milliseconds since 1970. */
export interface KeptPresence {
  account: AccountId
  state: 'checking' | 'ready' | 'failed'
  /** when the check began */
  askedAt: number
  /** which worker makes it, or made it */
  worker: string
  /** when it ended; null while it goes on */
  endedAt: number | null
  /** why it failed */
  problem: string | null
}

/** How the live mailbox differs from the newest restore point: what the last good check found. */
export interface LiveCheck {
  comparedAt: number
  /** number of the account's newest point, which it was compared with */
  point: number
  /** every folder the server lists and the plan backs up; one of the point's that is not among them is gone as a whole */
  folders: LiveFolderCheck[]
  /** paths of folders that the plan leaves out: of them nothing is known */
  leftOut: string[]
}

export interface LiveFolderCheck {
  /** null for a folder that no point knows */
  folder: FolderId | null
  path: string
  delimiter: string | null
  specialUse: string | null
  /** the sealed state it was compared with; null where there is none */
  state: number | null
  /** false: it could not be read, so what stood in it is neither there nor gone */
  known: boolean
  /** UIDs of that state that are not there any more, rising and apart; may name UIDs that never were in it */
  gone: UidRange[]
  arrived: LiveArrival[]
}

/** A message that is not in the state: enough to tell which one it is, without its bytes. */
export interface LiveArrival {
  /** left out of what an older version wrote down */
  uid?: number
  /** RFC822.SIZE */
  size: number | null
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** without angle brackets; null where it has none */
  messageId: string | null
  /** mark of its From, To, Subject and Date; null where they cannot be compared, left out where they were not asked for */
  head?: string | null | undefined
  /** when its newest Received says that it came, seconds since 1970; null where there is none */
  received?: number | null | undefined
}

/** How it stands with the newest check, as the web is told. */
export interface PresenceNow {
  state: 'none' | KeptPresence['state']
  /** why the newest one failed; null when it did not */
  problem: string | null
}

/** A check is as good as new for so long, milliseconds. */
export const KEPT_MS = 5 * 60_000

/** A check takes no longer than this, whatever the server does, milliseconds. */
export const LONGEST_MS = 60_000
