import { clientIps } from './client-ip.ts'
import { isOwnName } from './guards.ts'
import type { WebContext, WebSettings } from './web.ts'

/**
 * May this client read figures of the whole installation? Whoever is on this machine, and the networks of `metricsFrom`.
 * A request that came through a proxy is its client's, not the proxy's.
 */
export function metricsAccess({
  metricsFrom,
  trustedProxies,
}: Pick<WebSettings, 'metricsFrom' | 'trustedProxies'>): (c: WebContext) => boolean {
  const proxies = clientIps(trustedProxies)
  const readers = clientIps(metricsFrom)
  return c => {
    const ip = proxies.of(c.env.incoming.socket.remoteAddress ?? '', c.req.header('X-Forwarded-For'))
    if (readers.isTrusted(ip)) return true
    // A proxy on this machine that nobody told us of gives itself away by what it adds.
    const isProxied = PROXY_HEADERS.some(name => c.req.header(name) !== undefined)
    return /^(::1$|127\.)/.test(ip) && !isProxied && isOwnName(c.req.header('Host'))
  }
}

const PROXY_HEADERS = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via']
