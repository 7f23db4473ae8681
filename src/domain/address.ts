import type { MailServer } from './mail-server.ts'

/** An address in the one spelling that names its account: one mailbox, one account. */
export interface CanonicalAddress {
  /** local@domain, domain in ASCII and lower case */
  address: string
  local: string
  domain: string
}

/**
 * The canonical form of what a person typed as address, or null when it cannot be the address of an account here:
 * no such mail domain in `servers`, or text that a mail server might read as something else than a plain user name.
 * The local part is lower-cased where the domain's server says that case does not matter, and NFC always.
 */
export function canonicalAddress(
  text: string,
  servers: ReadonlyMap<string, MailServer>,
): CanonicalAddress | null {
  const typed = text.trim().normalize('NFC')
  const at = typed.lastIndexOf('@')
  if (at < 1 || typed.length > 254) return null
  const domain = canonicalDomain(typed.slice(at + 1))
  const server = domain === null ? undefined : servers.get(domain)
  if (domain === null || !server) return null
  const written = typed.slice(0, at)
  const local = server.foldCase ? written.toLowerCase().normalize('NFC') : written
  if (!LOCAL.test(local) || (server.master && local.includes(server.master.separator))) return null
  return { address: `${local}@${domain}`, local, domain }
}

/** The mail domain of a canonical address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** A mail domain in ASCII and lower case (RFC 5891 A-labels), or null when the text is not one. */
export function canonicalDomain(text: string): string | null {
  if (/[^\p{L}\p{N}\p{M}.-]/u.test(text)) return null
  const domain = ascii(text.replace(/\.$/, ''))
  if (domain === null || domain.length > 253 || /^[0-9.]+$/.test(domain)) return null
  return domain.split('.').every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? domain : null
}

// RFC 5322 atext and dots, and letters of any script (RFC 6531), without "*", "%", "/" and "!": Dovecot, Cyrus and
// Stalwart read "ann*master" and "ann%master" as "let the master in as ann", and the last two as a path or a route.
const LOCAL = /^[\p{L}\p{N}\p{M}.#$&'+=?^_`{|}~-]{1,64}$/u

// The URL parser carries the tables of IDNA, in every JavaScript runtime.
function ascii(domain: string): string | null {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return null
  }
}
