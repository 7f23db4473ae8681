import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Held, unlinkedMessages, untruths } from '../world/checker.ts'
import type { DiskCall, DiskFault, Operation } from '../world/faultfs.ts'
import { day, type FaultWorld, startFaultWorld, type Trial } from './fault-world.ts'
import { everyWhere, hiddenNames, holds, outcome } from './invariants.ts'
import { chosen, seed as dice, everyPoint, howToRepeat } from './sample.ts'

// A disk that fails at one call of a night, whichever it is: cases 1 to 5 of test/faults/README.md.
const grows: Operation[] = ['create', 'write', 'link', 'symlink', 'mkdir']
const timeout = everyPoint ? 3_600_000 : 300_000

for (const { name, nights, prunes } of [
  { name: 'a first copy', nights: 0, prunes: false },
  { name: 'a night that prunes', nights: 9, prunes: true },
])
  describe(name, () => {
    let world: FaultWorld
    let calls: DiskCall[]
    /** what two nights come to when nothing happens */
    let expected: string[]
    before(async () => {
      world = await startFaultWorld({ nights })
      const trial = await world.tryNight({ at: 0 })
      assert.equal(trial.end.code, 0, trial.end.said + trial.end.complaints)
      calls = trial.end.calls
      const pruned = calls.some(call => call.operation === 'unlink' && call.path.includes('/messages/'))
      assert.equal(pruned, prunes)
      expected = [outcome(trial)]
      await world.night(trial.place, world.clock.now + day)
      expected.push(outcome(trial))
      await trial.remove()
    })
    after(() => world?.stop())

    /** A plain start completes the night, and it comes to the same as if nothing had happened. */
    async function converges(trial: Trial, at: string): Promise<void> {
      const nights = prunes ? [0, day] : [0]
      for (const [n, later] of nights.entries()) {
        const { point, damages } = await world.night(trial.place, world.clock.now + 3_600_000 + later)
        assert.equal(point.status, 'complete', at)
        assert.deepEqual(damages, [], at)
        assert.deepEqual(untruths(trial.place, world.held), [], at)
        // What a pruning left that was cut off goes with the next one, messages in the sixteen after it.
        if (n === nights.length - 1) assert.equal(outcome(trial), expected[n], at)
        assert.deepEqual(hiddenNames(trial.place), [], at)
        if (!prunes) assert.deepEqual(unlinkedMessages(trial.place), [], at)
      }
    }

    if (!prunes) {
      test('every name and every octet below the data folder went through the faulty disk', async () => {
        const trial = await world.tryNight({ at: 0 })
        const { data } = trial.place
        const touched = new Set(trial.end.calls.map(call => call.path.replace(/\.by-[a-z0-9-]+/, '')))
        const had = new Set(namesBelow(world.template))
        for (const name of namesBelow(data)) {
          if (had.has(name)) continue
          // What was built hidden was seen under its hidden name.
          const hidden = name.replace(/(days|folders\/f\d+)\/(?=\d)([^/]+)(\/|$)(?!jsonl)/, '$1/.$2$3')
          const seen = [name, hidden].some(one => touched.has(join(data, one)))
          assert.ok(seen, `${name} was made and nobody saw it`)
        }
        for (const suffix of ['ledger.sqlite-wal', '.sqlite-wal'])
          for (const operation of ['write', 'fsync'])
            assert.ok(
              trial.end.calls.some(call => call.operation === operation && call.path.endsWith(suffix)),
              `${operation} of ${suffix}`,
            )
        await trial.remove()
      })

      test('a disk that lies about fsync, and a mailbox that had more, are found out by the same eyes', async () => {
        // The last file to go is the ledger's log, when all is said. (How often SQLite writes is not always the same.)
        const only = ['unlink'] as const
        const at = calls.filter(call => call.operation === 'unlink').length
        const trial = await world.tryNight({ at, do: 'lose', lies: true, only })
        assert.match(trial.end.said, /^sealed/)
        assert.equal(trial.end.signal, 'SIGKILL')
        await assert.rejects(holds(world, trial, 'lies'))
        await trial.remove()
        const honest = await world.tryNight({ at: 0 })
        const more = new Map(Array.from(world.held, ([date, held]) => [date, withOneMore(held)]))
        assert.match(
          untruths(honest.place, more).join(),
          /INBOX: UIDs 999 are missing, and it is called read/,
        )
        await honest.remove()
      })
    }

    test('kill -9 at any call harms no day, and a plain start completes the night as if nothing had happened', {
      timeout,
    }, async t => {
      t.diagnostic(`${calls.length} calls; ${howToRepeat}`)
      const points = chosen(calls, 1, `kill ${name}`)
      await everyWhere(
        world,
        points.map(({ n }) => ({ at: n, do: 'kill' })),
        async (trial, at) => {
          assert.ok(trial.end.signal === 'SIGKILL' || trial.end.code === 0, `${at}: ${trial.end.complaints}`)
          await holds(world, trial, at)
          await converges(trial, at)
        },
      )
    })

    if (prunes && everyPoint)
      test('messages that a killed pruning left are gone after sixteen more', { timeout }, async () => {
        const late = calls.filter(call => /folders.*\.gone/.test(call.path))
        assert.ok(late.length > 10, 'nothing was pruned')
        for (const { n } of chosen(late, 1, 'left', 10)) {
          const trial = await world.tryNight({ at: n, do: 'kill' })
          for (let night = 0; night <= 17; night++) {
            const { damages } = await world.night(trial.place, world.clock.now + 3_600_000 + night * day)
            assert.deepEqual(damages, [])
          }
          assert.deepEqual(unlinkedMessages(trial.place), [], `killed at ${n}; ${howToRepeat}`)
          await trial.remove()
        }
      })

    test('a power cut at any call takes nothing that was promised', { timeout }, async () => {
      const all = chosen(calls, 1, `lose ${name}`)
      const some = chosen(calls, prunes ? 0 : 1, `lose some ${name}`, 4)
      const faults: DiskFault[] = [
        ...all.map(({ n }) => ({ at: n, do: 'lose' as const })),
        ...some.map(({ n }) => ({ at: n, do: 'lose' as const, seed: n + dice })),
      ]
      await everyWhere(world, faults, async (trial, at) => {
        await holds(world, trial, at)
        await converges(trial, at)
      })
    })

    test('an fsync or a write that fails once fails the run, is never tried again, and the next run is whole', {
      timeout,
    }, async () => {
      for (const operation of ['fsync', 'write'] as const) {
        const points = calls.filter(call => call.operation === operation).map((_, i) => i + 1)
        const many = prunes && operation === 'write' ? 0 : 1
        const faults = chosen(points, many, `EIO ${operation} ${name}`, operation === 'write' ? 3 : 1).map(
          at => ({ at, do: 'EIO', only: [operation] }) as const,
        )
        await everyWhere(world, faults, async (trial, at) => {
          const { end, place } = trial
          await holds(world, trial, at)
          const hit = end.calls.find(call => call.n === Number(/"at":(\d+)/.exec(at)?.[1]))
          // An index is rubbish that can be made again, and a lost receipt of tidying costs no day: those runs may go on.
          if (hit && isMail(hit, place.data)) {
            assert.equal(end.code, 1, `${at}: ${end.said}`)
            const again = end.calls.filter(
              call => call.n > hit.n && call.inode === hit.inode && call.path === hit.path,
            )
            assert.deepEqual(
              again.filter(call => call.operation === 'fsync'),
              [],
              `${at}: the same file again`,
            )
          }
          await converges(trial, at)
        })
      }
    })

    test('a disk that is full from any call on fails the run, and it completes when there is room', {
      timeout,
    }, async () => {
      const points = calls.filter(call => grows.includes(call.operation)).map((_, i) => i + 1)
      const faults = chosen(points, 1, `full ${name}`, 5).map(
        at => ({ at, do: 'ENOSPC', stick: true, only: grows }) as const,
      )
      await everyWhere(world, faults, async (trial, at) => {
        await holds(world, trial, at)
        await converges(trial, at)
      })
    })
  })

// A file or folder of messages, states and days, and not of the pruning that comes after the day is safe.
function isMail({ path }: DiskCall, data: string): boolean {
  return (
    /^accounts\/[^/]+\/(incoming|messages|folders|days)\//.test(relative(data, path)) &&
    !path.includes('.gone')
  )
}

function withOneMore(held: Held): Held {
  const inbox = held.get('INBOX')
  const copies = [...(inbox?.copies ?? []), { uid: 999, sha: '', date: 0, flags: [] }]
  return new Map([...held, ['INBOX', { subscribed: true, copies }]])
}

// Links are not followed.
function namesBelow(folder: string, name = ''): string[] {
  return readdirSync(join(folder, name), { withFileTypes: true }).flatMap(entry => {
    const path = join(name, entry.name)
    return entry.isDirectory() ? [path, ...namesBelow(folder, path)] : [path]
  })
}
