import type { Account } from './account.ts'
import type { MailServer } from './mail-server.ts'
import type { Plan } from './plan.ts'

/** When the nights begin, for plans that do not say it themselves. */
export interface NightTimes {
  /** "HH:MM" in the account's zone */
  at: string
  /** accounts begin spread over so many minutes after it */
  spreadMinutes: number
}

export const usualNights: NightTimes = { at: '00:00', spreadMinutes: 60 }

/** The plan of everybody of whom nothing else is said. */
export const usualPlan = 'days-15'

/** The plans that need no configuration, by name, with nights that begin as `nights` says. */
export function readyPlans(nights: NightTimes): ReadonlyMap<string, Plan> {
  const may = { byHand: true, junk: true, shared: false }
  const schedule = { kind: 'daily', ...nights } as const
  const plans: Plan[] = [
    daysPlan(15, nights),
    daysPlan(7, nights),
    {
      name: 'thinning',
      schedule,
      keep: { withinDays: 7, daily: 30, weekly: 13, monthly: 12 },
      ...may,
    },
    {
      name: 'weekly',
      schedule: { kind: 'weekly', on: saturdayNight(nights.at), ...nights },
      keep: { weekly: 8 },
      ...may,
      byHand: false,
    },
  ]
  return new Map(plans.map(plan => [plan.name, plan]))
}

/** "days-30": every night, today and so many days back. */
export function daysPlan(days: number, nights: NightTimes): Plan {
  return {
    name: `days-${days}`,
    schedule: { kind: 'daily', ...nights },
    keep: { withinDays: days },
    byHand: true,
    junk: true,
    shared: false,
  }
}

export const readyMade: ReadonlyMap<string, Plan> = readyPlans(usualNights)

/**
 * The plan of an account: its own, else that of its mail domain. One that the configuration no longer names is passed
 * over, so that a table taken out of it stops nobody's nights; what is kept already stays as long as it was promised.
 */
export function planOf(
  account: Pick<Account, 'plan' | 'domain'>,
  servers: ReadonlyMap<string, Pick<MailServer, 'plan'>>,
  plans: ReadonlyMap<string, Plan>,
): Plan {
  const ofDomain = plans.get(servers.get(account.domain)?.plan ?? usualPlan)
  return plans.get(account.plan ?? '') ?? ofDomain ?? plans.get(usualPlan) ?? daysPlan(15, usualNights)
}

// The night from Saturday to Sunday: what begins in the small hours is on Sunday by the calendar.
function saturdayNight(at: string): number {
  return at < '12:00' ? 7 : 6
}
