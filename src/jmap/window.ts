import type { Arguments } from './arguments.ts'
import { methodError } from './errors.ts'
import type { JsonObject } from './json.ts'

/** The part of a list that a /query asks for (RFC 8620 5.5). */
export interface Window {
  position: number
  anchor: string | null
  anchorOffset: number
  /** null is everything; this server never gives less than was asked for */
  limit: number | null
  calculateTotal: boolean
}

/** A list that can say how long it is, where an id stands, and give a piece of itself. */
export interface OrderedIds {
  total(): Promise<number>
  rank(id: string): Promise<number | null>
  slice(position: number, limit: number | null): Promise<string[]>
}

/** The window arguments of a /query. */
export function readWindow(args: Arguments): Window {
  return {
    position: args.int('position'),
    anchor: args.idOrNull('anchor'),
    anchorOffset: args.int('anchorOffset'),
    limit: args.unsignedOrNull('limit'),
    calculateTotal: args.boolean('calculateTotal'),
  }
}

/** `position`, `ids` and, where asked for, `total` of the answer. Throws `anchorNotFound`. */
export async function cut(list: OrderedIds, window: Window): Promise<JsonObject> {
  const position = await start(list, window)
  const ids = await list.slice(position, window.limit)
  return { position, ids, ...(window.calculateTotal ? { total: await list.total() } : {}) }
}

/** A list that is in memory already. */
export function idsInMemory(ids: readonly string[]): OrderedIds {
  return {
    total: async () => ids.length,
    rank: async id => {
      const rank = ids.indexOf(id)
      return rank < 0 ? null : rank
    },
    slice: async (position, limit) => ids.slice(position, limit === null ? undefined : position + limit),
  }
}

/** An anchor wins over a position; what would lie before the first is the first. */
async function start(list: OrderedIds, { position, anchor, anchorOffset }: Window): Promise<number> {
  if (anchor !== null) {
    const rank = await list.rank(anchor)
    if (rank === null) throw methodError('anchorNotFound', `"${anchor}" is not among the results.`)
    return Math.max(0, rank + anchorOffset)
  }
  return position < 0 ? Math.max(0, position + (await list.total())) : position
}
