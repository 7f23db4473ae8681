import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Config, loadConfig } from '../src/config/config.ts'
import { planOf, readyMade } from '../src/domain/plans.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { tempFolder } from './world/temp.ts'

const servers =
  '[domains."one.example"]\nserver = "imaps://h"\n[domains."two.example"]\nserver = "imaps://i"\n'

test('without a word about plans there are the ready-made ones, and every domain has days-15', async () => {
  const config = await load('')
  assert.deepEqual(config.plans, readyMade)
  assert.deepEqual(
    [...config.servers.values()].map(server => server.plan),
    ['days-15', 'days-15'],
  )
})

test('nightlyAt and nightlySpread are when the ready-made plans begin, and keepDays makes one of so many days', async () => {
  const config = await load('keepDays = 40\nnightlyAt = "22:30"\nnightlySpread = 5')
  assert.deepEqual(config.plans.get('days-40'), {
    ...{ name: 'days-40', keep: { withinDays: 40 }, byHand: true, junk: true, shared: false },
    schedule: { kind: 'daily', at: '22:30', spreadMinutes: 5 },
  })
  assert.equal(config.servers.get('two.example')?.plan, 'days-40')
  // Half past ten on Saturday evening, where the small hours would be those of Sunday.
  assert.deepEqual(config.plans.get('weekly')?.schedule, {
    kind: 'weekly',
    on: 6,
    at: '22:30',
    spreadMinutes: 5,
  })
  const usual = readyMade.get('weekly')?.schedule
  assert.deepEqual(usual, { kind: 'weekly', on: 7, at: '00:00', spreadMinutes: 60 })
})

test('every setting of a plan arrives; what is not said is as in the ready-made plan of its name, else as in days-15', async () => {
  const config = await load(`
    plan = "office"
    nightlyAt = "01:00"
    [plans.office]
    schedule = "hours"
    every = 6
    at = "02:15"
    spread = 10
    keep = { last = 3, hourly = 24, daily = 30, weekly = 8, monthly = 12, withinDays = 0 }
    byHand = false
    junk = false
    shared = true
    [plans.weekly]
    byHand = true
    [plans.Private_2]
    schedule = "weekly"
    on = "friday"
    [plans.hand]
    schedule = "by-hand"
    [domains."one.example"]
    plan = "hand"
    server = "imaps://h"
    [domains."two.example"]
    server = "imaps://i"`)
  assert.deepEqual(config.plans.get('office'), {
    name: 'office',
    schedule: { kind: 'hours', every: 6, at: '02:15', spreadMinutes: 10 },
    keep: { last: 3, hourly: 24, daily: 30, weekly: 8, monthly: 12, withinDays: 0 },
    ...{ byHand: false, junk: false, shared: true },
  })
  assert.deepEqual(config.plans.get('weekly'), {
    ...{ name: 'weekly', keep: { weekly: 8 }, byHand: true, junk: true, shared: false },
    schedule: { kind: 'weekly', on: 7, at: '01:00', spreadMinutes: 60 },
  })
  assert.deepEqual(config.plans.get('Private_2'), {
    ...{ name: 'Private_2', keep: { withinDays: 15 }, byHand: true, junk: true, shared: false },
    schedule: { kind: 'weekly', on: 5, at: '01:00', spreadMinutes: 60 },
  })
  assert.deepEqual(config.plans.get('hand')?.schedule, { kind: 'by-hand' })
  const of = (plan: string | null, domain: string) =>
    planOf({ plan, domain }, config.servers, config.plans).name
  assert.equal(of(null, 'one.example'), 'hand')
  assert.equal(of(null, 'two.example'), 'office')
  assert.equal(of('thinning', 'one.example'), 'thinning')
  assert.equal(of('taken-out', 'one.example'), 'hand', 'a plan that is not there any more')
  assert.equal(of(null, 'gone.example'), 'days-15')
})

test('YESTERMAIL_PLAN names the plan of every domain', () => {
  const env = { YESTERMAIL_PLAN: 'thinning', YESTERMAIL_DOMAIN: 'one.example', YESTERMAIL_IMAP: 'imaps://h' }
  assert.equal(loadConfig({ env }).config.servers.get('one.example')?.plan, 'thinning')
  assert.throws(
    () => loadConfig({ env: { ...env, YESTERMAIL_PLAN: 'thin' } }),
    /YESTERMAIL_PLAN names the plan "thin", which is not there; there are days-15, days-7, thinning, weekly\./,
  )
})

const wrong: [toml: string, sentence: RegExp][] = [
  [
    'plan = "none"',
    /^plan names the plan "none", which is not there; there are days-15, days-7, thinning, weekly\.$/,
  ],
  ['plan = 7', /^plan must be the name of a plan, for example "days-15", not 7\.$/],
  ['plan = "weekly"\nkeepDays = 3', /^keepDays and plan are both set; .*keep one of them\.$/],
  ['[plans."a b"]\njunk = true', /^plans: "a b" is not the name of a plan; use letters, digits, - and _\.$/],
  [
    '[plans.p]\nschedule = "yearly"',
    /^plans\.p\.schedule must be "daily", "weekly", "hours" or "by-hand", not "yearly"\.$/,
  ],
  ['[plans.p]\nat = "24:00"', /^plans\.p\.at must be a time as "HH:MM"/],
  [
    '[plans.p]\nspread = 721',
    /^plans\.p\.spread must be a whole number of minutes from 0 to 720, not 721\.$/,
  ],
  ['[plans.p]\nschedule = "weekly"', /^plans\.p needs on, for example on = "saturday"\.$/],
  ['[plans.p]\nschedule = "weekly"\non = "samedi"', /^plans\.p\.on must be a day of the week in English, /],
  ['[plans.p]\non = "monday"', /^plans\.p\.on is for plans with schedule = "weekly"\.$/],
  ['[plans.p]\nschedule = "hours"', /^plans\.p needs every, for example every = 6\.$/],
  [
    '[plans.p]\nschedule = "hours"\nevery = 5',
    /^plans\.p\.every must be 1, 2, 3, 4, 6, 8 or 12 \(hours\), not 5\.$/,
  ],
  ['[plans.p]\nevery = 6', /^plans\.p\.every is for plans with schedule = "hours"\.$/],
  [
    '[plans.p]\nschedule = "by-hand"\nat = "01:00"',
    /^plans\.p\.at means nothing with schedule = "by-hand"\.$/,
  ],
  [
    '[plans.p]\nkeep = 15',
    /^plans\.p\.keep must be a table, for example \{ daily = 30, monthly = 12 \}, not 15\.$/,
  ],
  ['[plans.p]\nkeep = {}', /^plans\.p\.keep keeps nothing; say for how long/],
  ['[plans.p.keep]\nyearly = 3', /^plans\.p\.keep\.yearly is not a setting of Yestermail\.$/],
  [
    '[plans.p.keep]\nweakly = 3',
    /^plans\.p\.keep\.weakly is not a setting of Yestermail; did you mean weekly\.$/,
  ],
  ['[plans.p.keep]\ndaily = 0', /^plans\.p\.keep\.daily must be a whole number from 1 to 3660, not 0\.$/],
  ['[plans.p.keep]\nwithinDays = -1', /^plans\.p\.keep\.withinDays must be a whole number of days from 0/],
  ['[plans.p]\nbyHand = "yes"', /^plans\.p\.byHand must be true or false, not "yes"\.$/],
  [
    '[domains."tri.example"]\nserver = "imaps://j"\nplan = "p"',
    /^domains\.tri\.example\.plan names the plan "p", /,
  ],
]
for (const [toml, sentence] of wrong)
  test(`${toml.replaceAll('\n', ' ')} is one sentence`, async () => {
    await assert.rejects(load(toml), error => {
      assert.ok(isRefusal(error))
      const [, ...lines] = error.message.split('\n')
      assert.equal(lines.length, 1, error.message)
      assert.match(lines[0]?.replace('  - ', '') ?? '', sentence)
      return true
    })
  })

async function load(toml: string): Promise<Config> {
  await using temp = await tempFolder('plans')
  const file = join(temp.path, 'y.toml')
  await writeFile(file, toml.includes('"one.example"') ? toml : `${toml}\n${servers}`)
  return loadConfig({ file }).config
}
