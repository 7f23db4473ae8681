import type { AccountId } from './point.ts'

/** Holds a point beyond its time: an open request, an alarm that somebody has to look at. */
export interface Pin {
  point: number
  reason: PinReason
  /** milliseconds since 1970 */
  until: number
}

export type PinReason =
  | 'request' // an owner asked for something of this day and it is not done yet
  | 'alarm' // much mail vanished after it: the last good day

/** The pins (sqlite/ledger-pins.ts). A pinned point is never dropped. */
export interface Pins {
  /** a pin of the same reason is made longer, never shorter; false when the point is not there (any more) */
  pin(point: number, reason: PinReason, until: number): Promise<boolean>
  unpin(point: number, reason: PinReason): Promise<void>
  /** of the account's points that are there, by number */
  pins(account: AccountId): Promise<Pin[]>
}
