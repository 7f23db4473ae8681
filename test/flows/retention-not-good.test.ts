import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backUp } from '../../src/back-up/back-up.ts'
import { localDay } from '../../src/domain/day.ts'
import { review } from '../../src/domain/keep.ts'
import { daysPlan, usualNights } from '../../src/domain/plans.ts'
import type { Point, Problem } from '../../src/domain/point.ts'
import { isGood } from '../../src/domain/standing.ts'
import { watchAccounts } from '../../src/tell/alarms.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

const day = 86_400_000

async function withNights(
  act: (script: Awaited<ReturnType<typeof startScript>>, night: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const script = await startScript()
  const { world, clock, id, ledger } = script
  world.plans = new Map([['days-15', daysPlan(3, usualNights)]])
  try {
    await act(script, async () => {
      clock.now += day
      const { status } = await backUp(world, id, 'nightly')
      await watchAccounts(
        { ledger, servers: world.servers, plans: world.plans, alarmAfterDays: 3 },
        clock.now,
      )
      return status
    })
    assert.deepEqual(script.faults, [])
  } finally {
    await script.stop()
  }
}

test('nights that leave a folder out throw nothing away, and somebody is told', () =>
  withNights(async ({ id, ledger, folders }, night) => {
    folders.set('Work', folder(5, { 1: 'work' }))
    assert.equal(await night(), 'complete')
    const [whole] = await ledger.points(id)
    const inbox = folders.get('INBOX')
    assert.ok(whole && inbox)
    inbox.refused = true
    for (let n = 0; n < 8; n++) {
      inbox.modseq++
      assert.equal(await night(), 'partial')
    }
    const points = await ledger.points(id)
    assert.equal(points.length, 9, 'not even the partial ones go')
    assert.equal(points.at(-1)?.number, whole.number)
    assert.deepEqual(
      (await ledger.alarms()).map(alarm => alarm.kind),
      ['no-good-point'],
    )
    assert.equal((await ledger.standings())[0]?.newestGood, whole.takenAt)
    // Well again: what is over goes, three days' worth a night.
    inbox.refused = false
    inbox.modseq++
    for (let n = 0; n < 4; n++) assert.equal(await night(), 'complete')
    assert.equal((await ledger.points(id)).length, 4)
    assert.deepEqual(await ledger.alarms(), [])
  }))

test('a message that the server refuses is named, and stops no pruning', () =>
  withNights(async ({ id, ledger, folders }, night) => {
    folders.set('INBOX', { ...folder(1, { 1: 'one', 2: 'two' }), skipped: [2] })
    for (let n = 0; n < 6; n++) assert.equal(await night(), 'partial')
    assert.ok((await ledger.points(id)).every(isGood))
    assert.equal((await ledger.points(id)).length, 4)
    assert.deepEqual(await ledger.alarms(), [])
  }))

test('a first copy that goes on is no good point, what a server says makes none bad, and the ledger knows as much', async () => {
  const { ledger, id, clock, stop } = await startScript()
  try {
    const epoch = (await ledger.claim(id, 'here', 0, Number.MAX_SAFE_INTEGER, null)) ?? 0
    const lists: Problem[][] = [
      [{ code: 'not-finished', done: 1, of: 9 }],
      [{ code: 'message-refused', folder: 'INBOX', uids: [7], detail: '{"code":"folder-not-read"}' }],
      [{ code: 'not-finished', done: 2, of: 9 }, { code: 'budget-spent' }],
      [{ code: 'message-gone' }, { code: 'folder-not-read', folder: 'Work' }],
      [],
      [{ code: 'uids-reused' }, { code: 'server-lied' }],
    ]
    let newestGood: number | null = null
    for (const problems of lists) {
      clock.now += day
      const of = { account: id, trigger: 'nightly', localDay: localDay(clock.now, 'UTC') } as const
      const number = await ledger.reservePoint({ ...of, at: clock.now })
      const point: Point = {
        ...{
          ...of,
          number,
          takenAt: clock.now,
          zone: 'UTC',
          dir: of.localDay,
          keptUntil: clock.now,
          problems,
        },
        ...{ status: problems.length ? 'partial' : 'complete', messages: 1, bytes: 1 },
        ...{ newMessages: 0, newBytes: 0, durationMs: 1 },
      }
      assert.ok(await ledger.sealPoint(point, null, epoch, clock.now))
      if (isGood(point)) newestGood = point.takenAt
      assert.equal((await ledger.standings())[0]?.newestGood, newestGood, JSON.stringify(problems))
    }
    assert.deepEqual(
      lists.map(problems => isGood({ problems })),
      [false, true, false, false, true, true],
    )
  } finally {
    await stop()
  }
})

test('the newest good point is never over, however many that are none came after it', () => {
  const zone = 'UTC'
  const points = Array.from({ length: 30 }, (_, n) => ({
    ...{ number: n + 1, takenAt: n * day, localDay: new Date(n * day).toISOString().slice(0, 10), zone },
    ...({ trigger: 'nightly', status: n < 2 ? 'complete' : 'partial', keptUntil: n * day } as const),
    problems: n < 2 ? [] : [{ code: n % 2 ? 'folder-not-read' : 'not-finished' } as const],
  }))
  const over = review({ last: 3 }, points, 30 * day).over.map(point => point.number)
  assert.deepEqual(
    over,
    points.map(point => point.number).filter(number => number !== 2 && number <= 27),
  )
})
