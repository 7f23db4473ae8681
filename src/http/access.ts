import { z } from 'zod'
import type { Access } from '../domain/admin.ts'
import { Refusal } from '../domain/refusal.ts'
import { ACCESS_SESSION_MS } from '../domain/way-in.ts'
import { sha256Of } from '../formats/sha256.ts'
import { ledgerOf } from './admin-web.ts'
import { notFound } from './errors.ts'
import { jsonOf } from './json-body.ts'
import { whenEnded } from './pace.ts'
import type { OpenSession } from './sessions.ts'
import { beginSession } from './sign-in.ts'
import { accountOf, sessionOf, type WebContext, type WebEdges, type WebSettings } from './web.ts'
import type { OpenLink, OpenLinks } from './wire.ts'

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
  const { hash, by } = access
  await desk.askFor({ kind: 'admin', act: 'access-used', account: account.id, hash, by, at })
  const ends = Math.min(at + ACCESS_SESSION_MS, access.until)
  await beginSession(edges, settings, c, account, { how: 'access', ends, access: hash })
  edges.log.info('access used', { account: account.id, admin: by, ip: c.get('ip') })
  return c.body(null, 204)
}

/** GET /api/access/links: those by which somebody could open this account, or is in now; for who gave the mail password. */
export async function getAccesses(edges: WebEdges, c: WebContext): Promise<Response> {
  mustBeOwner(c)
  const found = await edges.ledger.accesses(accountOf(c).id, edges.now())
  return c.json({ links: found.map(openLink) } satisfies OpenLinks)
}

/** POST /api/access/end: the owner withdraws one; whoever came in by it is out at once. Refusals: 'no-right', 'not-found'. */
export async function postAccessEnd(edges: WebEdges, c: WebContext): Promise<Response> {
  mustBeOwner(c)
  const { id: hash } = await jsonOf(c, END, '{"id": "…"}')
  const { id: account } = accountOf(c)
  const at = edges.now()
  if ((await edges.ledger.access(hash))?.account !== account) throw notFound()
  await edges.admin.desk.endAccess(hash, at)
  await edges.admin.desk.askFor({ kind: 'access-end', account, hash, at })
  edges.log.info('access withdrawn', { account, ip: c.get('ip') })
  return c.body(null, 204)
}

/** What a link is to the page and the panel. */
export function openLink({ hash, by, at, until, usedAt }: Access): OpenLink {
  return { id: hash, by, at, until, usedAt }
}

/** An answer that is still being sent to who came by a link, a download of hours say, is cut when the link is withdrawn. */
export function cutWhenWithdrawn({ ledger, now, log }: WebEdges, c: WebContext, { link }: OpenSession): void {
  if (!link) return
  const look = async () => {
    // One that is over by its time takes nothing away from what was begun.
    if (now() < link.until && !(await ledger.access(link.hash))) c.env.incoming.socket.destroy()
  }
  const timer = setInterval(() => look().catch(error => log.error('fault', { error })), LOOK_EVERY).unref()
  whenEnded(c, () => clearInterval(timer))
}

/** Milliseconds. */
const LOOK_EVERY = 2000
const END = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) })

function mustBeOwner(c: WebContext): void {
  if (sessionOf(c).how !== 'password')
    throw new Refusal('no-right', 'This needs the mail password. Sign in with it, or ask your administrator.')
}
