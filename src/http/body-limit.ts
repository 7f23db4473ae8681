import { Refusal } from '../domain/refusal.ts'
import type { Guard, WebContext } from './web.ts'

/**
 * Holds a request's body to so many octets. One that says no length (RFC 9112 7.1, chunked) is read here and handed on
 * whole; hono's own middleware makes another Request of it, which what runs on Node refuses with a fault.
 */
export function bodyLimit({
  maxSize,
  onError = tooLarge,
}: {
  maxSize: number
  onError?: (c: WebContext) => Response
}): Guard {
  return async (c, next) => {
    const length = c.req.header('Content-Length')
    if (length !== undefined) return Number(length) > maxSize ? onError(c) : next()
    const body = await readUpTo(maxSize, c.req.raw.body)
    if (body === null) return onError(c)
    Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(body) })
    await next()
  }
}

/** Refusal 'too-large'. */
function tooLarge(c: WebContext): never {
  // The rest of the body is not read, so the connection cannot be used again.
  c.header('Connection', 'close')
  throw new Refusal('too-large', 'The request is too large.')
}

// Null when there is more.
async function readUpTo(most: number, body: ReadableStream<Uint8Array> | null): Promise<ArrayBuffer | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length
    if (size > most) return null
    pieces.push(next.value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole.buffer
}
