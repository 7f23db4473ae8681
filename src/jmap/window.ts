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
  /** the total, or how many there are at least where that is not known without a long walk */
  count?(): Promise<{ total: number; isAtLeast: boolean }>
  rank(id: string): Promise<number | null>
  /** `isCounted`: whoever asks will ask for `count`, too */
  slice(position: number, limit: number | null, isCounted?: boolean): Promise<string[]>
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

/**
 * `position`, `ids` and, where asked for, `total` of the answer. Under our own capability (`withOurs`) a total may be one
 * that is reached at least, and says so. Throws `anchorNotFound`.
 */
export async function cut(list: OrderedIds, window: Window, withOurs = false): Promise<JsonObject> {
  const { limit, calculateTotal } = window
  const position = await start(list, window)
  const ids = await list.slice(position, limit, calculateTotal)
  if (!calculateTotal) return { position, ids }
  const { total, isAtLeast } =
    withOurs && list.count ? await list.count() : { total: await list.total(), isAtLeast: false }
  return { position, ids, total, ...(isAtLeast ? { totalIsAtLeast: true } : {}) }
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
