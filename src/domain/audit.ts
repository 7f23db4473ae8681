import type { AccountId } from './point.ts'
import type { Actor } from './restore.ts'

/**
 * Everything that is ever written down. Each has a sentence in every language (web/i18n/*-audit.ts); what an older
 * version wrote and this one does not know is shown as it is.
 */
export const AUDIT_ACTS = [
  'restore.filed',
  'restore.filed-by-owner',
  'restore.filed-by-admin',
  'restore.confirmed',
  'restore.rejected',
  'restore.withdrawn',
  'restore.expired',
  'restore.cancel-asked',
  'restore.cancelled',
  'restore.done',
  'restore.partial',
  'restore.failed',
  'restore.undo-asked',
  'restore.undone',
  'restore.undo-failed',
  'account.enrolled',
  'account.backup-asked',
  'account.paused',
  'account.resumed',
  'account.released',
  'account.plan',
  'account.removal-asked',
  'account.removal-refused',
  'account.removed',
  'account.erased-closed',
  'closed.accepted',
  'account.kept',
  'access.granted',
  'access.used',
  'access.ended',
  'sign-in.offline',
  'admin.signed-in',
  'admin.password',
  'admin.added',
  'admin.link',
  'admin.removed',
] as const

export type AuditAct = (typeof AUDIT_ACTS)[number]

/** What is written down of a request: "filed" of "restore.filed". */
export type RestoreAct = AuditAct extends infer Act
  ? Act extends `restore.${infer Name}`
    ? Name
    : never
  : never

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
  act: AuditAct
  account: AccountId | null
  about: Record<string, string | number>
}

export interface AuditEntry extends Omit<NewAuditEntry, 'act'> {
  /** one of AUDIT_ACTS, or what an older version wrote */
  act: string
  /** 1, 2, 3 …, without a gap */
  id: number
  /** SHA-256 of the hash of the entry before and of this entry's text, hexadecimal */
  hash: string
}

/** What reading the whole chain found: how many entries it has and its last hash, or the first entry that is wrong. */
export type AuditCheck =
  | { state: 'whole'; entries: number; hash: string }
  | { state: 'broken'; entry: number; why: 'changed' | 'missing' }
