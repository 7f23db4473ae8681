import type { WebContext } from './web.ts'

/** Of each list of the panel that is asked for in pages. */
export const PAGE = 100

/** The number after which a list goes on; null at its start, and for what is none. */
export function afterOf(c: WebContext): number | null {
  const after = c.req.query('after')
  return after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : null
}
