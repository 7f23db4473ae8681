import { BlockList, isIP } from 'node:net'

/**
 * The address of the client. X-Forwarded-For is believed only as far as trusted proxies wrote it: from the right, up to
 * the first address that is none of them.
 */
export function clientIps(trusted: readonly string[]) {
  const list = new BlockList()
  for (const range of trusted) {
    const [ip = '', bits] = range.split('/')
    const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(ip, family)
    else list.addSubnet(ip, Number(bits), family)
  }
  const isTrusted = (ip: string) => list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
  return {
    isTrusted: (peer: string) => isTrusted(plain(peer)),
    of(peer: string, forwardedFor: string | undefined): string {
      let ip = plain(peer)
      const hops = (forwardedFor ?? '').split(',').map(hop => plain(hop.trim()))
      while (isTrusted(ip)) {
        const next = hops.pop()
        if (next === undefined || isIP(next) === 0) break
        ip = next
      }
      return ip
    },
  }
}

// "::ffff:192.0.2.1" of a dual-stack socket, "[2001:db8::1]:443" and "192.0.2.1:443" of some proxies
function plain(ip: string): string {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(ip)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(ip)?.[1] ?? ip
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1] ?? bare
}
