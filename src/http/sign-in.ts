import { deleteCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { domainOf } from '../domain/address.ts'
import { controlId, pointId } from '../domain/ids.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import type { WayIn } from '../domain/way-in.ts'
import { cookieName } from './guards.ts'
import type { WebAccount, WebContext, WebEdges, WebSettings } from './web.ts'
import type { Me, SignedIn, SignInAnswer, SignInRequest } from './wire.ts'

/** POST /api/sign-in. The token is new with every sign-in, so nobody can plant one beforehand. */
export async function postSignIn(edges: WebEdges, settings: WebSettings, c: WebContext): Promise<Response> {
  const { address, password, consent } = await bodyOf(c)
  const tried = { address, password, consent: consent ?? false, clientIp: c.get('ip') }
  const who = await edges.signIn(tried).catch(error => {
    throw unnamed(error)
  })
  if (who.state === 'consent') return c.json(who satisfies SignInAnswer)
  const account = await edges.ledger.account(who.account)
  if (!account) throw new Error('signed in to an account that is not in the ledger')
  const { how } = who
  const entry = who.how === 'offline' ? { how, ends: who.until } : { how }
  const ends = await beginSession(edges, settings, c, account, entry)
  edges.log.info('signed in', { account: account.id, address: account.address, ip: tried.clientIp, how })
  const me = await meOf(edges, settings, account, { ends, how })
  return c.json({ state: 'signed-in', me } satisfies SignInAnswer)
}

/** A session of an account begins in this browser, and the one before it ends; when it ends, milliseconds. */
export async function beginSession(
  { sessions }: Pick<WebEdges, 'sessions'>,
  { https }: WebSettings,
  c: WebContext,
  { id, address }: WebAccount,
  entry: { how: WayIn; ends?: number; access?: string },
): Promise<number> {
  const agent = c.req.header('User-Agent') ?? ''
  const old = c.get('session')
  if (old) await sessions.end(old.token)
  const { token, ends } = await sessions.begin({ account: id, address, ip: c.get('ip'), agent, ...entry })
  setCookie(c, cookieName(https), token, { path: '/', httpOnly: true, secure: https, sameSite: 'Lax' })
  // What an earlier session left in this browser is not for the one that begins.
  c.header('Clear-Site-Data', '"cache"')
  return ends
}

// Who is not signed in is not told where the mail lies.
function unnamed(error: unknown): unknown {
  if (!isRefusal(error) || error.code !== 'server-unreachable') return error
  return new Refusal(
    'server-unreachable',
    'The mail server does not answer, so the password cannot be checked. Try again in a few minutes.',
  )
}

/** POST /api/sign-out. What the browser kept of the mail goes too. */
export async function postSignOut(edges: WebEdges, settings: WebSettings, c: WebContext): Promise<Response> {
  const session = c.get('session')
  if (session) {
    await edges.sessions.end(session.token)
    edges.log.info('signed out', { account: session.account, ip: c.get('ip') })
  }
  deleteCookie(c, cookieName(settings.https), { path: '/', secure: settings.https })
  return c.body(null, 204, { 'Clear-Site-Data': '"cache"' })
}

/** GET /api/me. */
export async function getMe(edges: WebEdges, settings: WebSettings, c: WebContext): Promise<Response> {
  const account = c.get('account')
  const session = c.get('session')
  if (!account || !session) return c.json({ signedIn: false, version: settings.version } satisfies Me)
  return c.json((await meOf(edges, settings, account, session)) satisfies Me)
}

const SIGN_IN = z.strictObject({
  address: z.string().max(1000),
  password: z.string().max(2000),
  consent: z.boolean().optional(),
})

async function bodyOf(c: WebContext): Promise<SignInRequest> {
  if (!/^application\/json *(;|$)/i.test(c.req.header('Content-Type') ?? ''))
    throw new Refusal('wrong-type', 'Send JSON: Content-Type: application/json.')
  const body = SIGN_IN.safeParse(await c.req.json().catch(() => null))
  if (!body.success)
    throw new Refusal('bad-request', 'Send {"address": "…", "password": "…"}, and "consent": true to agree.')
  return body.data
}

async function meOf(
  { ledger, sessions }: WebEdges,
  { version, contacts, noPictures }: WebSettings,
  account: WebAccount,
  { ends, how }: { ends: number; how: WayIn },
): Promise<SignedIn> {
  const [points, runs] = await Promise.all([ledger.points(account.id), ledger.runs(account.id, 1)])
  const newest = points[0]
  return {
    signedIn: true,
    version,
    address: account.address,
    zone: account.zone,
    account: account.id,
    control: controlId(account.id),
    newest: newest
      ? {
          number: newest.number,
          id: pointId(newest.number),
          takenAt: newest.takenAt,
          localDay: newest.localDay,
        }
      : null,
    run: runs[0] ?? null,
    state: account.state === 'needs-sign-in' ? 'needs-sign-in' : 'active',
    how,
    sessionEnds: ends,
    sessionIdle: sessions.idle,
    contact: contacts?.get(domainOf(account.address)) ?? null,
    remotePictures: !noPictures?.has(domainOf(account.address)),
  }
}
