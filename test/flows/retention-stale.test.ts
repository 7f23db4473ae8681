import assert from 'node:assert/strict'
import promises, { readdir, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { test } from 'node:test'
import { backUp } from '../../src/back-up/back-up.ts'
import { daysPlan, usualNights } from '../../src/domain/plans.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { sweep } from '../../src/maildir/sweep.ts'
import { verify } from '../../src/proof/verify.ts'
import { startScript } from '../world/scripted-mailbox.ts'

// A worker that was stopped in its pruning, past its lease, wakes when somebody else has gone on.

const day = 86_400_000

type Script = Awaited<ReturnType<typeof startScript>>

async function live({ world, id, clock, folders }: Script, nights: number): Promise<void> {
  for (let n = 0; n < nights; n++) {
    clock.now += day
    const inbox = folders.get('INBOX')
    const uid = 100 + (inbox?.modseq ?? 0)
    inbox?.mails.set(uid, { text: `Subject: ${uid}\r\n\r\n`, flags: [] })
    inbox?.mails.delete(uid - 2)
    if (inbox) inbox.modseq++
    await backUp(world, id, 'nightly')
  }
}

async function start(): Promise<Script> {
  const script = await startScript()
  // The files carry the machine's time: what is pruned must be old by it.
  script.clock.now = Date.parse('2030-03-01T01:00:00Z')
  script.world.plans = new Map([['days-15', daysPlan(2, usualNights)]])
  return script
}

async function damages({ layout, id, ledger }: Script) {
  return (await verify(checkedFiles(layout, id), await ledger.points(id))).damages
}

test('what is sealed while a sweep goes on is not among what it removes, at whichever call of the disk it was stopped', async () => {
  const script = await start()
  const { layout, id, clock } = script
  try {
    await live(script, 4)
    let calls = 0
    for (let stop = 1; stop === 1 || calls >= stop - 1; stop++) {
      // A day less, so that there is something to remove.
      await script.files.days().then(([oldest = '']) => rm(layout.day(id, oldest), { recursive: true }))
      calls = 0
      const real = stopAt(async () => {
        if (++calls !== stop) return
        await live(script, 1)
      })
      try {
        // Nobody tells it that its lease is lost: the order of its reading alone has to do.
        await sweep(layout, id, clock.now - day, () => {}).catch(error => assert.equal(error.code, 'ENOENT'))
      } finally {
        real()
      }
      const kept = new Set((await script.files.days()).slice(-3))
      const harmed = (await damages(script)).filter(({ days }) => days.some(dir => kept.has(dir)))
      assert.deepEqual(harmed, [], `stopped at call ${stop}`)
      await live(script, 1)
    }
    assert.ok(calls > 6, `only ${calls} calls`)
  } finally {
    await script.stop()
  }
})

test('a worker that lost its lease in the pruning removes nothing more', async () => {
  const script = await start()
  const { world, layout, id, clock, faults } = script
  const files = async () =>
    (await readdir(layout.account(id), { recursive: true })).filter(name => !/^index/.test(name)).sort()
  try {
    await live(script, 4)
    for (const step of ['removeDay', 'sweep'] as const) {
      let before: string[] = []
      const stopped: typeof world = {
        ...world,
        openRun: async (...args) => {
          const store = await world.openRun(...args)
          const sleep = async () => {
            clock.now += day
            // Somebody else takes a point meanwhile.
            const inbox = script.folders.get('INBOX')
            if (inbox) inbox.modseq++
            await backUp({ ...world, owner: 'here/2/two' }, id, 'nightly')
            before = await files()
          }
          return {
            ...store,
            // It is stopped with its first removal done, or with the reading before the sweep.
            removeDay: async dir => {
              await store.removeDay(dir)
              if (step === 'removeDay') await sleep()
            },
            sweep: async (at, goOn) => {
              if (step === 'sweep') await sleep()
              return store.sweep(at, goOn)
            },
          }
        },
      }
      clock.now += day
      await backUp(stopped, id, 'nightly')
      assert.ok(before.length > 0, 'it was not stopped')
      assert.deepEqual(await files(), before)
      assert.deepEqual(faults.map(String), ['Error: the lease on the account was lost'])
      faults.length = 0
      await live(script, 1)
      assert.deepEqual(await damages(script), [])
    }
  } finally {
    await script.stop()
  }
})

// Calls `act` before every call of the disk that a sweep awaits; not again within it. Returns what undoes that.
function stopAt(act: () => Promise<void>): () => void {
  const { readdir: list, readFile: read, rename: move } = promises
  let within = false
  const first =
    <T extends (...args: never[]) => unknown>(call: T) =>
    async (...args: Parameters<T>) => {
      if (within) return call(...args)
      within = true
      await act().finally(() => (within = false))
      return call(...args)
    }
  Object.assign(promises, { readdir: first(list), readFile: first(read), rename: first(move) })
  syncBuiltinESMExports()
  return () => {
    Object.assign(promises, { readdir: list, readFile: read, rename: move })
    syncBuiltinESMExports()
  }
}
