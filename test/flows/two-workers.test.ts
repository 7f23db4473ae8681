import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDesk } from '../../src/sqlite/desk.ts'
import { startDovecot } from '../world/dovecot.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { startWork, type World } from '../world/yestermail.ts'

// Several `work` processes on one data folder, as an operator with many accounts runs them.
const program = join(import.meta.dirname, '../world/work-alone.ts')
const now = {
  get now() {
    return Date.now()
  },
  set now(_) {},
}

// Five seconds more.
const skip = process.env.YESTERMAIL_TEST !== 'all' && 'in npm run test:all'

interface Worker {
  child: ChildProcess
  /** what it logged so far */
  events: { event: string; account?: string; error?: { message?: string } }[]
  end(): Promise<void>
}

function startWorker(
  data: string,
  port: number,
  options: { leaseMs?: number; atOnce?: number } = {},
): Worker {
  const { leaseMs = 600_000, atOnce = 1 } = options
  const args = [program, data, String(port), String(leaseMs), String(atOnce)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const events: Worker['events'] = []
  createInterface(child.stdout).on('line', line => events.push(JSON.parse(line)))
  return {
    child,
    events,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Waits until it is so; a worker says nothing of what it does not do. */
async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isSo()); await sleep(50))
    if (Date.now() > deadline) throw new Error(`not within a minute: ${what}`)
}

const sealed = (worker: Worker) => worker.events.filter(({ event }) => event === 'restore point sealed')

async function runsOf(world: World, state: string) {
  const accounts = await world.ledger.accounts()
  const runs = await Promise.all(accounts.map(({ id }) => world.ledger.runs(id, 100)))
  return runs.flat().filter(run => run.state === state)
}

test('two workers share the accounts of a night and what people ask; no account and no ask is served twice', async () => {
  const users = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`user${n}`, `secret${n}`]))
  await using dovecot = await startDovecot({ users })
  for (const user of Object.keys(users))
    await dovecot.deliver(user, 'INBOX', `Subject: for ${user}\r\n\r\nHello\r\n`)
  const world = await startWork({ port: dovecot.port }, now)
  const workers = [startWorker(world.config.data, dovecot.port), startWorker(world.config.data, dovecot.port)]
  const desk = openDesk(world.layout.desk)
  try {
    await until('both workers live', async () => (await world.ledger.workers()).length === 2)
    for (const [user, password] of Object.entries(users)) await world.enrol(user, password)
    await until('every account has a point', async () => (await runsOf(world, 'done')).length >= 8)
    const accounts = await world.ledger.accounts()
    for (const { id, address } of accounts) {
      assert.equal((await world.ledger.points(id)).length, 1, address)
      assert.equal((await world.ledger.runs(id, 10)).length, 1, address)
    }
    await until('both took part', () => workers.every(worker => sealed(worker).length >= 1))

    const asked = accounts.slice(0, 4)
    for (const { id } of asked)
      for (let click = 0; click < 2; click++)
        await desk.ask({ kind: 'snapshot', account: id, trigger: 'manual', at: Date.now() })
    await until('every wish is a point', async () => (await runsOf(world, 'done')).length >= 12)
    await until('the desk may forget', async () => (await world.ledger.lastAsk()) === 8)
    await desk.forgetAsksUpTo(await world.ledger.lastAsk())
    assert.deepEqual(await desk.asksAfter(0), [])
    for (const { id } of asked)
      assert.deepEqual(
        (await world.ledger.runs(id, 10)).map(run => run.trigger),
        ['manual', 'first'],
      )
    assert.equal((await runsOf(world, 'failed')).length, 0)
    await until('both have told', () => workers.flatMap(sealed).length === 12)
  } finally {
    for (const worker of workers) await worker.end()
    await desk.close()
    assert.deepEqual(await world.ledger.workers(), [], 'who ends is no longer waited for')
    await world.stop()
  }
})

test('a worker that sleeps past its lease wakes to a refused finish; one day is committed, and all of it is whole', async () => {
  await using dovecot = await startDovecot({ users: { anna: 'secret1' } })
  for (let n = 0; n < 60; n++)
    await dovecot.deliver(
      'anna',
      n % 2 ? 'INBOX' : 'Archive',
      `Subject: ${n}\r\n\r\n${'Hello there. '.repeat(800)}\r\n`,
    )
  await using network = await startFaultProxy(dovecot)
  network.fail({ kind: 'slow', perSecond: 60_000 })
  const world = await startWork({ port: dovecot.port }, now)
  const id = await world.enrol('anna', 'secret1')
  const sleeper = startWorker(world.config.data, network.port, { leaseMs: 4000 })
  const workers = [sleeper]
  try {
    const running = async () => (await world.ledger.runs(id, 1))[0]
    await until(
      'the first worker is in the middle',
      async () => ((await running())?.progress?.messagesDone ?? 0) > 3,
    )
    const first = await running()
    assert.equal(first?.state, 'running')
    sleeper.child.kill('SIGSTOP')
    const other = startWorker(world.config.data, dovecot.port)
    workers.push(other)
    await until('the other has taken over', async () => (await world.ledger.points(id)).length === 1)
    const [point] = await world.ledger.points(id)
    assert.equal(point?.status, 'complete')
    assert.equal(point?.messages, 60)
    sleeper.child.kill('SIGCONT')
    await until('the first has seen it', () =>
      sleeper.events.some(({ event }) => event === 'restore point failed'),
    )
    assert.match(JSON.stringify(sleeper.events), /the lease on the account was lost/)
    assert.equal(sealed(sleeper).length, 0)
    assert.equal(sealed(other).length, 1)
    assert.deepEqual(
      (await world.ledger.runs(id, 10)).map(run => [run.state, run.problem?.code ?? null]),
      [
        ['done', null],
        ['failed', 'interrupted'],
      ],
    )
    assert.deepEqual(await days(world, id), [point?.dir])
  } finally {
    for (const worker of workers) await worker.end()
  }
  // What the sleeper wrote harms nothing: the next point is whole, and none but it is new.
  const next = await world.backUp(id, 'manual')
  assert.equal(next.status, 'complete')
  assert.equal(next.newMessages, 0)
  assert.equal((await world.ledger.points(id)).length, 2)
  assert.equal((await days(world, id)).length, 2)
  await world.stop()
})

test('a worker that was killed is no riddle to the others: its account goes on at once', {
  skip,
}, async () => {
  await using dovecot = await startDovecot({ users: { anna: 'secret1' } })
  for (let n = 0; n < 30; n++)
    await dovecot.deliver('anna', 'INBOX', `Subject: ${n}\r\n\r\n${'Hello there. '.repeat(800)}\r\n`)
  await using network = await startFaultProxy(dovecot)
  network.fail({ kind: 'slow', perSecond: 30_000 })
  const world = await startWork({ port: dovecot.port }, now)
  const id = await world.enrol('anna', 'secret1')
  const dying = startWorker(world.config.data, network.port)
  const running = async () => (await world.ledger.runs(id, 1))[0]
  await until('it is in the middle', async () => ((await running())?.progress?.messagesDone ?? 0) > 1)
  const exited = once(dying.child, 'exit')
  dying.child.kill('SIGKILL')
  await exited
  const other = startWorker(world.config.data, dovecot.port)
  try {
    await until(
      'the other went on, though the lease had minutes left',
      async () => (await world.ledger.points(id)).length === 1,
    )
  } finally {
    await other.end()
    await world.stop()
  }
})

async function days(world: World, id: string): Promise<string[]> {
  return (await readdir(dirname(world.layout.day(id, '2026-11-22'))))
    .filter(name => /^\d{4}-/.test(name))
    .sort()
}
