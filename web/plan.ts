import { clock, dayWithYear } from './dates.ts'
import { jmap } from './jmap.ts'
import { listed } from './numbers.ts'
import { words } from './words.ts'

/** When backups are taken and how long they are kept (Plan/get, singleton). */
export interface Plan {
  schedule:
    | { kind: 'daily'; at: string }
    | { kind: 'weekly'; on: number; at: string }
    | { kind: 'hours'; every: number; at: string }
    | { kind: 'by-hand' }
  keep: Partial<Record<'last' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'withinDays', number>>
  byHand: boolean
  junk: boolean
  /** UTC date; null: only by hand */
  nextAt: string | null
}

export async function loadPlan(control: string): Promise<Plan> {
  const [answer] = await jmap<[{ list: Plan[] }]>(['Plan/get', { accountId: control, ids: null }])
  const [plan] = answer.list
  if (!plan) throw new Error('no plan')
  return plan
}

/** "Every night, at 00:00 or soon after" */
export function whenText({ schedule }: Plan): string {
  if (schedule.kind === 'daily') return words.plan.daily(schedule.at)
  if (schedule.kind === 'weekly') return words.plan.weekly(schedule.on, schedule.at)
  return schedule.kind === 'hours' ? words.plan.hours(schedule.every) : words.plan.byHand
}

/** "all of the last 15 days, one a week for 8 weeks" */
export function keptText({ keep }: Plan): string {
  const { last, hourly, daily, weekly, monthly, withinDays } = keep
  const text = listed(
    [
      withinDays && words.plan.within(withinDays),
      last && words.plan.last(last),
      hourly && words.plan.hourly(hourly),
      daily && words.plan.eachDay(daily),
      weekly && words.plan.eachWeek(weekly),
      monthly && words.plan.eachMonth(monthly),
    ].filter(one => typeof one === 'string'),
  )
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

/** "Mon 23 Nov 2026 00:00" in the zone of the backups; null when there is none to come. */
export function nextText({ nextAt }: Plan, zone: string): string | null {
  if (nextAt === null) return null
  const at = Date.parse(nextAt)
  return `${dayWithYear(at, zone)}, ${clock(at, zone)}`
}
