/**
 * Slows down who guesses passwords. Failures are counted for an account, for a client network and in total; past a
 * few free ones each further failure doubles the time until the next try reaches the mail server. A network from which
 * the owner signed in before has a count and a budget of its own, so nobody locks an owner out from afar. Memory is
 * bounded: a count comes to be only by a try that was let through, and those are bounded by the total.
 */
export interface LoginThrottle {
  /**
   * May this try go to the mail server? It counts as failed from this moment, so that many at once do not slip
   * through. `known`: the owner has signed in from this network before.
   */
  admit(who: { address: string; network: string; known: boolean }): Admission
}

/** `waitSeconds` until a next try makes sense; or `settle`, to be called when the try was no wrong guess after all. */
export type Admission =
  | { ok: false; waitSeconds: number }
  | { ok: true; settle: (result: 'right' | 'unanswered') => void }

/** `now` is a clock in milliseconds. */
export function loginThrottle({ now }: { now: () => number }): LoginThrottle {
  const counts = new Map<string, Count>()
  const strangers = bucket(now, 60, 1)
  const regulars = bucket(now, 60, 1)
  return {
    admit({ address, network, known }) {
      const at = now()
      forget(counts, at)
      const keys: [string, number][] = known
        ? [[`both ${address} ${network}`, FREE_ACCOUNT]]
        : [
            [`account ${address}`, FREE_ACCOUNT],
            [`network ${network}`, FREE_NETWORK],
          ]
      const until = Math.max(...keys.map(([key, free]) => readyAt(counts.get(key), free)))
      if (until > at) return { ok: false, waitSeconds: Math.ceil((until - at) / 1000) }
      const total = known ? regulars : strangers
      if (!total.take()) return { ok: false, waitSeconds: 1 }
      for (const [key] of keys) fail(counts, key, at)
      return {
        ok: true,
        settle(result) {
          total.giveBack()
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
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  const plain = mapped?.[1] ?? ip
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

const FREE_ACCOUNT = 5
const FREE_NETWORK = 20
const LONGEST = 15 * 60_000
const MEMORY = 24 * 3_600_000

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
function forget(counts: Map<string, Count>, at: number): void {
  for (const [key, count] of counts) {
    if (at - count.last < MEMORY) return
    counts.delete(key)
  }
}

// `size` tries at once, then `perSecond`.
function bucket(now: () => number, size: number, perSecond: number) {
  let level = size
  let filled = now()
  return {
    take(): boolean {
      const at = now()
      level = Math.min(size, level + ((at - filled) / 1000) * perSecond)
      filled = at
      if (level < 1) return false
      level--
      return true
    },
    giveBack(): void {
      level = Math.min(size, level + 1)
    },
  }
}
