/** What the server tells of itself before anything is put back (imap/restore-abilities.ts). Nothing on it changes. */
export interface RestoreAbilities {
  /** prefix and delimiter of the account's own folders (RFC 2342); the delimiter is null where folders do not nest */
  namespace(): { prefix: string; delimiter: string | null }
  /** UIDPLUS (RFC 4315): UIDs of what was added are told, and it can be taken away exactly */
  uidPlus(): boolean
  /** STORAGE of the folder's quota root (RFC 9208), octets; null where there is none or nothing is said */
  quota(path: string): Promise<{ used: number; limit: number } | null>
  /** largest message that may be added (RFC 7889), octets; null where nothing is said */
  appendLimit(path: string): Promise<number | null>
  /** letters of RFC 4314 that this login has on a folder; null where the server does not tell */
  rights(path: string): Promise<string | null>
  /**
   * Keywords and flags that stay (RFC 3501 7.1 PERMANENTFLAGS), "\*" for any; null where it cannot be asked without
   * changing something: the folder is SELECTed, but never one with \Recent messages, from which that would take the mark.
   */
  permanentFlags(path: string): Promise<ReadonlySet<string> | null>
}
