import type { Client } from './client.ts'
import { randomFrom } from './make-mailbox.ts'

/** Who asks for pages of what is missing, and for how many. */
export interface MissingPages {
  readonly url: string
  readonly address: string
  readonly password: string
  readonly accountId: string
  readonly points: readonly { id: string }[]
  readonly count: number
}

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

/** Milliseconds of each page; every list was asked for once before. */
export async function timePages(
  client: Client,
  { accountId, points, count }: MissingPages,
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

/** The first page of all that is gone or in Trash or Junk; how many there are in all. */
export function firstPage(client: Client, accountId: string): Promise<number> {
  return page(client, accountId, filters[1] as object, sorts[0] as object, 0)
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
