import { Socket } from 'node:net'
import { ImapFlow } from 'imapflow'
import type { Login, MailServer } from '../domain/mail-server.ts'
import { Refusal } from '../domain/refusal.ts'
import { hideInError } from '../formats/hide-secrets.ts'
import { hidingCredential } from './hidden-credential.ts'
import { heedThrottle, throttleOf } from './throttle.ts'
import { whyUnreachable } from './why-unreachable.ts'

/**
 * A signed-in connection to the live server. Throws Refusal 'login-refused' when the server says no to the
 * credential, 'no-password-sign-in' when it takes no passwords at all, 'server-unreachable' when it cannot be asked
 * (network, TLS, time limit, no AUTH=PLAIN for an authorization identity, no mechanism for a token). The caller closes
 * it. No error of it carries the credential. `clientIp` is passed on by IMAP ID (RFC 2971) before the login, so that
 * the server limits the person's address and not ours.
 */
export async function connect(
  server: MailServer,
  login: Login,
  options: ConnectOptions = {},
): Promise<ImapFlow> {
  const secrets = ['password' in login ? login.password : login.accessToken]
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(server.ca ? { ca: server.ca } : {}) },
    auth: authOf(login),
    clientInfo: {
      name: 'Yestermail',
      version: '',
      vendor: 'Yestermail',
      'support-url': '',
      ...(options.clientIp ? { 'x-originating-ip': options.clientIp } : {}),
    },
    logger: false,
    disableAutoIdle: true,
    // RFC 7162: a folder then tells at its opening what changed, and what vanished.
    qresync: true,
    // UTF8=ACCEPT would change how folders and mail with 8-bit headers are sent (RFC 6855 4).
    disableAutoEnable: options.plain ?? false,
    // The server deflates at some 20 MB/s, loopback and LAN are faster.
    disableCompression: true,
    maxLineLength: MOST_OF_LINE,
    maxLiteralSize: MOST_OF_LINE,
    maxResponseSize: MOST_OF_ANSWER,
    maxResponseTokens: MOST_TOKENS,
    connectionTimeout: options.timeout ?? 30_000,
    greetingTimeout: options.timeout ?? 30_000,
    socketTimeout: options.silence ?? 120_000,
  })
  // A late socket error arrives as an event too; every call on the connection reports it on its own.
  client.on('error', () => {})
  // Time limits between octets do not end a server that drips them.
  heedThrottle(client)
  const giveUp = () => client.close()
  const limit = setTimeout(giveUp, options.deadline ?? 180_000)
  // A greeting without end would fill the memory long before a time limit ends it.
  const flood = setInterval(() => {
    if (octetsRead(client) > MOST_TO_SIGN_IN) giveUp()
  }, 100)
  options.signal?.addEventListener('abort', giveUp)
  try {
    options.signal?.throwIfAborted()
    await client.connect()
    // A PREAUTH greeting, or a server without the mechanism, would leave us in nobody knows whose mailbox.
    const used = usedMechanisms(client)
    if (!used.length || !wantedMechanisms(login).every(some => some.includes(used[0] ?? '')))
      throw new Error('signed in as somebody else')
    return hidingCredential(client, secrets)
  } catch (error) {
    if (client.greeting !== undefined || client.byeReason) options.onAnswer?.()
    const offered = client.capabilities
    const wish = throttleOf(client, hideInError(error, secrets))
    client.close()
    throw (
      missingMechanism(server, login, offered, error) ??
      refused(hideInError(error, secrets), server, login, wish)
    )
  } finally {
    clearTimeout(limit)
    clearInterval(flood)
    options.signal?.removeEventListener('abort', giveUp)
  }
}

export interface ConnectOptions {
  clientIp?: string
  /** milliseconds to wait for connection and greeting */
  timeout?: number
  /** milliseconds for connection and sign-in in all; 180,000 when left out */
  deadline?: number
  /** gives up at once when it says stop */
  signal?: AbortSignal | undefined
  /** milliseconds the server may be silent */
  silence?: number
  /** called when the server has greeted, or said goodbye, before the sign-in failed */
  onAnswer?: () => void
  /** no extension is enabled */
  plain?: boolean
}

/** Octets of greeting, capabilities and the answers to a sign-in; a chain of certificates is among them. */
const MOST_TO_SIGN_IN = 1 << 20

/**
 * What one answer of a server may keep in memory until it is whole, octets: a line, or a literal. Of messages at most 16 MiB
 * are asked for at once, longer ones in pieces; UID SEARCH ALL of three million messages fits in one line. More ends the connection.
 */
const MOST_OF_LINE = 32 << 20
const MOST_OF_ANSWER = 48 << 20
/** Words, numbers and lists of one answer, each of which costs some hundred octets: a message has as many keywords at most. */
const MOST_TOKENS = 100_000

// The socket is not in imapflow's types; STARTTLS puts another in its place, which counts anew.
function octetsRead(client: ImapFlow): number {
  const socket: unknown = Reflect.get(client, 'socket')
  return socket instanceof Socket ? socket.bytesRead : 0
}

// imapflow notes the mechanism a login used, but not in its types; an unknown shape means "none", which is refused.
function usedMechanisms(client: ImapFlow): string[] {
  const noted: unknown = Reflect.get(client, 'authCapabilities')
  return noted instanceof Map
    ? [...noted].filter(([, used]) => used === true).map(([name]) => String(name))
    : []
}

function authOf(login: Login): { user: string; pass?: string; accessToken?: string; authzid?: string } {
  const { user } = login
  if ('accessToken' in login) return { user, accessToken: login.accessToken }
  // Without AUTH=PLAIN imapflow would sign in as the master itself and read the master's own mail.
  const plain = login.authzid ? { authzid: login.authzid, loginMethod: 'AUTH=PLAIN' } : {}
  return { user, pass: login.password, ...plain }
}

// Of each list one must have been used.
function wantedMechanisms(login: Login): string[][] {
  if ('accessToken' in login) return [['AUTH=OAUTHBEARER', 'AUTH=XOAUTH2']]
  return login.authzid ? [['AUTH=PLAIN']] : []
}

function missingMechanism(
  { host }: MailServer,
  login: Login,
  offered: ReadonlyMap<string, unknown>,
  cause: unknown,
): Refusal | null {
  // Nothing was offered at all: the connection failed before.
  if (!offered.size) return null
  const has = (...names: string[]) => names.some(name => offered.has(name))
  if ('accessToken' in login)
    return has('AUTH=OAUTHBEARER', 'AUTH=XOAUTH2')
      ? null
      : new Refusal(
          'server-unreachable',
          `The mail server ${host} offers neither AUTH=OAUTHBEARER nor AUTH=XOAUTH2, which the settings "oauth" need.`,
          { host },
          cause,
        )
  if (login.authzid && !has('AUTH=PLAIN'))
    return new Refusal(
      'server-unreachable',
      `The mail server ${host} does not offer AUTH=PLAIN, which the master user's form "authzid" needs; try form = "separator".`,
      { host },
      cause,
    )
  if (!has('LOGINDISABLED') || has('AUTH=PLAIN', 'AUTH=LOGIN')) return null
  return new Refusal(
    'no-password-sign-in',
    `The mail server ${host} takes no passwords over this connection; it wants TLS first, or OAuth 2.`,
    { host },
    cause,
  )
}

// RFC 5530: a NO with one of these says nothing about the password.
const NOT_THE_PASSWORD = ['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'THROTTLED']

function refused(
  error: unknown,
  server: MailServer,
  login: Login,
  wish: ReturnType<typeof throttleOf>,
): Refusal {
  const { host } = server
  const { authenticationFailed, serverResponseCode = '' } = error as {
    authenticationFailed?: boolean
    serverResponseCode?: string
  }
  // RFC 5530: UNAVAILABLE is of the server as a whole, not a wish of it.
  if (wish && serverResponseCode !== 'UNAVAILABLE')
    return new Refusal(
      'throttled',
      `The mail server ${host} asks us to wait (${wish.words}).`,
      { host, milliseconds: wish.milliseconds },
      error,
    )
  if (authenticationFailed && !NOT_THE_PASSWORD.includes(serverResponseCode))
    return new Refusal('login-refused', whyRefused(server, login), { host }, error)
  return new Refusal('server-unreachable', whyUnreachable(error, server), { host }, error)
}

// Whose mistake it is differs, and so does who can mend it.
function whyRefused({ host, domain, master }: MailServer, login: Login): string {
  if (login.delegated && 'password' in login && master) {
    const form =
      master.form === 'authzid' ? `"${login.authzid}" as "${login.user}" (form "authzid")` : `"${login.user}"`
    return `The mail server ${host} refused the master user's sign-in ${form}: there is no such mailbox, or master.user, .password, .form or .separator of domains.${domain} is not what the server has.`
  }
  if ('accessToken' in login)
    return `The mail server ${host} refused the OAuth 2 token for "${login.user}": there is no such mailbox, or the scope or the permission is missing.`
  return 'The mail server refused this address and password.'
}
