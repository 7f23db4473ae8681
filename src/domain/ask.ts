import type { Sha256 } from './message.ts'
import type { AccountId, Trigger } from './point.ts'

/** What people ask for, kept in desk.sqlite: `serve` writes it down, `work` claims it and checks it again before it acts. */
export type Ask =
  | { kind: 'enrol'; address: string; domain: string; sealedPassword: string | null; at: number }
  | { kind: 'snapshot'; account: AccountId; trigger: Trigger; at: number }
  /** the account's index could not be read, or with `sha` that message is not as it was */
  | { kind: 'mend'; account: AccountId; sha?: Sha256; at: number }
  /** compare the live mailbox with the newest point */
  | { kind: 'presence'; account: AccountId; at: number }
  /** nothing is to be done: that somebody came in without the mail server is written down for good */
  | { kind: 'offline'; account: AccountId; at: number }
  /** the owner withdraws a link that an admin gave; `hash`: SHA-256 of its token, hexadecimal */
  | { kind: 'access-end'; account: AccountId; hash: string; at: number }
