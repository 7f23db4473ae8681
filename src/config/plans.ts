import { z } from 'zod'
import type { KeepRules, Plan, Schedule } from '../domain/plan.ts'
import { daysPlan, type NightTimes, readyPlans } from '../domain/plans.ts'
import { type Fields, readFields } from './fields.ts'
import type { Tree } from './sources.ts'

/** What the settings of the nights must be, wherever they stand. */
export const NIGHT_SETTINGS = {
  at: [z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), 'a time as "HH:MM", for example "00:00"'],
  spread: [z.int().min(0).max(720), 'a whole number of minutes from 0 to 720'],
} satisfies Fields

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/**
 * The settings of one plan, [plans.NAME]. What is not said is as in the ready-made plan of that name, else as in days-15.
 *
 *   schedule  "daily", "weekly", "hours" (more often than daily) or "by-hand"             daily
 *   at        when it begins, in the account's zone                                       nightlyAt
 *   spread    minutes over which the accounts are spread                                  nightlySpread
 *   on        of "weekly": the day                                                        none
 *   every     of "hours": 1, 2, 3, 4, 6, 8 or 12                                          none
 *   keep      { last, hourly, daily, weekly, monthly, withinDays }: a backup stays as long as any of them keeps it
 *   byHand    may the owner take a backup by hand                                         true
 *   junk      is the junk folder backed up                                                true
 *   shared    are folders of others that are shared with the account backed up            false
 */
const PLAN_SETTINGS = {
  schedule: [z.enum(['daily', 'weekly', 'hours', 'by-hand']), '"daily", "weekly", "hours" or "by-hand"'],
  ...NIGHT_SETTINGS,
  on: [z.enum(WEEKDAYS), 'a day of the week in English, for example "saturday"'],
  every: [z.union([1, 2, 3, 4, 6, 8, 12].map(n => z.literal(n))), '1, 2, 3, 4, 6, 8 or 12 (hours)'],
  keep: [z.record(z.string(), z.unknown()), 'a table, for example { daily = 30, monthly = 12 }'],
  byHand: [z.boolean(), 'true or false'],
  junk: [z.boolean(), 'true or false'],
  shared: [z.boolean(), 'true or false'],
} satisfies Fields

const COUNT = [z.int().min(1).max(3660), 'a whole number from 1 to 3660'] as const

const KEEP_SETTINGS = {
  last: COUNT,
  hourly: COUNT,
  daily: COUNT,
  weekly: COUNT,
  monthly: COUNT,
  withinDays: [z.int().min(0).max(3660), 'a whole number of days from 0 (today alone) to 3660'],
} satisfies Fields

/**
 * The ready-made plans and those of [plans.NAME], by name; with `keepDays` also "days-N". Everything wrong is pushed to
 * `problems` as a sentence.
 */
export function checkPlans(
  { tables, nights, keepDays }: { tables: Tree; nights: NightTimes; keepDays: number | undefined },
  names: ReadonlyMap<string, string>,
  problems: string[],
): Map<string, Plan> {
  const plans = new Map(readyPlans(nights))
  if (keepDays !== undefined) plans.set(`days-${keepDays}`, daysPlan(keepDays, nights))
  for (const [name, tree] of Object.entries(tables)) {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(name))
      problems.push(`plans: "${name}" is not the name of a plan; use letters, digits, - and _.`)
    else plans.set(name, checkPlan(name, tree as Tree, plans.get(name), nights, names, problems))
  }
  return plans
}

/** Is this the name of a plan? If not, a sentence in `problems` names those there are. */
export function checkPlanName(
  name: string,
  where: string,
  plans: ReadonlyMap<string, Plan>,
  problems: string[],
): void {
  if (!plans.has(name))
    problems.push(
      `${where} names the plan "${name}", which is not there; there are ${[...plans.keys()].join(', ')}.`,
    )
}

function checkPlan(
  name: string,
  tree: Tree,
  ready: Plan | undefined,
  nights: NightTimes,
  names: ReadonlyMap<string, string>,
  problems: string[],
): Plan {
  const where = `plans.${name}`
  const told = readFields(tree, PLAN_SETTINGS, where, names, problems)
  const base = ready ?? daysPlan(15, nights)
  return {
    name,
    schedule: schedule(told, tree, base.schedule, nights, where, problems),
    keep: told.keep ? keep(told.keep, `${where}.keep`, names, problems) : base.keep,
    byHand: told.byHand ?? base.byHand,
    junk: told.junk ?? base.junk,
    shared: told.shared ?? base.shared,
  }
}

function schedule(
  told: {
    schedule?: Schedule['kind']
    at?: string
    spread?: number
    on?: (typeof WEEKDAYS)[number]
    every?: number
  },
  tree: Tree,
  base: Schedule,
  nights: NightTimes,
  where: string,
  problems: string[],
): Schedule {
  const kind = told.schedule ?? base.kind
  const only = (setting: string, of: string) => {
    if (setting in tree) problems.push(`${where}.${setting} is for plans with schedule = "${of}".`)
  }
  const lacks = (setting: string, example: string) => {
    if (!(setting in tree)) problems.push(`${where} needs ${setting}, for example ${setting} = ${example}.`)
  }
  if (kind !== 'weekly') only('on', 'weekly')
  if (kind !== 'hours') only('every', 'hours')
  if (kind === 'by-hand') {
    for (const setting of ['at', 'spread'])
      if (setting in tree) problems.push(`${where}.${setting} means nothing with schedule = "by-hand".`)
    return { kind }
  }
  const when = {
    at: told.at ?? (base.kind === 'by-hand' ? nights.at : base.at),
    spreadMinutes: told.spread ?? (base.kind === 'by-hand' ? nights.spreadMinutes : base.spreadMinutes),
  }
  if (kind === 'weekly') {
    if (base.kind !== 'weekly') lacks('on', '"saturday"')
    const on = told.on ? WEEKDAYS.indexOf(told.on) + 1 : base.kind === 'weekly' ? base.on : 6
    return { kind, on, ...when }
  }
  if (kind === 'hours') {
    lacks('every', '6')
    return { kind, every: told.every ?? 6, ...when }
  }
  return { kind, ...when }
}

// A plan that keeps nothing would lose every day but the newest; whoever writes that has made a mistake.
function keep(tree: Tree, where: string, names: ReadonlyMap<string, string>, problems: string[]): KeepRules {
  const told = readFields(tree, KEEP_SETTINGS, where, names, problems)
  if (Object.keys(tree).length === 0)
    problems.push(`${where} keeps nothing; say for how long, for example { withinDays = 15 }.`)
  return told
}
