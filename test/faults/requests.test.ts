import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { isRefusal } from '../../src/domain/refusal.ts'
import { carryOut } from '../../src/requests/carry-out.ts'
import { expireRequests } from '../../src/requests/decide-request.ts'
import { claimNext } from '../../src/requests/keep-requests.ts'
import { planRequest } from '../../src/requests/plan-request.ts'
import type { RequestsWorld } from '../../src/requests/requests-world.ts'
import { doRestoreAsk } from '../../src/requests/take-restore-ask.ts'
import { ada, anna, bob, DAY, idOf, openRequests, owner } from '../requests/request-world.ts'
import { chosen, howToRepeat } from './sample.ts'

/**
 * The life of a request, and who may be cut off or doubled in it. What must hold, whatever happens:
 * each step is taken once: one entry in the audit log, one letter to each, one line of the bill, and one end.
 */
type Requests = Awaited<ReturnType<typeof openRequests>>
const id = idOf(7)
const wish = { what: [{ point: 1, only: null }], target: { kind: 'in-place' }, moved: false, binned: true }

/** One step of a life, as one worker takes it; a refusal says that it was taken already. */
interface Step {
  name: string
  take(world: RequestsWorld): Promise<void>
}

const ask = (kind: string, more: object = {}): Step => ({
  name: kind,
  async take(world) {
    const written = { kind, id, account: anna, by: owner, at: world.now(), note: null, reason: null, ...more }
    try {
      await doRestoreAsk(world, written as unknown as Parameters<typeof doRestoreAsk>[1])
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  },
})

const work = (name: string, kind: 'plan' | 'restore'): Step => ({
  name,
  async take(world) {
    const claimed = await claimNext(world, kind)
    const act = kind === 'plan' ? planRequest : carryOut
    if (claimed !== null) await act(world, claimed, new AbortController().signal)
  },
})

const life: readonly Step[] = [
  ask('restore-plan', { wish, language: 'nb' }),
  work('compare', 'plan'),
  ask('restore-file'),
  ask('restore-decide', { by: ada, decision: 'confirm' }),
  work('put back', 'restore'),
  ask('restore-undo'),
  work('undo', 'restore'),
]

describe('a worker that is killed at any step of a request', { concurrency: 2 }, () => {
  for (const [at, step] of life.entries())
    test(`${step.name}: the next one goes on, and nothing is told twice or never`, async t => {
      t.diagnostic(howToRepeat)
      const undisturbed = await lived(() => [])
      const calls = undisturbed.calls[at] ?? 0
      assert.ok(calls > 0, 'the step asks the ledger')
      assert.equal(undisturbed.told.request.state, 'undone')
      assert.deepEqual([undisturbed.told.bills, undisturbed.told.letters.length], [1, 8])
      const points = Array.from({ length: calls }, (_, i) => [`before ${i + 1}`, `after ${i + 1}`]).flat()
      for (const point of chosen(points, 2, step.name)) {
        const [when = '', count] = point.split(' ')
        const end = await lived(n => (n === at ? [Number(count), when === 'after'] : []))
        assert.deepEqual(end.told, undisturbed.told, `${point}; ${howToRepeat}`)
      }
    })
})

describe('two workers at once', { concurrency: 2 }, () => {
  test('take each step of a request once', async () => {
    const { told } = await lived(() => [])
    await using world = await openRequests({ policy: { price: '10 EUR' } })
    for (const step of life) await Promise.all(['a', 'b'].map(name => step.take(world.worker(name))))
    assert.deepEqual(await toldBy(world), told)
  })

  // Whatever the order: one of them happened, and only of that one anybody is told.
  const confirm = ask('restore-decide', { by: ada, decision: 'confirm' })
  const reject = ask('restore-decide', { by: bob, decision: 'reject', reason: 'not now' })
  const expire: Step = { name: 'expire', take: expireRequests }
  const pairs: [name: string, one: Step, other: Step, states: string[], late?: boolean][] = [
    ['yes and yes', confirm, ask('restore-decide', { by: bob, decision: 'confirm' }), ['confirmed']],
    ['yes and no', confirm, reject, ['confirmed', 'rejected']],
    ['yes and the owner’s "never mind"', confirm, ask('restore-withdraw'), ['confirmed', 'withdrawn']],
    ['no and the owner’s "never mind"', reject, ask('restore-withdraw'), ['rejected', 'withdrawn']],
    ['yes and the end of the time', confirm, expire, ['expired'], true],
    ['twice the end of the time', expire, expire, ['expired'], true],
  ]
  for (const [name, one, other, states, late] of pairs)
    test(`${name}: one of them counts`, async () => {
      for (const [first, second] of [
        [one, other],
        [other, one],
      ] as const) {
        await using world = await openRequests()
        for (const step of life.slice(0, 3)) await step.take(world.world)
        const letters = world.letters().length
        if (late) world.clock.now += 7 * DAY
        await Promise.all([first.take(world.worker('a')), second.take(world.worker('b'))])
        const { state } = await world.read(id)
        assert.ok(states.includes(state), state)
        assert.deepEqual((await world.acts()).slice(1), [`restore.${state}`])
        const told = world.letters().slice(letters)
        assert.equal(new Set(told.map(({ recipient }) => recipient)).size, told.length, 'nobody twice')
        assert.equal(
          told.some(({ recipient }) => recipient.startsWith('anna')),
          state !== 'withdrawn',
        )
        assert.equal((await world.ledger.pins(anna)).length, state === 'confirmed' ? 1 : 0)
      }
    })
})

/** A whole life; the worker of a step may die at one of its calls to the ledger, and then another takes that step anew. */
async function lived(deathAt: (step: number) => [count: number, after: boolean] | []) {
  await using world = await openRequests({ policy: { price: '10 EUR' } })
  const calls: number[] = []
  for (const [n, step] of life.entries()) {
    const [count, after = false] = deathAt(n)
    const name = `worker ${n}`
    const mortal = mortalLedger(world.ledger, count ?? null, after)
    const taking = step.take({ ...world.worker(name), ledger: mortal.ledger })
    const died = await Promise.race([taking.then(() => false), mortal.death.then(() => true)])
    calls.push(mortal.calls())
    world.gone.add(name)
    if (died) await step.take(world.worker(`next ${n}`))
    await setImmediate()
  }
  return { told: await toldBy(world), calls }
}

async function toldBy(world: Requests) {
  const { number, state, result, undone, decidedBy, tries, problem } = await world.read(id)
  return {
    request: { number, state, result, undone, decidedBy, tries, problem },
    acts: await world.acts(),
    letters: world
      .letters()
      .map(({ recipient, subject }) => `${recipient}: ${subject}`)
      .sort(),
    bills: (await world.ledger.billing(0, null)).length,
    pins: await world.ledger.pins(anna),
  }
}

/**
 * The ledger as a process has it that is killed at its `count`th call, before or after the ledger did it: nothing it
 * calls afterwards happens, and nothing it waits for comes. What SQLite makes of half a transaction is SQLite's.
 */
function mortalLedger(ledger: Requests['ledger'], count: number | null, after: boolean) {
  const { promise: death, resolve: die } = Promise.withResolvers<void>()
  const never = new Promise<never>(() => {})
  let calls = 0
  let dead = false
  const mortal = new Proxy(ledger, {
    get(target, name) {
      const real: unknown = Reflect.get(target, name)
      if (typeof real !== 'function') return real
      return (...args: unknown[]) => {
        if (dead) return never
        dead = ++calls === count
        if (dead && !after) die()
        if (dead && !after) return never
        const answer: unknown = Reflect.apply(real, target, args)
        if (!dead) return answer
        return Promise.resolve(answer).then(() => {
          die()
          return never
        })
      }
    },
  })
  return { ledger: mortal, death, calls: () => calls }
}
