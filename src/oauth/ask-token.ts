import { request } from 'node:https'
import { Refusal } from '../domain/refusal.ts'
import { hideInError } from '../formats/hide-secrets.ts'

export interface TokenAnswer {
  accessToken: string
  /** seconds it is good for; null when the endpoint does not say */
  expiresIn: number | null
  /** the refresh token from now on, where the endpoint gives another one */
  refreshToken: string | null
}

/** Milliseconds for the whole exchange, and octets of an answer: no token endpoint needs more of either. */
const limits = { time: 20_000, octets: 64 << 10 }

/**
 * One request to a token endpoint (RFC 6749 3.2): https, the certificate verified, redirects not followed. Throws Refusal
 * 'login-refused' when the grant is no longer good ("invalid_grant"), 'server-unreachable' for everything else. `form`
 * holds secrets; nothing of what is thrown carries them, nor the endpoint's own words.
 */
export async function askToken(
  { tokenUrl, ca }: { tokenUrl: string; ca?: string },
  form: Record<string, string>,
  timeLimit = limits.time,
): Promise<TokenAnswer> {
  const url = new URL(tokenUrl)
  const { status, text } = await post(url, ca, new URLSearchParams(form).toString(), timeLimit).catch(
    error => {
      throw unreachable(url, reasonOf(error), hideInError(error, Object.values(form)))
    },
  )
  const answer = readJson(text)
  if (status === 200 && typeof answer?.access_token === 'string' && answer.access_token)
    return {
      accessToken: answer.access_token,
      expiresIn: seconds(answer.expires_in),
      refreshToken:
        typeof answer.refresh_token === 'string' && answer.refresh_token ? answer.refresh_token : null,
    }
  if (status === 200) throw unreachable(url, 'its answer holds no access token')
  // RFC 6749 5.2: of the answer only the code is ours to pass on; descriptions repeat what was sent.
  const code = /^[a-z_]{1,40}$/.exec(String(answer?.error))?.[0]
  if (status === 400 && code === 'invalid_grant')
    throw new Refusal(
      'login-refused',
      `The token endpoint ${url.host} says that this permission is no longer good (invalid_grant); it must be given anew.`,
      { host: url.host },
    )
  throw unreachable(url, `status ${status}${code ? `, ${code}` : ''}`)
}

function post(
  url: URL,
  ca: string | undefined,
  body: string,
  timeLimit: number,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const late = AbortSignal.timeout(timeLimit)
    const asking = request(
      url,
      {
        method: 'POST',
        signal: late,
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        agent: false,
        ...(ca ? { ca } : {}),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          accept: 'application/json',
        },
      },
      answer => {
        const pieces: Buffer[] = []
        let octets = 0
        answer.on('data', (piece: Buffer) => {
          octets += piece.length
          if (octets > limits.octets) asking.destroy(new Error('its answer is too long'))
          pieces.push(piece)
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }),
        )
      },
    )
    asking.on('error', error => reject(late.aborted ? new Error('it did not answer in time') : error))
    asking.end(body)
  })
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    // The parser quotes what it read, which may be a token.
    return null
  }
}

function seconds(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return code && code !== 'ABORT_ERR' ? code : (message ?? 'unknown reason')
}

function unreachable({ host }: URL, why: string, cause?: unknown): Refusal {
  const sentence = `The token endpoint ${host} gave no access token (${why}); check domains.NAME.oauth if that does not pass.`
  return new Refusal('server-unreachable', sentence, { host }, cause)
}
