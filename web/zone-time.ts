/** A wall clock's reading, as the milliseconds since 1970 it would be in UTC. */
export type WallTime = number

/** Is it the name of a zone this browser knows (IANA)? */
export function knowsZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone.length > 0
  } catch {
    return false
  }
}

/**
 * The instant at which the clocks of a known zone show this. Of a reading that comes twice the first, of one that is
 * left out the instant that the rules of the hour before would give (RFC 5545 3.3.5).
 */
export function instantOf(wall: WallTime, zone: string): number {
  const day = 86_400_000
  const before = offsetAt(wall - day, zone)
  const after = offsetAt(wall + day, zone)
  const fits = [before, after].find(offset => offsetAt(wall - offset, zone) === offset)
  return wall - (fits ?? before)
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    ...({ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' } as const),
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value ?? 0)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(at / 1000) * 1000
}
