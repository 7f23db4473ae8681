import { z } from 'zod'
import { Refusal } from '../domain/refusal.ts'
import { ACCESS_SESSION_MS } from '../domain/way-in.ts'
import { sha256Of } from '../formats/sha256.ts'
import { ledgerOf } from './admin-web.ts'
import { jsonOf } from './json-body.ts'
import { beginSession } from './sign-in.ts'
import type { WebContext, WebEdges, WebSettings } from './web.ts'

/**
 * POST /api/access: an owner whose mailbox is gone or locked opens their backups by a link that an admin gave them. It is
 * good once, `work` has granted it, and everybody who looks at the audit log sees it. Nobody gave the mail password, so
 * the session can do less (domain/way-in.ts) and ends with the link. Refusal 'link-over'.
 */
export async function postAccess(edges: WebEdges, settings: WebSettings, c: WebContext): Promise<Response> {
  const { token } = await jsonOf(c, z.strictObject({ token: z.string().max(100) }), '{"token": "…"}')
  const ledger = ledgerOf(edges.admin)
  const at = edges.now()
  const access = await ledger.access(sha256Of(Buffer.from(token)))
  const account = access && access.until > at ? await ledger.account(access.account) : null
  const { desk } = edges.admin
  if (!access || !account || !(await desk.useAccess(access.hash, at)))
    throw new Refusal(
      'link-over',
      'This link was used already, is too old, or is not ready yet. Try again in a few seconds, then ask your administrator for a new one.',
    )
  await desk.askFor({ kind: 'admin', act: 'access-used', account: account.id, by: access.by, at })
  const ends = Math.min(at + ACCESS_SESSION_MS, access.until)
  await beginSession(edges, settings, c, account, { how: 'access', ends })
  edges.log.info('access used', { account: account.id, admin: access.by, ip: c.get('ip') })
  return c.body(null, 204)
}
