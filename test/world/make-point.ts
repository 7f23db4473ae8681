import type { Point } from '../../src/domain/point.ts'

/** A nightly point with everything filled in. */
export function makePoint(point: Partial<Point> & Pick<Point, 'number' | 'account' | 'localDay'>): Point {
  const takenAt = Date.parse(`${point.localDay}T01:00:00Z`)
  return {
    ...{ takenAt, zone: 'UTC', dir: point.localDay, keptUntil: takenAt + 15 * 86_400_000 },
    ...{ status: 'complete', trigger: 'nightly', messages: 0, bytes: 0, newMessages: 0, newBytes: 0 },
    ...{ durationMs: 1, problems: [] },
    ...point,
  }
}
