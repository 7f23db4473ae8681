import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import Database from 'better-sqlite3'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'

const NIGHT = '2026-11-14'
const AT = Date.parse(`${NIGHT}T01:00:00Z`)
const MANY = process.env.YESTERMAIL_TEST === 'all' ? 10_000 : 1000

let temp: Awaited<ReturnType<typeof tempFolder>>
let ledger: ReturnType<typeof openLedger>
before(async () => {
  temp = await tempFolder('panel')
  const file = join(temp.path, 'ledger.sqlite')
  openLedger(file, { durable: false }).close()
  const db = new Database(file)
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY - 1})
    INSERT INTO accounts (id, address, domain, zone, state, created_at, paused_at)
    SELECT printf('a%015d', i), printf('person%05d@d%d.example', i, i % 10), printf('d%d.example', i % 10), 'UTC',
      CASE i % 50 WHEN 7 THEN 'gone' ELSE 'active' END, 1, CASE i % 100 WHEN 3 THEN 5 END FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY * 15 - 1})
    INSERT INTO points (number, account, status, trigger, taken_at, local_day, zone, dir, kept_until, messages, bytes,
      new_messages, new_bytes, duration_ms, problems)
    SELECT i + 1, printf('a%015d', i % ${MANY}), CASE WHEN i % 50 = 7 THEN 'partial' ELSE 'complete' END, CASE WHEN i < ${MANY} THEN 'first' ELSE 'nightly' END,
      ${AT} - (14 - i / ${MANY}) * 86400000, date(${AT / 1000} - (14 - i / ${MANY}) * 86400, 'unixepoch'), 'UTC',
      'd' || (i / ${MANY}), 9e12, 100, 1000, 1, 10, 5, '[]' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY * 15 - 1})
    INSERT INTO runs (id, account, trigger, started_at, finished_at, local_day, state, problem, point)
    SELECT i + 1, printf('a%015d', i % ${MANY}), 'nightly', ${AT} - (14 - i / ${MANY}) * 86400000, ${AT},
      date(${AT / 1000} - (14 - i / ${MANY}) * 86400, 'unixepoch'), CASE i % 20 WHEN 0 THEN 'failed' ELSE 'done' END,
      CASE i % 20 WHEN 0 THEN '{"code":"interrupted"}' END, CASE i % 20 WHEN 0 THEN NULL ELSE i + 1 END FROM n;
    INSERT INTO alarms (kind, account, about, raised_at, last_at, times, detail)
    VALUES ('mail-vanished', printf('a%015d', 11), '${NIGHT}', 1, 1, 1, '{}');`)
  db.close()
  ledger = openLedger(file, { durable: false })
})
after(async () => {
  ledger.close()
  await temp.remove()
})

const wish = { domains: null, search: '', state: null, behind: AT - 86_400_000, after: null, limit: 100 }

describe('the lists of the panel', () => {
  it('go through all accounts page by page, each once, by address', async () => {
    const seen: string[] = []
    for (let at: string | null = null; ; at = seen.at(-1) ?? null) {
      const page = await ledger.panelAccounts({ ...wish, after: at })
      seen.push(...page.map(one => one.address))
      if (page.length < 100) break
    }
    assert.equal(seen.length, MANY)
    assert.deepEqual(seen, [...new Set(seen)].sort())
  })

  it('are narrowed by domain, by what is typed as it is, and by state', async () => {
    const only = async (more: object) =>
      (await ledger.panelAccounts({ ...wish, limit: MANY, ...more })).map(one => one.address)
    assert.equal((await only({ domains: ['d3.example'] })).length, MANY / 10)
    assert.deepEqual(await only({ domains: [] }), [])
    assert.deepEqual(await only({ search: 'PERSON00042@' }), ['person00042@d2.example'])
    assert.deepEqual(await only({ search: '%' }), [])
    assert.equal((await only({ state: 'gone' })).length, MANY / 50)
    assert.equal((await only({ state: 'paused' })).length, MANY / 100)
    assert.deepEqual(await only({ state: 'alarm' }), ['person00011@d1.example'])
    assert.deepEqual(await only({ state: 'behind' }), [])
    assert.equal((await only({ state: 'behind', behind: AT + 1 })).length, MANY - MANY / 50)
    const [alarmed] = await ledger.panelAccounts({ ...wish, state: 'alarm' })
    assert.deepEqual(alarmed?.alarms, ['mail-vanished'])
    assert.equal(alarmed?.removalRefused, null)
  })

  it('say of a closed account since when it is, and what was told of it', async () => {
    const [gone] = await ledger.panelAccounts({ ...wish, state: 'gone' })
    assert.equal(gone?.closed, null)
    const id = gone?.id ?? ''
    await ledger.noteClosed([id], 7)
    await ledger.tellClosed([{ id, closedAt: 7, from: 9 }], [], 8)
    const [closed] = await ledger.panelAccounts({ ...wish, state: 'gone' })
    assert.deepEqual(closed?.closed, { closedAt: 7, eraseFrom: 9, keptAt: null })
    await ledger.noteClosed([], 10)
    assert.equal((await ledger.panelAccounts({ ...wish, state: 'gone' }))[0]?.closed, null)
  })

  it('say of an account whose removal was refused when that was, and how many were removed that day', async () => {
    const [before] = await ledger.panelAccounts({ ...wish, search: 'person00042@' })
    const entry = {
      who: { kind: 'admin', name: 'olga' },
      account: before?.id ?? '',
      about: { most: 20 },
    } as const
    for (const at of [1, 5]) await ledger.noteAudit({ ...entry, at, act: 'account.removal-refused' })
    const [after] = await ledger.panelAccounts({ ...wish, search: 'person00042@' })
    assert.deepEqual(after?.removalRefused, { at: 5, most: 20 })
  })

  it('know the runs of a night, the nights, and what each day added', async () => {
    const failed = await ledger.panelRuns(['d0.example'], NIGHT, 'failed', null, MANY)
    assert.equal(failed.length, MANY / 20)
    assert.ok(failed.every(one => one.problem?.code === 'interrupted' && one.point === null))
    const page = await ledger.panelRuns(null, NIGHT, null, null, 100)
    const next = await ledger.panelRuns(null, NIGHT, null, page.at(-1)?.id ?? 0, 100)
    assert.equal(new Set([...page, ...next].map(one => one.id)).size, 200)
    const partial = MANY / 50
    const nights = await ledger.panelNights(null, '2026-10-31')
    assert.equal(nights.length, 15)
    assert.deepEqual(nights[0], {
      ...{ night: NIGHT, done: MANY * 0.95 - partial, partial, failed: MANY / 20, open: 0 },
    })
    const [own] = await ledger.panelNights(['d7.example'], NIGHT)
    assert.equal(own?.partial, partial, 'its own alone: every fiftieth stands there')
    const days = await ledger.growth(['d1.example'], '2026-11-01')
    assert.deepEqual(days.at(-1), { day: NIGHT, messages: MANY / 10, bytes: MANY, first: 0 })
    assert.deepEqual(await ledger.stored(null), { messages: MANY * 100, bytes: MANY * 1000 })
  })

  it('never read a table of accounts times nights from end to end to show a page', () => {
    const db = new Database(join(temp.path, 'ledger.sqlite'), { readonly: true })
    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT r.id FROM runs r INDEXED BY runs_by_day JOIN accounts a ON a.id = r.account
         WHERE r.local_day = ? AND r.id < ? ORDER BY r.id DESC LIMIT 100`,
      )
      .all(NIGHT, 9e9) as { detail: string }[]
    db.close()
    assert.match(plan[0]?.detail ?? '', /USING COVERING INDEX runs_by_day|USING INDEX runs_by_day/)
    assert.ok(!plan.some(one => /TEMP B-TREE/.test(one.detail)))
  })
})
