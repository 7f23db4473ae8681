import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { untruths } from '../world/checker.ts'
import type { DiskCall, DiskFault, Operation } from '../world/faultfs.ts'
import { type FaultWorld, startFaultWorld, type Trial } from './fault-world.ts'
import { everyWhere, hiddenNames, holds, outcome } from './invariants.ts'
import { chosen, everyPoint, howToRepeat } from './sample.ts'

// The second night of a folder in which much changed: its state is begun by threads that link while the main thread still
// fetches (maildir/build-maildir.ts). Whatever is slow there, fails, or ends the process, the day is the same.
const timeout = everyPoint ? 3_600_000 : 300_000
const begun = /\/folders\/f1\/(2|\.2\.by-[a-z0-9-]+)(\/|\.jsonl|$)/

describe('a night whose states are begun while their folders are read', () => {
  let world: FaultWorld
  let calls: DiskCall[]
  /** what the night comes to when nothing happens */
  let expected: string
  before(async () => {
    world = await startFaultWorld({ nights: 1, many: 150 })
    const trial = await world.tryNight({ at: 0 })
    assert.equal(trial.end.code, 0, trial.end.said + trial.end.complaints)
    calls = trial.end.calls
    expected = outcome(trial)
    await trial.remove()
  })
  after(() => world?.stop())

  async function converges(trial: Trial, at: string): Promise<void> {
    const { point, damages } = await world.night(trial.place, world.clock.now + 3_600_000)
    assert.equal(point.status, 'complete', at)
    assert.deepEqual(damages, [], at)
    assert.deepEqual(untruths(trial.place, world.held), [], at)
    assert.equal(outcome(trial), expected, at)
    assert.deepEqual(hiddenNames(trial.place), [], at)
  }

  test('a disk that is slow with links, with names, with fsync, or with what comes, changes nothing but the order', {
    timeout,
  }, async () => {
    const slow = (only: Operation[], wait: number): DiskFault => ({
      ...{ at: 1, do: 'slow', stick: true, only, wait },
    })
    const all = [
      slow(['link'], 4),
      slow(['fsync'], 15),
      slow(['rename', 'mkdir'], 15),
      slow(['link', 'fsync', 'rename', 'unlink'], 4),
    ]
    // What comes is slow: the state is begun long before the last message is there.
    const coming = slow(['create'], 30)
    await everyWhere(world, everyPoint ? [coming, ...all] : [coming], async (trial, at) => {
      assert.match(trial.end.said, /^sealed/, at)
      await holds(world, trial, at)
      assert.equal(outcome(trial), expected, at)
      assert.deepEqual(hiddenNames(trial.place), [], at)
      if (!at.includes('"create"')) return
      const first = trial.end.calls.find(call => /\/f1\/\.2\.by-[a-z0-9-]+\/cur$/.test(call.path))
      const last = trial.end.calls.findLast(call => /\/incoming\/r\d+\/\d+$/.test(call.path))
      assert.ok(first && last && first.n < last.n, 'nothing was begun before the last message came')
    })
  })

  const there = (operation: Operation): number[] => {
    const same = calls.filter(call => call.operation === operation)
    return same.flatMap((call, i) => (begun.test(call.path) ? [i + 1] : []))
  }
  const failing = (operation: Operation, stick: boolean): DiskFault[] =>
    chosen(there(operation), 1, `EIO ${operation} begun`, 17).map(at => ({
      ...{ at, do: 'EIO', only: [operation] },
      ...(stick ? { stick } : {}),
    }))

  test('a name or an fsync that fails there, or links that go on failing, fail the night, and the next run is whole', {
    timeout,
  }, async () => {
    const faults = [...failing('link', true), ...failing('fsync', false), ...failing('rename', false)]
    assert.ok(faults.length >= 3, howToRepeat)
    await everyWhere(world, everyPoint ? faults : chosen(faults, 1, 'EIO begun'), async (trial, at) => {
      assert.equal(trial.end.code, 1, `${at}: ${trial.end.said}`)
      await holds(world, trial, at)
      await converges(trial, at)
    })
  })

  test('a link that fails once before all is known is made again with all others, and the night is as if nothing had happened', async () => {
    const [at = 0] = there('link')
    await everyWhere(world, [{ at, do: 'EIO', only: ['link'] }], async (trial, where) => {
      assert.match(trial.end.said, /^sealed/, where)
      await holds(world, trial, where)
      assert.equal(outcome(trial), expected, where)
      assert.deepEqual(hiddenNames(trial.place), [], where)
    })
  })

  test('kill -9 or a power cut while they are made harms no day, and what was hidden is gone after the next run', {
    timeout,
  }, async () => {
    const first = calls.findIndex(call => begun.test(call.path))
    const last = calls.findLastIndex(call => begun.test(call.path))
    const there = calls.slice(first, last + 2)
    const faults: DiskFault[] = [
      ...chosen(there, 1, 'kill begun', 5).map(({ n }) => ({ at: n, do: 'kill' }) as const),
      ...chosen(there, 1, 'lose begun', 11).map(({ n }) => ({ at: n, do: 'lose' }) as const),
    ]
    await everyWhere(world, everyPoint ? faults : chosen(faults, 1, 'end begun'), async (trial, at) => {
      await holds(world, trial, at)
      await converges(trial, at)
    })
  })
})
