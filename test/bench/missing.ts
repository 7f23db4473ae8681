import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Client } from './client.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { cpuMs } from './many-people.ts'
import { firstPage, type MissingPages } from './missing-pages.ts'
import { type BenchWorld, benchWorld } from './world.ts'

/**
 * A page of what is missing now (50 rows with all that they show), anywhere in the list, over all days and of one; the
 * first page after the reader threads had never heard of the account; and a look at the live mailbox, which lived a day
 * on since the last night.
 */
export async function benchMissing({ small }: { small: boolean }): Promise<Figure[]> {
  const world = await benchWorld(small)
  const what = `${world.points.length} days x ${world.messages}`
  const first = await firstPages(small ? 2 : 5)
  await using server = await world.serve()
  const client = await world.client(server.url)
  const control = `c${world.account}`
  await using pages = startPages(world, server.url, small ? 100 : 600)
  // Whichever kind came first would be measured in a server whose code is not compiled yet: a quarter more processor time.
  await pages.times()
  const begun = cpuMs(server.pid)
  const byBackup = await pages.times()
  const cpu = cpuMs(server.pid) - begun
  const check = await timeCheck(client, control)
  const live = await pages.times()
  const total = await firstPage(client, control)
  console.log(
    `missing: ${total} of ${world.messages} by the live mailbox; first pages ${first.map(Math.round)} ms`,
  )
  return [
    atMost(`page of what is missing over HTTP, ${what}: median`, percentile(live, 0.5), 10, 'ms'),
    atMost(`page of what is missing over HTTP, ${what}: p99`, percentile(live, 0.99), 20, 'ms'),
    atMost(`the same by the newest backup: p99`, percentile(byBackup, 0.99), 20, 'ms'),
    atMost('processor time of the server, a page of it', cpu / byBackup.length, 10, 'ms'),
    atMost(`the first page of it in a new server, ${what}`, percentile(first, 0.5), 1000, 'ms'),
    atMost(`a look at the live mailbox, ${world.messages} messages, a day later`, check, 3000, 'ms'),
  ]

  async function firstPages(times: number): Promise<number[]> {
    const found: number[] = []
    for (let i = 0; i < times; i++) {
      await using fresh = await world.serve()
      const someone = await world.client(fresh.url)
      // The thread is there, the account's index is not open.
      const begun = performance.now()
      await firstPage(someone, `c${world.account}`)
      found.push(performance.now() - begun)
    }
    return found
  }

  async function timeCheck(someone: Client, accountId: string): Promise<number> {
    const work = await world.work()
    const stop = new AbortController()
    const working = work.work(stop.signal)
    try {
      const begun = performance.now()
      await someone.jmap(['Presence/set', { accountId, update: { singleton: { check: true } } }])
      for (;;) {
        const [{ list }] = await someone.jmap(['Presence/get', { accountId, ids: null }])
        const [{ state, basis, problem }] = list
        if (state === 'ready' && basis === 'live') return performance.now() - begun
        if (state !== 'checking') throw new Error(`the check: ${state} ${problem}`)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    } finally {
      stop.abort()
      await working
      await work.stop()
    }
  }
}

// Whoever asks is on another machine; here at least in a thread of its own: in this one, collecting what the worker's
// look at 100,000 messages left behind stopped the clock for up to 20 ms.
function startPages(world: BenchWorld, url: string, count: number) {
  const { account, address, password, points } = world
  const workerData: MissingPages = { url, address, password, accountId: `c${account}`, points, count }
  const asking = new Worker(new URL('missing-thread.ts', import.meta.url), { workerData })
  return {
    async times(): Promise<number[]> {
      asking.postMessage('again')
      const [times] = await once(asking, 'message')
      return times
    },
    async [Symbol.asyncDispose]() {
      await asking.terminate()
    },
  }
}
