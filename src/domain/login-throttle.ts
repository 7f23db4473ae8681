/**
 * Slows down who guesses passwords. Failures are counted for an account, for a client network (IPv6 at three widths,
 * since one person may have a /48) and in total; past a few free ones each further failure doubles the time until the
 * next try reaches the mail server. A network from which the owner signed in before has a count and a budget of its
 * own, so nobody locks an owner out from afar; of the total a share is held for parts of the net where nobody failed
 * of late, so that one noisy corner cannot use it up. What reaches no mail server is counted for its network alone.
 * Memory is bounded: a count comes to be only by a try that was let through, and those are bounded by the total;
 * those of tries that reach no server are as many as MOST_IDLE.
 */
export interface LoginThrottle {
  /**
   * May this try go to the mail server? It counts as failed from this moment, so that many at once do not slip
   * through. `address`: null when no server will be asked about it. `known`: the owner has signed in from this
   * network (see networkOf) before.
   */
  admit(who: { address: string | null; network: string; known: boolean }): Admission
}

/** `waitSeconds` until a next try makes sense; or `settle`, to be called when the try was no wrong guess after all. */
export type Admission =
  | { ok: false; waitSeconds: number }
  | { ok: true; settle: (result: 'right' | 'unanswered') => void }

/** `now` is a clock in milliseconds. */
export function loginThrottle({ now }: { now: () => number }): LoginThrottle {
  const counts = new Map<string, Count>()
  const regions = new Map<string, Count>()
  const idle = new Map<string, Count>()
  const strangers = bucket(now, 60, 1)
  const regulars = bucket(now, 60, 1)
  return {
    admit({ address, network, known }) {
      const at = now()
      forget(counts, at, MEMORY)
      forget(idle, at, MEMORY)
      forget(regions, at, LATELY)
      const networks = widths(network)
      const keys: [string, number][] =
        known && address !== null
          ? [[`both ${address} ${network}`, FREE_ACCOUNT]]
          : address === null
            ? networks
            : [[`account ${address}`, FREE_ACCOUNT], ...networks]
      const until = Math.max(
        ...keys.flatMap(([key, free]) => [readyAt(counts.get(key), free), readyAt(idle.get(key), free)]),
      )
      if (until > at) return { ok: false, waitSeconds: Math.ceil((until - at) / 1000) }
      if (address === null) {
        for (const [key] of keys) fail(idle, key, at)
        for (const key of idle.keys()) {
          if (idle.size <= MOST_IDLE) break
          idle.delete(key)
        }
        return { ok: true, settle: () => undefined }
      }
      const total = known ? regulars : strangers
      const region = regionOf(network)
      const isCalm = known || (regions.get(region)?.failures ?? 0) < FREE_REGION
      if (!total.take(isCalm ? 0 : HELD)) return { ok: false, waitSeconds: 1 }
      for (const [key] of keys) fail(counts, key, at)
      if (!known) fail(regions, region, at)
      return {
        ok: true,
        settle(result) {
          total.giveBack()
          if (!known) forgive(regions, region, false)
          // The right password proves the owner: the account's count starts anew. The network's does not, else an
          // attacker's own good account would wash it.
          for (const [key] of keys) forgive(counts, key, result === 'right' && !key.startsWith('network'))
        },
      }
    },
  }
}

/** The network a client's address belongs to: /24 of IPv4, /64 of IPv6 (one household, one count). */
export function networkOf(ip: string): string {
  const plain = unmapped(ip)
  if (!plain.includes(':')) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map(g => Number.parseInt(g, 16).toString(16))
    .join(':')}::/64`
}

// IPv4 in IPv6 (RFC 4291 2.5.5.2), as ::ffff:192.0.2.1 or ::ffff:c000:201.
function unmapped(ip: string): string {
  const [, dotted, high, low] =
    /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(ip) ?? []
  if (dotted !== undefined) return dotted
  if (high === undefined || low === undefined) return ip
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}

// A network as it is counted, with its free failures: IPv6 also as the /56 and the /48 that customers are given.
function widths(network: string): [string, number][] {
  const own: [string, number] = [`network ${network}`, FREE_NETWORK]
  const [, a, b, c, d = ''] = IPV6.exec(network) ?? []
  if (a === undefined) return [own]
  const site = (Number.parseInt(d, 16) & 0xff00).toString(16)
  return [
    own,
    [`network ${a}:${b}:${c}:${site}::/56`, 2 * FREE_NETWORK],
    [`network ${a}:${b}:${c}::/48`, 4 * FREE_NETWORK],
  ]
}

// What one provider is given: /16 of IPv4, /32 of IPv6.
function regionOf(network: string): string {
  const [, a, b] = IPV6.exec(network) ?? /^(\d+)\.(\d+)\.\d+\.0\/24$/.exec(network) ?? []
  return a === undefined ? network : `${a} ${b}`
}

const IPV6 = /^([0-9a-f]+):([0-9a-f]+):([0-9a-f]+):([0-9a-f]+)::\/64$/
const FREE_ACCOUNT = 5
const FREE_NETWORK = 20
/** owners mistype too */
const FREE_REGION = 3
/** tries of the total that only calm regions may use */
const HELD = 20
const MOST_IDLE = 10_000
const LONGEST = 15 * 60_000
const MEMORY = 24 * 3_600_000
const LATELY = 3_600_000

interface Count {
  failures: number
  last: number
}

// One wait after each failure past the free ones: 1, 2, 4… seconds, at most a quarter of an hour.
function readyAt(count: Count | undefined, free: number): number {
  if (!count || count.failures < free) return 0
  return count.last + Math.min(LONGEST, 1000 * 2 ** (count.failures - free))
}

function fail(counts: Map<string, Count>, key: string, at: number): void {
  const failures = (counts.get(key)?.failures ?? 0) + 1
  counts.delete(key)
  counts.set(key, { failures, last: at })
}

function forgive(counts: Map<string, Count>, key: string, all: boolean): void {
  const count = counts.get(key)
  if (!count) return
  count.failures--
  if (all || count.failures <= 0) counts.delete(key)
}

// Insertion order is order of the last failure, so the old ones stand first.
function forget(counts: Map<string, Count>, at: number, memory: number): void {
  for (const [key, count] of counts) {
    if (at - count.last < memory) return
    counts.delete(key)
  }
}

// `size` tries at once, then `perSecond`.
function bucket(now: () => number, size: number, perSecond: number) {
  let level = size
  let filled = now()
  return {
    /** One try, if `left` remain for others. */
    take(left: number): boolean {
      const at = now()
      // a clock that is set back takes nothing away
      level = Math.min(size, level + (Math.max(0, at - filled) / 1000) * perSecond)
      filled = at
      if (level < 1 + left) return false
      level--
      return true
    },
    giveBack(): void {
      level = Math.min(size, level + 1)
    },
  }
}
