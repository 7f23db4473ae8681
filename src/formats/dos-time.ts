/** A wall clock's "2026-11-14 09:12:33" as archives for MS-DOS have it: date in the upper half, time in the lower; it begins in 1980 and ends with 2107. */
export function dosTime(when: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = when.split(/[- :]/).map(Number)
  if (year < 1980) return 33 << 16
  const date = ((Math.min(year, 2107) - 1980) << 9) | (month << 5) | day
  return ((date << 16) | (hour << 11) | (minute << 5) | (second >> 1)) >>> 0
}
