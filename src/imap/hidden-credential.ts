import type { ImapFlow } from 'imapflow'
import { hideInError, hideSecrets } from '../formats/hide-secrets.ts'

/**
 * The same connection, on which no error carries the credential: servers put what they were told into what they say,
 * and a server's words travel into receipts and logs.
 */
export function hidingCredential(client: ImapFlow, secrets: readonly string[]): ImapFlow {
  const methods = new Map<unknown, unknown>()
  const hide = (error: unknown) => hideInError(error, secrets)
  const hiding = new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function' || name === 'constructor') return value
      const known = methods.get(value)
      if (known) return known
      const method = (...given: unknown[]) => {
        try {
          return withHiding(Reflect.apply(value, target, given), hide)
        } catch (error) {
          throw hide(error)
        }
      }
      methods.set(value, method)
      return method
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  })
  hidden.set(hiding, text => hideSecrets(text, secrets))
  return hiding
}

const hidden = new WeakMap<ImapFlow, (text: string) => string>()

/** Takes the credential of such a connection out of a text: for who reads from its socket. */
export function hideFor(client: ImapFlow): (text: string) => string {
  const hide = hidden.get(client)
  if (!hide) throw new Error('a connection whose credential is not known')
  return hide
}

function withHiding(result: unknown, hide: (error: unknown) => unknown): unknown {
  if (result instanceof Promise)
    return result.catch(error => {
      throw hide(error)
    })
  return isAsyncGenerator(result) ? hidingEach(result, hide) : result
}

async function* hidingEach(
  each: AsyncGenerator<unknown>,
  hide: (error: unknown) => unknown,
): AsyncGenerator<unknown> {
  try {
    yield* each
  } catch (error) {
    throw hide(error)
  }
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator<unknown> {
  return Object.prototype.toString.call(value) === '[object AsyncGenerator]'
}
