import { getCookie } from 'hono/cookie'
import { Refusal } from '../domain/refusal.ts'
import { cutWhenWithdrawn } from './access.ts'
import { clientIps } from './client-ip.ts'
import type { Guard, WebContext, WebEdges, WebSettings } from './web.ts'

/** Headers for every answer; a route may set stricter ones. Nothing of ours is cached, framed or sniffed by default. */
export function safeHeaders({ https }: Pick<WebSettings, 'https'>): Guard {
  return async (c, next) => {
    await next()
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    set('X-Content-Type-Options', 'nosniff')
    set('Referrer-Policy', 'no-referrer')
    set('Cross-Origin-Resource-Policy', 'same-origin')
    set('Cross-Origin-Opener-Policy', 'same-origin')
    set('Cache-Control', 'no-store')
    set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    set('X-Robots-Tag', 'noindex, nofollow')
    if (https) set('Strict-Transport-Security', 'max-age=31536000')
  }
}

/** Who is at the other end, and under which address it sees us. A plain-http port for a proxy serves nobody else. */
export function knowsClient(settings: WebSettings): Guard {
  const ips = clientIps(settings.trustedProxies)
  return async (c, next) => {
    const peer = c.env.incoming.socket.remoteAddress ?? ''
    const local = /^(::1|(::ffff:)?127\.)/.test(peer)
    if (settings.onlyThroughProxy && !local && !ips.isTrusted(peer))
      throw new Refusal(
        'only-through-proxy',
        `Yestermail is to be reached at ${settings.publicUrl}, not directly.`,
      )
    // Without publicUrl and https the listener is on loopback (config-check.ts).
    if (settings.publicUrl === null && !settings.https && !isOwnName(c.req.header('Host')))
      throw new Refusal(
        'other-host',
        'Yestermail is to be reached as localhost here. To reach it under another name, set publicUrl.',
      )
    c.set('ip', ips.of(peer, c.req.header('X-Forwarded-For')))
    c.set('origin', settings.publicUrl ?? originOf(c, settings))
    await next()
  }
}

/**
 * Other sites' pages cannot make a signed-in browser do anything: every request that may change something must come from
 * our own page. Browsers say so in Sec-Fetch-Site, older ones in Origin; who sends neither is no browser and holds no
 * cookie of a victim. Never a service worker over mail content (RFC 8620 6.2 warns of it).
 */
export function sameOrigin(): Guard {
  return async (c, next) => {
    const site = c.req.header('Sec-Fetch-Site')
    const origin = c.req.header('Origin')
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    const foreign = site ? site !== 'same-origin' : origin !== undefined && origin !== c.get('origin')
    if ((!reads && foreign) || c.req.header('Service-Worker') !== undefined)
      throw new Refusal('other-origin', 'This request came from another site and was not carried out.')
    await next()
  }
}

/** Whose session is it, if any: by cookie, or by the same token as Bearer for clients that are no browsers. */
export function knowsSession(edges: WebEdges, { https }: WebSettings): Guard {
  const { sessions, ledger } = edges
  return async (c, next) => {
    const bearer = /^Bearer ([\w-]{1,64})$/i.exec(c.req.header('Authorization') ?? '')?.[1]
    const token = bearer ?? getCookie(c, cookieName(https))
    // An open event stream is no sign that somebody is there.
    const active = c.req.path !== '/jmap/events'
    const session = token ? await sessions.find(token, { active }) : null
    const account = session ? await ledger.account(session.account) : null
    c.set('session', account ? session : null)
    c.set('account', account)
    if (session) cutWhenWithdrawn(edges, c, session)
    await next()
  }
}

export function signedIn(): Guard {
  return async (c, next) => {
    if (!c.get('account')) throw new Refusal('signed-out', 'You are signed out. Sign in again.')
    await next()
  }
}

/** "__Host-" binds the cookie to this host and https; browsers refuse that prefix on plain http, which is loopback only. */
export function cookieName(https: boolean): string {
  return https ? '__Host-yestermail' : 'yestermail'
}

/** Is it a name of this machine? A site whose name is made to lead here (DNS rebinding) would be one origin with us. */
export function isOwnName(host = ''): boolean {
  const name = host.toLowerCase().replace(/:\d{1,5}$/, '')
  return /^(([a-z0-9-]+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name)
}

// The Host header is the client's word; it only ever goes back into that client's own answer.
function originOf(c: WebContext, { https }: WebSettings): string {
  const host = c.req.header('Host') ?? ''
  const scheme = https ? 'https' : 'http'
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host)
    ? `${scheme}://${host.toLowerCase()}`
    : `${scheme}://localhost`
}
