import type { Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestoreWish } from '../domain/restore.ts'

/** The first point of a wish that is not among those of its account; null: none. */
export function lackingPoint({ what }: RestoreWish, points: readonly Pick<Point, 'number'>[]): number | null {
  const there = new Set(points.map(({ number }) => number))
  const wanted = [...new Set(what.map(({ point }) => point))].sort((a, b) => a - b)
  return wanted.find(number => !there.has(number)) ?? null
}

/** Refusal 'no-point'. */
export function noPoint(address: string, point: number): Refusal {
  return new Refusal(
    'no-point',
    `${address} has no backup #${point} (any more); see: yestermail points ${address}`,
    { point },
  )
}
