import type { Client } from './client.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { randomFrom } from './make-mailbox.ts'
import { cpuMs } from './many-people.ts'
import { benchWorld } from './world.ts'

const filters = [
  { missing: ['gone'] },
  { missing: ['gone', 'trash', 'junk'] },
  { missing: ['gone', 'trash', 'junk', 'moved'] },
]
const sorts = [
  { property: 'receivedAt', isAscending: false },
  { property: 'goneSince' },
  { property: 'from' },
]

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
  // Whichever kind came first would be measured in a server whose code is not compiled yet: a quarter more processor time.
  await timePages(client, control, world.points, small ? 100 : 600)
  const begun = cpuMs(server.pid)
  const byBackup = await timePages(client, control, world.points, small ? 100 : 600)
  const cpu = cpuMs(server.pid) - begun
  const check = await timeCheck(client, control)
  const live = await timePages(client, control, world.points, small ? 100 : 600)
  const [{ total }] = await client.jmap([
    'EmailSearch/query',
    { accountId: control, filter: filters[1], calculateTotal: true, limit: 0 },
  ])
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
      await page(someone, `c${world.account}`, filters[1] as object, sorts[0] as object, 0)
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

/** Milliseconds of each page; every list was asked for once before. */
async function timePages(
  client: Client,
  accountId: string,
  points: readonly { id: string }[],
  count: number,
): Promise<number[]> {
  const random = randomFrom(5)
  const inPoints = [null, points[0]?.id, points[points.length >> 1]?.id]
  const lists = inPoints.flatMap(inPoint =>
    filters.map((filter, i) => ({
      filter: { ...filter, ...(inPoint ? { inPoint } : {}) },
      sort: sorts[i] as object,
    })),
  )
  const times: number[] = []
  // Somebody who pages through a list, and then through another.
  for (const { filter, sort } of lists) {
    const total = await page(client, accountId, filter, sort, 0)
    for (let i = 0; i < count / lists.length; i++) {
      const begun = performance.now()
      await page(client, accountId, filter, sort, Math.floor(random() * Math.max(1, total - 50)))
      times.push(performance.now() - begun)
    }
  }
  return times
}

async function page(
  client: Client,
  accountId: string,
  filter: object,
  sort: object,
  position: number,
): Promise<number> {
  const [{ ids, total }, { list }] = await client.jmap(
    ['EmailSearch/query', { accountId, filter, sort: [sort], position, limit: 50, calculateTotal: true }],
    ['EmailSearch/get', { accountId, '#ids': { resultOf: '0', name: 'EmailSearch/query', path: '/ids' } }],
  )
  if (list.length !== ids.length || list.length === 0) throw new Error(`a page of ${list.length} rows`)
  return total
}
