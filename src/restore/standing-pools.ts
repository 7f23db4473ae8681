import type { Standing } from '../domain/restore-index.ts'

/**
 * What stands in each place and was not taken for a wished copy yet. `taken`: arrivals that were taken for one, of whatever
 * message; they grow.
 */
export function openPools({ copies, arrived }: Standing, taken: Set<string>) {
  const known = new Map([...copies].map(([place, set]) => [place, new Set(set)]))
  const came = new Map<number, string[]>()
  for (const [n, { place, uid, isSure }] of arrived.entries()) {
    const name = `${place}/${uid ?? `?${n}`}`
    if (isSure && !taken.has(name)) came.set(place, [...(came.get(place) ?? []), name])
  }
  return {
    /** places that have it at all */
    places: [...new Set([...known.keys(), ...came.keys()])],
    takeKnown: (place: number, name: string): boolean => known.get(place)?.delete(name) ?? false,
    take(place: number): boolean {
      const one = known.get(place)?.values().next().value
      if (one !== undefined) return known.get(place)?.delete(one) ?? false
      const name = came.get(place)?.pop()
      if (name !== undefined) taken.add(name)
      return name !== undefined
    },
  }
}
