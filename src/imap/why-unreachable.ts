import type { MailServer } from '../domain/mail-server.ts'

/**
 * Why the mail server could not be asked, in a sentence for its operator that says what to do. `error` is what the
 * connection failed with; errors it carries as causes are looked at too.
 */
export function whyUnreachable(error: unknown, server: MailServer): string {
  const { host, port, security } = server
  const place = `${host}:${port}`
  for (const one of chain(error)) {
    const known = sentences[one.code]?.(server, place)
    if (known) return known
    if (NO_TRUST.has(one.code)) return untrusted(place, server)
    if (NO_ANSWER.has(one.code))
      return security === 'tls' || one.code !== 'GREETING_TIMEOUT'
        ? `The mail server ${place} did not answer in time; is a firewall in the way, or the server overloaded?`
        : `The mail server ${place} accepted the connection but did not greet; if this port speaks TLS from the start, use imaps://${place}.`
    // OpenSSL gives a code to each of some hundred ways; what is common to them is the protocol.
    if (NOT_TLS.test(one.code) || /wrong version number|packet length too long/i.test(one.message))
      return security === 'tls'
        ? `The mail server ${place} does not speak TLS on this port; use imap+starttls://${place}, or the port of imaps (993).`
        : `The mail server ${place} did not agree on TLS after STARTTLS (TLS 1.2 at least is needed).`
    if (/STARTTLS/.test(one.message))
      return `The mail server ${place} does not offer STARTTLS; use imaps:// with the port for it (993).`
    if (/^(ERR_SSL|EPROTO)/.test(one.code))
      return `The mail server ${place} and Yestermail agree on no TLS (${one.code}); TLS 1.2 at least is needed.`
  }
  return `The mail server ${host} does not answer as it should; try again later.`
}

const sentences: Record<string, (server: MailServer, place: string) => string> = {
  ENOTFOUND: ({ host }) => `The name ${host} of the mail server is not found; is it spelled right?`,
  EAI_AGAIN: ({ host }) =>
    `The name ${host} of the mail server cannot be looked up just now; does this machine's DNS work?`,
  ECONNREFUSED: (_, place) =>
    `Nothing listens on ${place}: the connection is refused; is the port right, and does the mail server run?`,
  EHOSTUNREACH: (_, place) => `There is no way to ${place} from this machine (no route to the host).`,
  ENETUNREACH: (_, place) => `There is no way to ${place} from this machine (the network is unreachable).`,
  CERT_HAS_EXPIRED: (_, place) => `The certificate of ${place} has expired; its operator must renew it.`,
  CERT_NOT_YET_VALID: (_, place) =>
    `The certificate of ${place} is not valid yet; is the clock of this machine right?`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }, place) =>
    `The certificate of ${place} is for another name than ${host}; write the name that is in it as server.`,
}

const NO_TRUST = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
])
const NO_ANSWER = new Set(['ETIMEDOUT', 'CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'])
const NOT_TLS = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE)$/

function untrusted(place: string, { domain, ca }: MailServer): string {
  return ca
    ? `The certificate of ${place} is not signed by the authority in domains.${domain}.ca; set "ca" to the PEM file of the one that signed it.`
    : `The certificate of ${place} is not trusted: no authority that this system knows signed it; set "ca" of domains.${domain} to the PEM file of the one that did.`
}

// Of a name with several addresses each fails by itself.
function chain(error: unknown): { code: string; message: string }[] {
  const found: { code: string; message: string }[] = []
  for (let at = error; at instanceof Error && found.length < 8; ) {
    found.push({ code: 'code' in at ? String(at.code) : '', message: at.message })
    at = at.cause ?? (at instanceof AggregateError ? at.errors[0] : undefined)
  }
  return found
}
