/**
 * How somebody came in: with the mail password, which the mail server confirmed; with one that it confirmed some days ago, while
 * it gives no answer ('offline': to read and to download, nothing else); or by an admin's one-time link.
 */
export type WayIn = 'password' | 'offline' | 'access'

/** What a request may do depends on how its sender came in, and on when: `isFresh` is within the last half hour. */
export interface Entry {
  how: WayIn
  isFresh: boolean
  /** the admin whose link it was */
  link?: string
}

/**
 * Whoever came by an admin's link is in for so long at most, milliseconds: enough to take a large mailbox home.
 * The same time, in words, stands in the panel and on the page of the link (web/admin/i18n/*.ts).
 */
export const ACCESS_SESSION_MS = 4 * 3_600_000
