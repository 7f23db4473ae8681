import type { PresenceNow } from './presence.ts'

/** What of a person's mail is not of one day: where it is now, and where it was. */
export interface TimeReader {
  /** what was asked of the live mailbox and what became of it */
  presenceNow(): Promise<PresenceNow>
  /** asks `work` to compare the live mailbox with the newest point; one check serves all who ask within five minutes */
  checkPresence(): Promise<void>
}
