import type { AccountId } from './point.ts'

/** An account that its domain's list names no longer and whose mail server refuses it. Milliseconds since 1970. */
export interface ClosedAccount {
  id: AccountId
  address: string
  domain: string
  /** when both were first seen to be so */
  closedAt: number
  /** the time that operators were told; null: they were not told yet */
  eraseFrom: number | null
  /** an operator or admin wants it kept, until it is closed anew */
  keptAt: number | null
  /** somebody has asked for something of it that is not done yet */
  isHeld: boolean
}

/** What is known of one mail domain whose closed accounts are erased. */
export interface ClosingDomain {
  /** milliseconds after which a closed account is erased */
  after: number
  /** accounts there are of it */
  accounts: number
  /** of it erased in the last 24 hours, because their time was over */
  lately: number
  /** when an operator last agreed to what is due within a day from then; null: never */
  accepted: number | null
}

/** What may be done now. */
export interface Erasures {
  /** operators are to be told of these, erased from then on */
  tell: { account: ClosedAccount; from: number }[]
  erase: ClosedAccount[]
  /** domains of which so many would go within a day that an operator must agree, and how many of how many */
  tooMany: Map<string, { accounts: number; of: number }>
}

const DAY = 86_400_000
/** Closed accounts that are erased in a day, over all domains: a list and a server that are both wrong are noticed before all is gone. */
export const MOST_ERASED = 20
/** Of one domain so many go within a day whatever a tenth of it is. */
const FEW = 3
/** Accounts of one letter. */
const MOST_TOLD = 200

/** How long before it operators are told: 14 days, or a tenth of the time where that is shorter. */
export function noticeOf(after: number): number {
  return Math.min(14 * DAY, Math.floor(after / 10))
}

/** From when on a closed account is erased, `after` milliseconds being its domain's time; null: it is kept, or there is no such time. */
export function eraseTime(
  { closedAt, eraseFrom, keptAt }: Pick<ClosedAccount, 'closedAt' | 'eraseFrom' | 'keptAt'>,
  after: number | undefined,
  now: number,
): number | null {
  if (keptAt !== null || after === undefined) return null
  // Never before the day that was told, though the configuration says less by now.
  return Math.max(closedAt + after, eraseFrom ?? now + noticeOf(after))
}

/**
 * Of the closed accounts those to tell of and those to erase, the one closed first before the others. Accounts of domains
 * that are not in `domains` stay.
 */
export function planErasures(
  accounts: readonly ClosedAccount[],
  domains: ReadonlyMap<string, ClosingDomain>,
  now: number,
): Erasures {
  const known = accounts
    .flatMap(account => {
      const domain = domains.get(account.domain)
      const from = eraseTime(account, domain?.after, now)
      return domain && from !== null ? [{ account, domain, from }] : []
    })
    .sort((a, b) => a.account.closedAt - b.account.closedAt)
  const tell = known.filter(
    ({ account, domain }) =>
      account.eraseFrom === null && account.closedAt + domain.after - noticeOf(domain.after) <= now,
  )
  const soon = known.filter(({ account, from }) => account.eraseFrom !== null && from <= now + DAY)
  // Consent is for what was due when it was given, not for all that comes later; what a clock that was wrong wrote is none.
  const free = (one: (typeof soon)[number]) =>
    one.domain.accepted !== null && one.domain.accepted <= now && one.from <= one.domain.accepted + DAY
  const tooMany: Erasures['tooMany'] = new Map()
  for (const [name, { lately, accounts: left }] of domains) {
    const count = soon.filter(one => one.account.domain === name && !free(one)).length
    const of = left + lately
    if (count > 0 && count + lately > Math.max(FEW, Math.floor(of / 10)))
      tooMany.set(name, { accounts: count, of })
  }
  const lately = [...domains.values()].reduce((sum, one) => sum + one.lately, 0)
  const erase = soon.filter(
    one => one.from <= now && !one.account.isHeld && (free(one) || !tooMany.has(one.account.domain)),
  )
  return {
    tell: tell.slice(0, MOST_TOLD).map(({ account, from }) => ({ account, from })),
    erase: erase.slice(0, Math.max(0, MOST_ERASED - lately)).map(one => one.account),
    tooMany,
  }
}
