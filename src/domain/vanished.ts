/** How much mail left a mailbox between two points: messages that are gone, of so many copies there were. Trash and Junk left out. */
export interface Vanished {
  gone: number
  of: number
}
