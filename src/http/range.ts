import type { WebContext } from './web.ts'

/** One range as [start, end), null for the whole; several ranges, or one of another version, may be answered whole. */
export function readRange(
  c: WebContext,
  size: number,
  etag: string,
): [number, number] | 'unsatisfiable' | null {
  const m = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('Range') ?? '')
  const condition = c.req.header('If-Range')
  if (!m || (m[1] === '' && m[2] === '') || (condition !== undefined && condition !== etag)) return null
  if (m[1] === '') {
    const last = Math.min(size, Number(m[2]))
    return last === 0 ? 'unsatisfiable' : [size - last, size]
  }
  const start = Number(m[1])
  const end = m[2] === '' ? size : Math.min(size, Number(m[2]) + 1)
  if (start >= size) return 'unsatisfiable'
  return start < end ? [start, end] : null
}
