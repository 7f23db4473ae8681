import type { z } from 'zod'
import { Refusal } from '../domain/refusal.ts'
import type { WebContext } from './web.ts'

/** The JSON of a request. Refusals: 'wrong-type', and 'bad-request' with `wanted`, which says what to send. */
export async function jsonOf<T>(c: WebContext, schema: z.ZodType<T>, wanted: string): Promise<T> {
  if (!/^application\/json *(;|$)/i.test(c.req.header('Content-Type') ?? ''))
    throw new Refusal('wrong-type', 'Send JSON: Content-Type: application/json.')
  const body = schema.safeParse(await c.req.json().catch(() => null))
  if (!body.success) throw new Refusal('bad-request', `Send ${wanted}.`)
  return body.data
}
