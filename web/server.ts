import { signal } from '@preact/signals'

/** Why something could not be had: `code` is what the page translates, `message` an English sentence for the rest. */
export interface Trouble {
  code: string
  message: string
  params: Readonly<Record<string, string | number>>
}

/** Set when the server no longer knows us; the page then shows the sign-in on top of everything, and afterwards everything is as it was. */
export const signedOut = signal(false)

let entered = 0

/** Somebody has just signed in: what the server refused before that no longer counts. */
export function welcome(): void {
  entered++
  signedOut.value = false
}

let asked = 0

/** When the server last heard of us, in milliseconds since 1970: its session lives on from there. */
export function lastAsked(): number {
  return asked
}

/** An error that carries a trouble. */
export function trouble(code: string, message: string, params: Trouble['params'] = {}): Error & Trouble {
  return Object.assign(new Error(message), { code, params })
}

/** Whatever was thrown, as a trouble. */
export function asTrouble(error: unknown): Trouble {
  if (error instanceof Error && 'code' in error && 'params' in error) return error as Error & Trouble
  return { code: 'fault', message: String(error), params: {} }
}

/**
 * GET, or POST when there is a body; JSON both ways. The one place that meets the end of a session: it says
 * so in `signedOut` and throws like every other failure.
 */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  asked = Date.now()
  const before = entered
  const answer = await fetch(path, request(body)).catch(() => {
    throw trouble('offline', 'Yestermail cannot be reached.')
  })
  const json = await answer.json().catch(() => null)
  if (answer.ok) return json as T
  const error = json?.error ?? {}
  // JMAP says the same beside its status (RFC 7807)
  if ((error.code ?? json?.code) === 'signed-out' && before === entered) signedOut.value = true
  throw trouble(
    String(error.code ?? json?.type ?? `http-${answer.status}`),
    String(error.message ?? json?.detail ?? `The server answered ${answer.status}.`),
    error.params,
  )
}

function request(body: unknown): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body === undefined) return { headers, credentials: 'same-origin' }
  headers['content-type'] = 'application/json'
  return { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' }
}
