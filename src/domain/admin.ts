import type { Language } from './language.ts'

/** Somebody who looks after accounts of others: an operator after all, a domain admin after those of some mail domains. */
export interface Admin {
  /** lower case */
  name: string
  role: 'operator' | 'domain'
  /** empty for an operator */
  domains: readonly string[]
  /** letters go there; null: none do */
  mail: string | null
  language: Language
  /** milliseconds since 1970 */
  madeAt: number
  /** grows with each one-time link: password, second factor and sessions of an older one are nothing any more */
  epoch: number
  /** SHA-256 of the token of the link, hexadecimal, and how long it holds; null without a link */
  linkHash: string | null
  linkUntil: number | null
}

/** Is an account of that mail domain this admin's to look after? */
export function looksAfter({ role, domains }: Pick<Admin, 'role' | 'domains'>, domain: string): boolean {
  return role === 'operator' || domains.includes(domain)
}

/** The mail domains a list is narrowed to; null: all. */
export function scopeOf({ role, domains }: Pick<Admin, 'role' | 'domains'>): readonly string[] | null {
  return role === 'operator' ? null : domains
}

/** A name as it is kept, or null when it is none. */
export function adminName(typed: string): string | null {
  const name = typed.trim().toLowerCase()
  return /^[a-z0-9][a-z0-9._@+-]{0,63}$/.test(name) ? name : null
}

/** A one-time link holds so long, milliseconds. */
export const LINK_MS = 48 * 3_600_000

/** What opens an account once, without its owner's mail password, for an owner whose mailbox is gone or locked. */
export interface Access {
  /** SHA-256 of the token, hexadecimal */
  hash: string
  account: string
  /** name of the admin */
  by: string
  at: number
  until: number
  /** when somebody came in by it; null: nobody has */
  usedAt: number | null
}
