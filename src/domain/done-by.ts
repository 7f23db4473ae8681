/**
 * When a copy that takes several nights will be done, by the pace of the last one: milliseconds since 1970, or null when
 * that night brought nothing, or a hundred years would not do (a server can count what it likes). `interval`: milliseconds from one run to the next.
 */
export function doneBy(
  now: number,
  { left, lastNight, interval }: { left: number; lastNight: number; interval: number },
): number | null {
  if (lastNight <= 0) return null
  const takes = Math.ceil(left / lastNight) * interval
  return takes > 36_525 * 86_400_000 ? null : now + takes
}
