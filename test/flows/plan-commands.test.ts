import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, localDay } from '../../src/domain/day.ts'
import { promiseOf } from '../../src/domain/keep.ts'
import type { Point } from '../../src/domain/point.ts'
import { domain, startWork, type World } from '../world/yestermail.ts'

let world: World
let anna: string
const now = Date.now()
const today = localDay(now, 'Europe/Rome')

before(async () => {
  world = await startWork({ port: 1 }, { now })
  anna = await world.enrol('anna', 'secret')
  const epoch = (await world.ledger.claim(anna, 'here', now, now + 60_000, null)) ?? 0
  for (const back of [2, 1, 0]) {
    const takenAt = now - back * 86_400_000
    const day = localDay(takenAt, 'Europe/Rome')
    const number = await world.ledger.reservePoint({
      account: anna,
      trigger: 'nightly',
      at: takenAt,
      localDay: day,
    })
    const fresh = {
      ...{ number, takenAt, localDay: day, zone: 'Europe/Rome', account: anna, dir: day },
      ...({ trigger: 'nightly', status: 'complete' } as const),
      problems: [],
      ...{ messages: 1, bytes: 1, newMessages: 0, newBytes: 0, durationMs: 1 },
    }
    const point: Point = { ...fresh, keptUntil: promiseOf({ withinDays: 15 }, fresh, []) }
    assert.ok(await world.ledger.sealPoint(point, null, epoch, now))
  }
  await world.ledger.release(anna, epoch)
  await writeFile(
    join(world.folder, 'y.toml'),
    `data = "${world.config.data}"\nzone = "Europe/Rome"\n[plans.month]\nkeep = { withinDays = 30 }\n` +
      `[plans.few]\nschedule = "by-hand"\nkeep = { last = 2 }\n[domains."${domain}"]\nserver = "imap://127.0.0.1:1"\n`,
  )
})
after(() => world?.stop())

test('plan list names every plan in words, and whose it is', async () => {
  const { code, out } = await run('list')
  assert.equal(code, 0)
  assert.match(out, new RegExp(`^days-15 .*all of today and 15 days back.*${domain}$`, 'm'))
  assert.match(out, /^few +A backup only by hand +the newest 2 +yes +-$/m)
})

test('plan show draws the calendar, and a name that is none is a sentence', async () => {
  const { code, out } = await run('show', 'month', '--days', '60')
  assert.equal(code, 0)
  assert.match(out, /31 backups of 31 days, the oldest of \d{4}-\d\d-\d\d\.$/m)
  const wrong = await run('show', 'monthly')
  assert.deepEqual(
    [wrong.code, wrong.said],
    [2, 'yestermail: There is no plan "monthly"; there are days-15, days-7, thinning, weekly, month, few.\n'],
  )
  assert.equal((await run('show', 'month', '--days', 'many')).code, 2)
})

test('plan set says what would change and does nothing unasked', async () => {
  const { code, out, said } = await run('set', `anna@${domain}`, 'days-7')
  assert.equal(code, 2)
  assert.match(said, /Nothing was changed/)
  assert.match(
    out,
    new RegExp(
      `The backup of ${addDays(today, 1)} would stay until ${addDays(today, 8)}, not ${addDays(today, 16)}`,
    ),
  )
  assert.match(out, new RegExp(`From ${addDays(today, 9)} on days would be missing`))
  assert.equal((await world.ledger.account(anna))?.plan, null)
})

test('plan set --yes gives the plan; longer promises stand at once, and going back makes none shorter', async () => {
  const untils = async () =>
    (await world.ledger.points(anna)).map(point => localDay(point.keptUntil - 1, point.zone))
  const before = await untils()
  assert.equal((await run('set', `anna@${domain}`, 'month', '--yes')).code, 0)
  assert.equal((await world.ledger.account(anna))?.plan, 'month')
  const longer = before.map(day => addDays(day, 15))
  assert.deepEqual(await untils(), longer)
  assert.equal((await run('set', `anna@${domain}`, 'default', '--yes')).code, 0)
  assert.equal((await world.ledger.account(anna))?.plan, null)
  assert.deepEqual(await untils(), longer)
})

function run(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  const program = join(import.meta.dirname, '../../src/main.ts')
  const all = [program, '--config', join(world.folder, 'y.toml'), 'plan', ...args]
  return new Promise(resolve => {
    const child = execFile(process.execPath, all, (error, out, said) =>
      resolve({ code: error ? Number(error.code) : 0, out, said }),
    )
    child.stdin?.end()
  })
}
