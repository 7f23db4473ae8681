import type { AccountId } from './point.ts'

/** Something a person has to know. Raised again while it is still open, it stays one alarm: nobody gets ten thousand mails. */
export interface Alarm {
  id: number
  kind: AlarmKind
  /** null where it concerns the whole installation or a server */
  account: AccountId | null
  /** tells alarms of one kind and account apart: a mail domain, a day; '' where there is only one */
  about: string
  /** milliseconds since 1970 */
  raisedAt: number
  /** when it was raised last, and how often since `raisedAt` */
  lastAt: number
  times: number
  clearedAt: number | null
  /** figures and names for the sentence; never a password or anything of a message's content */
  detail: AlarmDetail
}

/** An alarm and who knows of it. Milliseconds since 1970. */
export interface WatchedAlarm extends Alarm {
  /** when operators were told of it, and that it is well again */
  toldAt: number | null
  solvedToldAt: number | null
  /** when the owner of the account was told */
  ownerToldAt: number | null
}

export type AlarmDetail = Record<string, string | number>

export type AlarmKind = (typeof ALARM_KINDS)[number]

export const ALARM_KINDS = [
  'run-failed', // an account's run failed and its retries of the first hour too
  'no-good-point', // an account has had no good point for so many days
  'all-refused', // the server of a domain refused every account (about: the domain)
  'server-down', // the server of a domain answers nobody (about: the domain)
  'sign-in-needed', // the owner's password is no longer right
  'key-missing', // sealed passwords cannot be opened (about: the key's id)
  'enrol-list', // the command that lists a domain's accounts failed, or lists far fewer than before (about: the domain)
  'disk-low', // octets or inodes are short
  'run-long', // a run takes far longer than this account's usual
  'budget-spent', // a provider's daily octets are used up (about: the domain)
  'clock', // the clock guard held back a pruning
  'damaged', // verify found damage that could not be healed
  'closed-accounts', // so many closed accounts of a domain are due to be erased that an operator must agree (about: the domain)
  'mail-vanished', // more mail than the owner's limit left the mailbox in one night (about: the day)
] as const

/** The open alarms (sqlite/ledger-alarms.ts). */
export interface Alarms {
  raise(alarm: Pick<Alarm, 'kind' | 'account' | 'about' | 'detail'>, now: number): Promise<void>
  /** what it was about is well again; nothing happens when there is none */
  clear(alarm: Pick<Alarm, 'kind' | 'account' | 'about'>, now: number): Promise<void>
}
