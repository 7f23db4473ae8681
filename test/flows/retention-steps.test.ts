import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { BackUpWorld } from '../../src/back-up/back-up.ts'
import { backUp } from '../../src/back-up/back-up.ts'
import { daysPlan, usualNights } from '../../src/domain/plans.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

// Night after night the pruning ends at another of its steps, as after kill -9, and is never given a night to recover:
// whatever it has done or not done, every day that is kept is whole to the last octet. (Every single call of the disk is
// tried in test/faults/.)

const day = 86_400_000

test('a pruning that ends at any step, every night at another, leaves every kept day whole, and goes on from there', async () => {
  const script = await startScript()
  const { world, id, clock, folders, ledger, layout } = script
  // The files carry the machine's time: what is pruned must be old by it.
  clock.now = Date.parse('2030-03-01T01:00:00Z')
  world.plans = new Map([['days-15', daysPlan(2, usualNights)]])
  try {
    folders.set('Work', folder(3, { 1: 'work' }))
    let pinned = 0
    let step = 0
    let ended = false
    for (let night = 0; !ended; night++) {
      assert.ok(night < 80, 'there were more steps than nights')
      clock.now += day
      live(folders, night)
      // Every other night is whole, so that there is as much to prune in each.
      const death = { step: night >= 6 && night % 2 ? step++ : -1, count: 0, dead: false }
      const point = await backUp(mortal(world, death), id, 'nightly')
      assert.equal(point.status, 'complete')
      // The lease of the dead is over.
      clock.now += 20 * 60_000
      if (night === 3) {
        pinned = point.number
        assert.ok(await ledger.pin(point.number, 'request', clock.now + 365 * day))
      }
      ended = death.step >= 0 && !death.dead
      if (death.step < 0) continue
      const points = await ledger.points(id)
      const found = await verify(checkedFiles(layout, id), points)
      const kept = new Set(points.map(one => one.dir))
      const harmed = found.damages.filter(({ days }) => days.some(dir => kept.has(dir)))
      assert.deepEqual(harmed, [], `night ${night}, after step ${death.step}`)
      assert.ok(
        points.some(one => one.number === pinned),
        'the pinned day is gone',
      )
      assert.ok(points.length > 3, 'a day of the plan is gone')
    }
    assert.ok(step > 8, `only ${step} steps were met`)
    assert.ok(
      script.faults.every(fault => String(fault) === 'Error: dead'),
      String(script.faults),
    )
    // Two whole nights later nothing is left of what was cut off.
    for (let night = 100; night < 103; night++) {
      clock.now += day
      live(folders, night)
      await backUp(world, id, 'nightly')
    }
    assert.equal((await ledger.points(id)).length, 4)
    const shown = new Set(
      (await script.files.receipts()).flatMap(r => r.folders.map(f => `${f.folder}/${f.state}`)),
    )
    for (const { folder: f } of (await script.files.receipts())[0]?.folders ?? [])
      for (const name of await readdir(layout.folder(id, f)))
        assert.ok(shown.has(`${f}/${name.replace('.jsonl.zst', '')}`), `${f}/${name} belongs to no day`)
    for (const shard of await readdir(layout.messages(id)))
      for (const name of await readdir(join(layout.messages(id), shard)))
        assert.ok((await stat(join(layout.messages(id), shard, name))).nlink > 1, `${name} has no link`)
  } finally {
    await script.stop()
  }
})

type Folders = Awaited<ReturnType<typeof startScript>>['folders']

function live(folders: Folders, night: number): void {
  for (const one of folders.values()) one.modseq++
  const inbox = folders.get('INBOX')
  inbox?.mails.set(100 + night, { text: `Subject: night ${night}\r\n\r\n`, flags: [] })
  inbox?.mails.delete(100 + night - 2)
  folders.get('Work')?.mails.set(1, { text: 'Subject: work\r\n\r\n', flags: night % 2 ? ['\\Seen'] : [] })
}

interface Death {
  step: number
  count: number
  dead: boolean
}

// Once the point is sealed every step counts, and after the chosen one nothing more happens.
function mortal(world: BackUpWorld, death: Death): BackUpWorld {
  let sealed = false
  let pruning = false
  const wrap = <T extends object>(edge: T): T =>
    new Proxy(edge, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const isStep = pruning && name !== 'close' && name !== 'release'
          // What is first asked for after the row is what there is to prune.
          if (name === 'sealPoint') sealed = true
          if (sealed && name === 'points') pruning = true
          if (!isStep) return Reflect.apply(value, target, args)
          if (death.dead) return Promise.reject(new Error('dead'))
          const here = death.count++ === death.step
          if (!here) return Reflect.apply(value, target, args)
          death.dead = true
          return Promise.resolve(Reflect.apply(value, target, args)).then(() =>
            Promise.reject(new Error('dead')),
          )
        }
      },
    })
  return {
    ...world,
    ledger: wrap(world.ledger),
    openRun: async (...args) => wrap(await world.openRun(...args)),
    openIndex: async (...args) => wrap(await world.openIndex(...args)),
  }
}
