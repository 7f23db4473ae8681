import type { Config } from '../config/config.ts'
import type { Account } from '../domain/account.ts'
import { calendarOf } from '../domain/calendar.ts'
import { localDay } from '../domain/day.ts'
import type { Plan } from '../domain/plan.ts'
import { planOf } from '../domain/plans.ts'
import type { Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { type PlanChange, planChange } from '../keep/plan-change.ts'
import { calendarText, keepInWords, planInWords, scheduleInWords } from '../keep/plan-words.ts'
import { openLog } from '../log.ts'
import { configOf, find } from './commands.ts'
import { ask, table } from './terminal.ts'
import { openWork } from './work.ts'

/** `yestermail plan list` */
export async function listPlans(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const domains = [...config.servers.values()]
  const rows = [...config.plans.values()].map(plan => [
    plan.name,
    scheduleInWords(plan.schedule),
    keepInWords(plan.keep),
    plan.byHand ? 'yes' : 'no',
    domains
      .filter(one => one.plan === plan.name)
      .map(one => one.domain)
      .join(' ') || '-',
  ])
  process.stdout.write(table([['plan', 'when', 'kept', 'by hand', 'mail domains'], ...rows]))
  return 0
}

/** `yestermail plan show NAME [--days N]`: the calendar it produces. */
export async function showPlan([name = '']: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const plan = planNamed(config, name)
  const days = Number(options.days ?? 400)
  if (!Number.isInteger(days) || days < 1 || days > 3660)
    throw new Refusal('bad-days', '--days must be a whole number from 1 to 3660.')
  const today = localDay(Date.now(), config.zone)
  const counts = calendarOf(plan, today, days)
  const kept = [...counts.values()].reduce((sum, n) => sum + n, 0)
  process.stdout.write(
    `${plan.name}: ${planInWords(plan)}\n\nThe days there would be today, had it been followed for ${days} days ` +
      `(# a backup, . none, 2-9 and + more):\n\n${calendarText(counts, today, days)}\n${kept} backups of ${counts.size} days, the oldest of ${[...counts.keys()].sort()[0] ?? today}.\n`,
  )
  return 0
}

/** `yestermail plan set ADDRESS NAME [--yes]`: says what would change, asks, then does it. */
export async function setPlan(
  [typed = '', name = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const config = configOf(options)
  const to = name === 'default' && !config.plans.has(name) ? null : planNamed(config, name)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    const account = await find(work, config, typed)
    const before = planOf(account, config.servers, config.plans)
    const after = to ?? planOf({ ...account, plan: null }, config.servers, config.plans)
    const points = await work.ledger.points(account.id)
    const change = planChange(points, before, after, Date.now(), account.zone)
    process.stdout.write(changeInWords({ account, points, before, after, change }))
    if (!options.yes && (await ask('Shall it be so? Type yes: ')) !== 'yes')
      throw new Refusal('not-confirmed', 'Nothing was changed. To do it without asking: --yes')
    await work.ledger.setPlan(account.id, to?.name ?? null)
    for (const [number, until] of change.longer) await work.ledger.keepUntil(number, until)
    process.stdout.write(`${account.address} has the plan ${after.name} from now on.\n`)
    return 0
  } finally {
    await work.close()
  }
}

function planNamed(config: Config, name: string): Plan {
  const plan = config.plans.get(name)
  if (plan) return plan
  throw new Refusal(
    'no-plan',
    `There is no plan "${name}"; there are ${[...config.plans.keys()].join(', ')}.`,
  )
}

function changeInWords({
  account,
  points,
  before,
  after,
  change,
}: {
  account: Account
  points: readonly Point[]
  before: Plan
  after: Plan
  change: PlanChange
}): string {
  const lines = [
    `${account.address} has the plan ${before.name}: ${planInWords(before)}`,
    `It would have the plan ${after.name}: ${planInWords(after)}`,
    '',
  ]
  const lastDay = (until: number, zone: string) => localDay(until - 1, zone)
  if (points.length)
    lines.push(
      'The backups there are (none goes sooner than was said):',
      table([
        ['number', 'day', 'stays until', 'would stay until'],
        ...points.map(point => [
          `#${point.number}`,
          point.localDay,
          lastDay(point.keptUntil, point.zone),
          lastDay(change.longer.get(point.number) ?? point.keptUntil, point.zone),
        ]),
      ]),
    )
  const { tonight, sooner, later, missedFrom } = change
  if (tonight && tonight.after < tonight.day) lines.push(`On ${tonight.day} there would be no backup.`)
  else if (tonight)
    lines.push(
      tonight.before === tonight.after
        ? `The backup of ${tonight.day} would stay until ${tonight.after}, as before.`
        : `The backup of ${tonight.day} would stay until ${tonight.after}, not ${tonight.before}.`,
    )
  lines.push(
    `Of the nights of the next 31 days, ${sooner} would go sooner or not be taken, ${later} would stay longer or be new.`,
  )
  if (missedFrom)
    lines.push(`From ${missedFrom} on days would be missing that the old plan would still have.`)
  return `${lines.join('\n')}\n`
}
