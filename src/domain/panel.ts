import type { AlarmKind } from './alarm.ts'
import type { AuditEntry } from './audit.ts'
import type { ClosedAccount } from './closed.ts'
import type { AccountId, Problem, Run, Trigger } from './point.ts'
import type { Standing } from './standing.ts'

/** An account in the panel's list. */
export interface PanelAccount extends Standing {
  pausedAt: number | null
  erasingAt: number | null
  /** null: it is open */
  closed: Pick<ClosedAccount, 'closedAt' | 'eraseFrom' | 'keptAt'> | null
  /** the last time its removal was refused, because `most` were removed that day */
  removalRefused: { at: number; most: number } | null
  /** kinds of its open alarms */
  alarms: AlarmKind[]
}

/** `domains`: null for all. `behind`: no good point since that instant. */
export interface AccountsWish {
  domains: readonly string[] | null
  search: string
  state: 'active' | 'needs-sign-in' | 'gone' | 'paused' | 'behind' | 'alarm' | null
  behind: number
  after: string | null
  limit: number
}

export interface PanelRun {
  id: number
  account: AccountId
  address: string
  trigger: Trigger
  state: Run['state']
  startedAt: number
  finishedAt: number | null
  problem: Problem | null
  point: {
    number: number
    status: 'complete' | 'partial'
    messages: number
    bytes: number
    newMessages: number
    newBytes: number
    problems: Problem[]
  } | null
}

/** One night in figures. */
export interface PanelNight {
  night: string
  /** whole ones */
  done: number
  partial: number
  failed: number
  open: number
}

/** What one day added; `first`: octets of accounts' first points. */
export interface PanelDay {
  day: string
  messages: number
  bytes: number
  first: number
}

/** `address`: of the account, null when that is gone. */
export interface PanelAudit extends AuditEntry {
  address: string | null
}

/** A restore that costs something. */
export interface Billed {
  request: number
  at: number
  domain: string
  address: string | null
  price: string
  messages: number
  bytes: number
}
