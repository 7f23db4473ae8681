import { folders, listPage, openMessage } from './asks-of-the-page.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { randomFrom } from './make-mailbox.ts'
import { benchWorld } from './world.ts'

/** A message opened, any of any day: its texts by JMAP and the HTML document of its frame, one after the other. */
export async function benchOpenMessage({ small }: { small: boolean }): Promise<Figure[]> {
  const world = await benchWorld(small)
  await using server = await world.serve()
  const client = await world.client(server.url)
  const random = randomFrom(4)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const emails: [accountId: string, email: string][] = []
  for (let i = 0; i < (small ? 4 : 20); i++) {
    const { id } = pick(world.points)
    const folder = pick((await folders(client, id)).filter(one => one.totalEmails > 0))
    const ids = await listPage(client, id, folder.id, Math.floor(random() * folder.totalEmails * 0.3))
    for (const email of ids.slice(0, 50)) emails.push([id, email])
  }
  const times: number[] = []
  // what was never opened, and in no order; the first are not counted
  const order = emails.map(one => ({ one, at: random() })).sort((a, b) => a.at - b.at)
  for (const [i, { one }] of order.entries()) {
    const begun = performance.now()
    await openMessage(client, ...one)
    if (i >= 20) times.push(performance.now() - begun)
  }
  const what = `open a message over HTTP, ${world.points.length} days x ${world.messages}`
  return [
    atMost(`${what}: median`, percentile(times, 0.5), 20, 'ms'),
    atMost(`${what}: p99`, percentile(times, 0.99), 50, 'ms'),
  ]
}
