import { z } from 'zod'
import { Refusal } from '../domain/refusal.ts'
import type { WebContext } from './web.ts'
import type { ExportRequest } from './wire.ts'

const ID = z.string().max(255)
const MOST_NESTED = 100
const FILTER = z.looseObject({}).refine(filter => isShallow(filter, MOST_NESTED))
const REQUEST = z.strictObject({
  what: z
    .array(
      z.union([
        z.strictObject({ accountId: ID, ids: z.array(ID).max(500_000) }),
        z.strictObject({ accountId: ID, mailboxId: ID }),
        z.strictObject({ accountId: ID, filter: FILTER }),
        z.strictObject({ accountId: ID }),
        z.strictObject({ filter: FILTER }),
      ]),
    )
    .min(1)
    .max(1000),
  format: z.enum(['eml', 'mbox', 'maildir']),
  container: z.enum(['zip', 'tar', 'none']),
  names: z.enum(['unix', 'windows']),
  title: z.string().max(500).optional(),
})

/** The JSON of POST /api/export. Refusals: 'wrong-type', 'bad-request'. */
export async function readExportRequest(c: WebContext): Promise<ExportRequest> {
  if (!/^application\/json *(;|$)/i.test(c.req.header('Content-Type') ?? ''))
    throw new Refusal('wrong-type', 'Send JSON: Content-Type: application/json.')
  const body = REQUEST.safeParse(await c.req.json().catch(() => null))
  if (!body.success)
    throw new Refusal('bad-request', 'Send {"what": […], "format": …, "container": …, "names": …}.')
  const { format, container } = body.data
  if (format === 'maildir' && container === 'none')
    throw new Refusal('bad-request', 'A Maildir is many files: choose a ZIP or a tar.')
  if (format === 'mbox' && container === 'tar')
    throw new Refusal('bad-request', 'An MBOX comes alone or in a ZIP: a tar wants its length beforehand.')
  return body.data as ExportRequest
}

// It goes to another thread, where what is nested without end would overflow the stack.
function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return left > 0 && Object.values(value).every(one => isShallow(one, left - 1))
}
