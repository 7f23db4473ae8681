import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { folders, listPage, openMessage, search } from './asks-of-the-page.ts'
import type { Client } from './client.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { randomFrom } from './make-mailbox.ts'
import { neighbours } from './neighbours.ts'
import { benchWorld } from './world.ts'

/** How long each person looks before the next click: between one and seven seconds. */
const looking = { least: 1000, more: 6000 }

/**
 * Two hundred people browse at once, each with an account of their own (one has the large mailbox), on one server that
 * shares two cores with whoever plays them. Each does what a person does: half of the clicks open a message, a
 * quarter turn to another part of a list, the rest are another day, another folder, a search. Times are those of
 * whole clicks: all requests one needs, one after the other.
 */
export async function benchManyPeople({ small }: { small: boolean }): Promise<Figure[]> {
  const world = await benchWorld(small)
  const others = await neighbours(world, small ? 19 : 199)
  await using server = await world.serve()
  const people: Person[] = [await person(await world.client(server.url), 0)]
  for (const [i, one] of others.entries())
    people.push(await person(await world.client(server.url, one.address), i + 1))
  const until = performance.now() + (small ? 10_000 : 60_000)
  const clicks: Click[] = []
  const before = cpuMs(server.pid)
  await Promise.all(people.map(one => browse(one, until, clicks)))
  const cpu = cpuMs(server.pid) - before
  const kinds = Map.groupBy(clicks, ({ kind }) => kind)
  for (const [kind, list] of kinds) {
    const times = list.map(({ ms }) => ms)
    const [half, most] = [0.5, 0.99].map(share => percentile(times, share).toFixed(0))
    console.log(`${kind}: ${list.length} clicks, median ${half} ms, p99 ${most} ms`)
  }
  const failed = clicks.filter(({ error }) => error !== null)
  for (const { kind, error } of failed.slice(0, 5)) console.log(`${kind}: ${error}`)
  const what = `${people.length} people at once, ${Math.round(clicks.length / ((small ? 10_000 : 60_000) / 1000))} clicks a second`
  return [
    atMost(`${what}: errors`, failed.length, 0, 'errors'),
    atMost(
      `${what}: p99 of a click`,
      percentile(
        clicks.map(({ ms }) => ms),
        0.99,
      ),
      300,
      'ms',
    ),
    atMost(`${what}: processor time of the server, a click`, cpu / clicks.length, 25, 'ms'),
  ]
}

/** Processor time a process has used, in milliseconds. */
export function cpuMs(pid: number): number {
  // proc(5): utime and stime are fields 14 and 15, in hundredths of a second; the name may hold spaces
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

interface Click {
  kind: string
  ms: number
  error: string | null
}

interface Person {
  client: Client
  random: () => number
  points: string[]
}

async function person(client: Client, seed: number): Promise<Person> {
  const session = (await (await client.ask('/.well-known/jmap')).json()) as { accounts: object }
  const points = Object.keys(session.accounts).filter(id => /^p\d+$/.test(id))
  if (points.length === 0) throw new Error('somebody has no backup')
  return { client, random: randomFrom(seed + 1), points }
}

async function browse({ client, random, points }: Person, until: number, clicks: Click[]): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  let point = points.at(-1) ?? ''
  let open: { id: string; totalEmails: number } = { id: 'f1', totalEmails: 1 }
  let rows: string[] = []
  const look = async (id: string) => {
    const list = (await folders(client, id)).filter(({ totalEmails }) => totalEmails > 0)
    point = id
    open = list.find(folder => folder.id === open.id) ?? pick(list)
    rows = await listPage(client, point, open.id, 0)
  }
  const kinds: [kind: string, share: number, act: () => Promise<unknown>][] = [
    ['open a message', 0.5, () => openMessage(client, point, pick(rows))],
    [
      'part of a list',
      0.25,
      async () => {
        // the list has a row a conversation; about that many there are
        const at = Math.floor(random() ** 3 * open.totalEmails * 0.5)
        const found = await listPage(client, point, open.id, at)
        if (found.length > 0) rows = found
      },
    ],
    ['another day', 0.12, () => look(pick(points))],
    [
      'another folder',
      0.05,
      async () => {
        const list = (await folders(client, point)).filter(({ totalEmails }) => totalEmails > 0)
        open = pick(list)
        rows = await listPage(client, point, open.id, 0)
      },
    ],
    ['search', 0.08, () => search(client, point, pick(words))],
  ]
  // not all in the same instant
  await pause(random() * looking.more)
  await look(point)
  while (performance.now() < until) {
    await pause(looking.least + random() * looking.more)
    const at = random()
    const [kind, , act] = kinds[kinds.findIndex((_, i) => at < sharesUpTo(kinds, i))] ?? []
    if (!kind || !act) throw new Error('the shares are less than one')
    const begun = performance.now()
    const error = await act().then(
      () => null,
      (thrown: Error) => thrown.message.slice(0, 200),
    )
    clicks.push({ kind, ms: performance.now() - begun, error })
  }
}

function sharesUpTo(kinds: readonly [string, number, unknown][], i: number): number {
  return kinds.slice(0, i + 1).reduce((sum, [, share]) => sum + share, 1e-9)
}

/** Words of the made-up mail: some are in half of it, some in a few messages. */
const words = ['person', 'kalo', 'miren tas', 'estnor', 'quo fra', 'folka', 'ionål', 'harden bil', 'þór']
