import { z } from 'zod'

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** "7 days", "48 hours", "30 minutes": milliseconds. */
export const span = z
  .string()
  .regex(/^[1-9]\d{0,3} (minute|hour|day)s?$/)
  .transform(text => {
    const [count = '', unit = ''] = text.split(' ')
    return Number(count) * (UNITS[unit.replace(/s$/, '')] ?? 0)
  })
  .pipe(z.number().max(3660 * 86_400_000))
