import type { ImapFlow } from 'imapflow'

/**
 * Was this failure the server's wish that we wait? Milliseconds and the server's words, or null. Microsoft says
 * "Request is throttled. Suggested Backoff Time: 299961 milliseconds" in a NO or BAD; Gmail "Account exceeded command or
 * bandwidth limits" in a NO or BYE; others send a response code (RFC 5530, RFC 9051 7.1). At least a second and at most
 * a day: a server that says 0 would be asked without a pause, one that says ages would end the backups. Never throws.
 */
export function throttleOf(client: ImapFlow, error: unknown): { milliseconds: number; words: string } | null {
  if (typeof error !== 'object' || error === null) return null
  const known = wishes.get(error)
  if (known !== undefined) return known
  const noted = heeded.get(client)
  heeded.delete(client)
  begun.delete(client)
  const wish =
    noted !== undefined
      ? { milliseconds: bounded(noted), words: `Suggested Backoff Time: ${noted} milliseconds` }
      : (readThrottle(error) ?? (client.byeReason ? inWords('', client.byeReason) : null))
  wishes.set(error, wish)
  return wish
}

const wishes = new WeakMap<object, { milliseconds: number; words: string } | null>()

/** The same of an error alone: for a sign-in, where no connection came to be. */
export function readThrottle(error: unknown): { milliseconds: number; words: string } | null {
  if (typeof error !== 'object' || error === null) return null
  const { throttleReset, serverResponseCode, responseText, response, reason } = error as FailedCommand
  const words = String(responseText ?? reason ?? '').slice(0, 500)
  if (typeof throttleReset === 'number' && throttleReset > 0)
    return { milliseconds: bounded(throttleReset), words }
  return inWords(String(serverResponseCode ?? codeIn(response) ?? ''), words)
}

/**
 * imapflow waits by itself when Microsoft tells it to, up to four times five minutes inside one command, and nobody is
 * told. Here the command fails at once, and whoever sent it decides. It asks for a part of the wait when the answer
 * comes, and, in a FETCH that it would send again, for the rest.
 */
export function heedThrottle(client: ImapFlow): void {
  // Not in its types: should a later version have no such thing, its error with `throttleReset` still comes in the end.
  Reflect.set(client, 'throttleWait', async (delay: unknown) => {
    const before = begun.get(client)
    begun.set(client, Number(delay) || 0)
    if (before === undefined) return false
    heeded.set(client, before + (Number(delay) || 0))
    return true
  })
}

const begun = new WeakMap<ImapFlow, number>()
const heeded = new WeakMap<ImapFlow, number>()
const minute = 60_000

interface FailedCommand {
  throttleReset?: unknown
  serverResponseCode?: unknown
  responseText?: unknown
  response?: unknown
  reason?: unknown
}

// How long to wait where the server names no time. INUSE and UNAVAILABLE pass soon (RFC 5530 3), a limit takes longer,
// and Gmail's is for up to a day: it is tried again after an hour.
const CODES: Record<string, number> = {
  THROTTLED: 5 * minute,
  UNAVAILABLE: minute,
  INUSE: minute,
  LIMIT: 60 * minute,
  OVERQUOTA: 60 * minute,
}

function inWords(code: string, words: string): { milliseconds: number; words: string } | null {
  const backoff = /backoff time[:=\s]+(\d+)/i.exec(words)
  if (backoff) return { milliseconds: bounded(Number(backoff[1])), words }
  const known = CODES[code.toUpperCase()]
  if (known !== undefined) return { milliseconds: known, words: words || code }
  if (/exceeded command or bandwidth limits|bandwidth limit/i.test(words))
    return { milliseconds: 60 * minute, words }
  if (/\bthrottled\b|too many (simultaneous |concurrent )?(connections|requests)|rate limit/i.test(words))
    return { milliseconds: 5 * minute, words }
  return null
}

function bounded(milliseconds: number): number {
  return Math.min(24 * 60 * minute, Math.max(1000, milliseconds))
}

// The response code of a tagged NO or BAD, "[LIMIT]", in the shape imapflow parses it into.
function codeIn(response: unknown): string | undefined {
  const { attributes } = (response ?? {}) as { attributes?: { section?: { value?: unknown }[] }[] }
  if (typeof response === 'string') return /\[([A-Z]+)[\] ]/.exec(response)?.[1]
  const value = Array.isArray(attributes) ? attributes[0]?.section?.[0]?.value : undefined
  return typeof value === 'string' ? value : undefined
}
