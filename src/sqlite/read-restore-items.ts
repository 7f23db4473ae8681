import type { RestoreItem } from '../domain/restore.ts'
import type { ItemsWanted } from '../domain/restore-reader.ts'
import { openRestoreFileReader } from './restore-file.ts'

/** Messages of a request out of its own file, and how many of the wanted states there are; none where there is no file. */
export function readRestoreItems(
  file: string,
  { states, position, limit, numbers }: ItemsWanted,
): { items: RestoreItem[]; total: number } {
  const reader = openRestoreFileReader(file)
  if (!reader) return { items: [], total: 0 }
  try {
    if (numbers) {
      const items = numbers.flatMap(n => reader.items({ after: n - 1, limit: 1 }).filter(one => one.n === n))
      return { items, total: items.length }
    }
    const counts = reader.counts().filter(({ state }) => states === null || states.includes(state))
    return {
      items: reader.window({ ...(states ? { states } : {}), position, limit }),
      total: counts.reduce((sum, { count }) => sum + count, 0),
    }
  } finally {
    reader.close()
  }
}
