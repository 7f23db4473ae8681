import type { AccountId } from './point.ts'

/** One enrolled account. */
export interface Account {
  id: AccountId
  /** canonical */
  address: string
  /** mail domain, the name of its server in the configuration */
  domain: string
  /** IANA name */
  zone: string
  state: AccountState
  /** the current build of its index; null before the first point */
  build: string | null
  hasCredential: boolean
  /** name of its plan; null: that of its mail domain */
  plan: string | null
  /** milliseconds since 1970 */
  createdAt: number
}

/**
 * 'needs-sign-in': the server refused the password that is kept, or none is; the owner's next sign-in mends it.
 * 'gone': the domain's list no longer names it and the server refuses it; its nights have ended, its backups stay until
 * the time for closed accounts is over, where its domain has one (closed.ts), and listed again it is active.
 */
export type AccountState = 'active' | 'needs-sign-in' | 'gone'
