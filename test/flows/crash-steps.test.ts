import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BackUpWorld, backUp } from '../../src/back-up/back-up.ts'
import { daysPlan, usualNights } from '../../src/domain/plans.ts'
import { reindex } from '../../src/proof/reindex.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { chosen, everyPoint, howToRepeat } from '../faults/sample.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

// A process that ends before or after any one of its steps: the days before stay as they were, the next night is whole,
// and an index built from the files says what the living one says.
const day = 86_400_000
const timeout = everyPoint ? 1_800_000 : 300_000
type Script = Awaited<ReturnType<typeof startScript>>

for (const when of ['before', 'after'] as const)
  test(`a night that ends ${when} any step harms no day, and the next one is whole`, { timeout }, async t => {
    const steps = await countSteps()
    assert.ok(steps > 15, `only ${steps} steps were met`)
    const all = Array.from({ length: steps }, (_, step) => step)
    t.diagnostic(`${steps} steps; ${howToRepeat}`)
    for (const step of chosen(all, 12, when)) await endAt(step, when)
  })

async function countSteps(): Promise<number> {
  const script = await startScript()
  try {
    await live(script)
    const death: Death = { step: Number.POSITIVE_INFINITY, when: 'before', count: 0, dead: false }
    await backUp(mortal(script.world, death), script.id, 'nightly')
    return death.count
  } finally {
    await script.stop()
  }
}

async function endAt(step: number, when: Death['when']): Promise<void> {
  const script = await startScript()
  const at = `step ${step}; ${howToRepeat}`
  try {
    await live(script)
    const death = { step, when, count: 0, dead: false }
    await backUp(mortal(script.world, death), script.id, 'nightly').catch(() => {})
    assert.ok(death.dead, at)
    // The lease of the dead is over.
    script.clock.now += 20 * 60_000
    const before = await answers(script)
    const point = await backUp(script.world, script.id, 'nightly')
    assert.equal(point.status, 'complete', at)
    const now = await answers(script)
    for (const [number, said] of before) if (now.has(number)) assert.deepEqual(now.get(number), said, at)
    const index = await script.world.openIndex(script.id, 'again')
    await reindex({ files: script.files, index, onDamage: assert.ifError })
    await index.close()
    assert.deepEqual(await answers(script, 'again'), now, at)
  } finally {
    await script.stop()
  }
}

// Nights with every kind of change, and pruning due in the last.
async function live({ world, id, clock, folders }: Script): Promise<void> {
  world.plans = new Map([['days-15', daysPlan(2, usualNights)]])
  folders.set('Work', folder(3, { 1: 'work' }))
  for (let night = 0; night < 4; night++) {
    clock.now += day
    const inbox = folders.get('INBOX')
    if (inbox) inbox.modseq++
    inbox?.mails.set(20 + night, {
      text: `Subject: night ${night}\r\n\r\n`,
      flags: night % 2 ? ['\\Seen'] : [],
    })
    await backUp(world, id, 'nightly')
  }
  clock.now += day
  for (const f of folders.values()) f.modseq++
  folders.get('INBOX')?.mails.delete(20)
  folders.get('INBOX')?.mails.set(99, { text: 'Subject: newest\r\n\r\n', flags: [] })
  folders.get('Work')?.mails.set(1, { text: 'Subject: work\r\n\r\n', flags: ['\\Seen'] })
  folders.set('New', folder(8, { 1: 'new' }))
}

interface Death {
  step: number
  when: 'before' | 'after'
  count: number
  dead: boolean
}

// Every step of a run counts; from the chosen one on nothing more happens, as after kill -9.
function mortal(world: BackUpWorld, death: Death): BackUpWorld {
  const wrap = <T extends object>(edge: T): T =>
    new Proxy(edge, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (death.dead) throw new Error('dead')
          // How far it is is written down by the clock, thus not always as often.
          const here = name !== 'progress' && death.count++ === death.step
          if (here && death.when === 'before') death.dead = true
          if (death.dead) throw new Error('dead')
          const result = Reflect.apply(value, target, args)
          if (!here) return result
          const die = () => {
            death.dead = true
            throw new Error('dead')
          }
          return result instanceof Promise ? result.then(die) : die()
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

async function answers({ ledger, layout, id }: Script, build?: string): Promise<Map<number, unknown>> {
  const account = await ledger.account(id)
  const reader = openIndexReader(layout.indexFile(id, build ?? account?.build ?? ''))
  assert.ok(reader)
  const said = new Map<number, unknown>()
  for (const point of await ledger.points(id)) {
    assert.ok(await reader.holds(point.number), `point ${point.number} is not in the index`)
    const folders = await reader.folders(point.number)
    const lists = await Promise.all(
      folders.map(({ folder }) =>
        reader.list(point.number, { folder, ascending: true, position: 0, limit: null }),
      ),
    )
    said.set(point.number, [point.dir, point.messages, folders, lists])
  }
  reader.close()
  return said
}
