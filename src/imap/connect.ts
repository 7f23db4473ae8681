import { ImapFlow } from 'imapflow'
import type { Login, MailServer } from '../domain/mail-server.ts'
import { Refusal } from '../domain/refusal.ts'

/**
 * A signed-in connection to the live server. Throws Refusal 'login-refused' when the server says no to the
 * password, Refusal 'server-unreachable' when it cannot be asked (network, TLS, time limit, no AUTH=PLAIN for an
 * authorization identity). The caller closes it. `clientIp` is passed on by IMAP ID (RFC 2971) before the login, so
 * that the server limits the person's address and not ours.
 */
export async function connect(
  server: MailServer,
  login: Login,
  options: ConnectOptions = {},
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(server.ca ? { ca: server.ca } : {}) },
    auth: {
      user: login.user,
      pass: login.password,
      // Without AUTH=PLAIN imapflow would sign in as the master itself and read the master's own mail.
      ...(login.authzid ? { authzid: login.authzid, loginMethod: 'AUTH=PLAIN' } : {}),
    },
    clientInfo: {
      name: 'Yestermail',
      version: '',
      vendor: 'Yestermail',
      'support-url': '',
      ...(options.clientIp ? { 'x-originating-ip': options.clientIp } : {}),
    },
    logger: false,
    disableAutoIdle: true,
    // The server deflates at some 20 MB/s, loopback and LAN are faster.
    disableCompression: true,
    connectionTimeout: options.timeout ?? 30_000,
    greetingTimeout: options.timeout ?? 30_000,
    socketTimeout: options.silence ?? 120_000,
  })
  // A late socket error arrives as an event too; every call on the connection reports it on its own.
  client.on('error', () => {})
  // Time limits between octets do not end a server that drips them.
  const limit = options.deadline ? setTimeout(() => client.close(), options.deadline) : undefined
  try {
    await client.connect()
    // A PREAUTH greeting, or a server without AUTH=PLAIN, would leave us in nobody knows whose mailbox.
    const used = usedMechanisms(client)
    if (!used.length || (login.authzid && !used.includes('AUTH=PLAIN')))
      throw new Error('signed in as somebody else')
    return client
  } catch (error) {
    const plain = client.capabilities.has('AUTH=PLAIN')
    client.close()
    if (login.authzid && client.capabilities.size && !plain) throw noPlain(server, error)
    throw refused(error, server)
  } finally {
    clearTimeout(limit)
  }
}

export interface ConnectOptions {
  clientIp?: string
  /** milliseconds to wait for connection and greeting */
  timeout?: number
  /** milliseconds for connection and sign-in in all */
  deadline?: number
  /** milliseconds the server may be silent */
  silence?: number
}

// imapflow notes the mechanism a login used, but not in its types; an unknown shape means "none", which is refused.
function usedMechanisms(client: ImapFlow): string[] {
  const noted: unknown = Reflect.get(client, 'authCapabilities')
  return noted instanceof Map
    ? [...noted].filter(([, used]) => used === true).map(([name]) => String(name))
    : []
}

function noPlain({ host }: MailServer, cause: unknown): Refusal {
  const sentence = `The mail server ${host} does not offer AUTH=PLAIN, which the master user's form "authzid" needs; try form = "separator".`
  return new Refusal('server-unreachable', sentence, { host }, cause)
}

function refused(error: unknown, server: MailServer): Refusal {
  const detail = error as { authenticationFailed?: boolean; serverResponseCode?: string; message?: string }
  // RFC 5530: UNAVAILABLE is a NO that says nothing about the password.
  if (detail.authenticationFailed && detail.serverResponseCode !== 'UNAVAILABLE')
    return new Refusal('login-refused', 'The mail server refused this address and password.', {}, error)
  return new Refusal(
    'server-unreachable',
    `The mail server ${server.host} does not answer as it should; try again later.`,
    { host: server.host },
    error,
  )
}
