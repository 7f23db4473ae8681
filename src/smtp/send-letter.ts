import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { NewLetter, Sent } from '../domain/letter.ts'
import { isMailAddress } from '../domain/letter.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import { hideSecrets } from '../formats/hide-secrets.ts'

/** Waiting for a connection, a greeting, an answer. Milliseconds. */
const PATIENCE = 30_000
/** One letter from the connection to the server's last word, however slowly it speaks. */
const DEADLINE = 120_000

/**
 * Hands one letter to the mail server: multipart/alternative, plain text and HTML, over a connection of its own. Never
 * throws: what went wrong is in the answer. `date` is the day of the letter, in milliseconds; `signal` breaks it off.
 */
export async function sendLetter(
  settings: MailSettings,
  { recipient, letter, messageId }: NewLetter,
  date: number,
  signal?: AbortSignal,
  limits: { patience: number; deadline: number } = { patience: PATIENCE, deadline: DEADLINE },
): Promise<Sent> {
  if (![recipient, settings.from].every(isMailAddress))
    return { state: 'failed', of: 'letter', reason: 'that is no mail address' }
  let socket: Socket | undefined
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...(settings.ca === undefined ? {} : { tls: { ca: settings.ca } }),
    ...(settings.user === null ? {} : { auth: { user: settings.user, pass: settings.password } }),
    connectionTimeout: limits.patience,
    greetingTimeout: limits.patience,
    socketTimeout: limits.patience,
    // Nothing in a letter names a file or an address to fetch; if it did, it would not be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    // Our own socket, so that a server that speaks one octet a second can be cut off.
    getSocket(_, hand) {
      socket = connect({ host: settings.host, port: settings.port, timeout: limits.patience })
      const failed = (error: Error) => hand(error)
      socket.once('error', failed)
      socket.once('timeout', () => socket?.destroy(timedOut()))
      socket.once('connect', () => {
        socket?.off('error', failed)
        socket?.setTimeout(0)
        hand(null, { connection: socket })
      })
    },
  })
  const late = Promise.withResolvers<never>()
  const breakOff = () => {
    late.reject(timedOut())
    socket?.destroy()
  }
  const timer = setTimeout(breakOff, limits.deadline)
  signal?.addEventListener('abort', breakOff, { once: true })
  try {
    await Promise.race([
      late.promise,
      transport.sendMail({
        from: { name: 'Yestermail', address: settings.from },
        to: { name: '', address: recipient },
        envelope: { from: settings.from, to: [recipient] },
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId,
        date: new Date(date),
        headers: {
          // RFC 3834 5: no vacation answers, please.
          'Auto-Submitted': 'auto-generated',
          'Content-Language': letter.language,
        },
        textEncoding: 'quoted-printable',
      }),
    ])
    return { state: 'sent' }
  } catch (error) {
    return failure(error, settings.password)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', breakOff)
    late.promise.catch(() => {})
    transport.close()
    socket?.destroy()
  }
}

function timedOut(): Error {
  return Object.assign(new Error('the mail server took too long'), { code: 'ETIMEDOUT' })
}

// A server that could be had and refused this recipient or these bytes may take the next letter; anything else not. It may
// say again what it was told.
function failure(error: unknown, password: string): Sent {
  const { code, responseCode, response, message } = error as {
    code?: unknown
    responseCode?: unknown
    response?: unknown
    message?: unknown
  }
  const ofLetter = (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number'
  const words = [code, response ?? message ?? error].filter(Boolean).map(String).join(': ')
  // RFC 5321 3.8: 421 is the server taking its leave.
  return {
    state: 'failed',
    of: ofLetter && responseCode !== 421 ? 'letter' : 'server',
    reason: hideSecrets(words, password ? [password] : [])
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 300),
  }
}
