import type { AccountId } from './point.ts'

/** What an admin wants done, as the web writes it down; `work` looks up the admin's role and domains again before it acts. */
export type AdminAsk = {
  kind: 'admin'
  /** name of the admin */
  by: string
  /** milliseconds since 1970 */
  at: number
} & AdminAct

export type AdminAct =
  | { act: 'backup' | 'pause' | 'resume' | 'release' | 'keep' | 'remove'; account: AccountId }
  /** null: the plan of its mail domain */
  | { act: 'plan'; account: AccountId; plan: string | null }
  /** one sign-in without the mail password; `hash`: SHA-256 of its token, hexadecimal */
  | { act: 'access'; account: AccountId; hash: string; until: number }
  | { act: 'enrol'; addresses: readonly string[] }
  /** nothing is to be done: it is written down for good */
  | { act: 'signed-in' }
  | { act: 'password' }
  | { act: 'access-used'; account: AccountId; hash: string | null }
  /** a link is withdrawn, and whoever came in by it is out */
  | { act: 'access-end'; account: AccountId; hash: string }

/** Addresses one ask may enrol. */
export const MOST_ENROLLED = 1000

/** A link that opens an account once holds so long, milliseconds. */
export const ACCESS_MS = 24 * 3_600_000

/** What was written down, as an ask; null when it is none: the web is another process, maybe of another version. */
export function readAdminAsk(value: unknown): AdminAsk | null {
  if (!isRecord(value) || value.kind !== 'admin') return null
  const { by, at, act, account } = value
  if (typeof by !== 'string' || by.length > 64 || typeof at !== 'number') return null
  const head = { kind: 'admin' as const, by, at }
  if (act === 'signed-in' || act === 'password') return { ...head, act }
  if (act === 'enrol') {
    const { addresses } = value
    return isTexts(addresses) && addresses.length <= MOST_ENROLLED ? { ...head, act, addresses } : null
  }
  if (typeof account !== 'string') return null
  switch (act) {
    case 'backup':
    case 'pause':
    case 'resume':
    case 'release':
    case 'keep':
    case 'remove':
      return { ...head, act, account }
    case 'access-used':
      return { ...head, act, account, hash: isHash(value.hash) ? value.hash : null }
    case 'access-end':
      return isHash(value.hash) ? { ...head, act, account, hash: value.hash } : null
    case 'plan': {
      const { plan } = value
      return plan === null || typeof plan === 'string' ? { ...head, act, account, plan } : null
    }
    case 'access': {
      const { hash, until } = value
      return isHash(hash) && Number.isSafeInteger(until)
        ? { ...head, act, account, hash, until: Number(until) }
        : null
    }
    default:
      return null
  }
}

/** Is it a SHA-256, hexadecimal? */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string' && one.length <= 320)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
