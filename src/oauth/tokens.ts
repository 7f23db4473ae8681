import { createHash } from 'node:crypto'
import type { OAuth } from '../domain/mail-server.ts'
import { signedJwt } from '../formats/signed-jwt.ts'
import { askToken, type TokenAnswer } from './ask-token.ts'

export interface TokenWish {
  oauth: OAuth
  /** address of the mailbox */
  address: string
  /** of kind 'refresh-token': what is kept for the account */
  refreshToken: string | null
  /** makes another refresh token durable; the access token is handed out after that */
  keep(refreshToken: string): Promise<void>
}

export interface Tokens {
  /** An access token, kept in memory until shortly before it ends; runs that ask at once share one request. Refusals of askToken. */
  token(wish: TokenWish): Promise<{ accessToken: string; fresh: boolean }>
  /** The mail server refused it: the next is asked for anew. False when it is so new that it cannot be the token's age. */
  forget(accessToken: string): boolean
}

/** Milliseconds; RFC 6749 5.1 leaves the length out as it likes. */
const unsaid = 5 * 60_000
const margin = 60_000

/** Access tokens, in memory only. */
export function openTokens({ now }: { now(): number }): Tokens {
  const held = new Map<string, { accessToken: string; since: number; until: number }>()
  const asked = new Map<string, Promise<string>>()

  async function fetchToken(name: string, wish: TokenWish): Promise<string> {
    const begun = now()
    const answer = await askToken(wish.oauth, formOf(wish, begun))
    let place = name
    if (answer.refreshToken !== null && answer.refreshToken !== wish.refreshToken) {
      if (wish.oauth.kind === 'refresh-token') await wish.keep(answer.refreshToken)
      held.delete(name)
      place = nameOf({ ...wish, refreshToken: answer.refreshToken })
    }
    held.set(place, { accessToken: answer.accessToken, since: begun, until: begun + lifetime(answer) })
    return answer.accessToken
  }

  return {
    async token(wish) {
      const name = nameOf(wish)
      const one = held.get(name)
      if (one && one.until > now()) return { accessToken: one.accessToken, fresh: false }
      const asking =
        asked.get(name) ??
        fetchToken(name, wish).finally(() => {
          asked.delete(name)
        })
      asked.set(name, asking)
      return { accessToken: await asking, fresh: true }
    },
    forget(accessToken) {
      const found = [...held].find(([, one]) => one.accessToken === accessToken)
      // One token may serve thousands of mailboxes: a mailbox that refuses it must not cost a new one each time.
      if (!found || now() - found[1].since < margin) return false
      return held.delete(found[0])
    },
  }
}

// A token of the client's own opens every mailbox; the others are one mailbox's.
function nameOf({ oauth, address, refreshToken }: TokenWish): string {
  const { kind, tokenUrl, scope } = oauth
  const own =
    oauth.kind === 'client-credentials'
      ? oauth.clientId
      : `${address} ${createHash('sha256')
          .update(refreshToken ?? '')
          .digest('hex')}`
  return JSON.stringify([kind, tokenUrl, scope, own])
}

function formOf({ oauth, address, refreshToken }: TokenWish, now: number): Record<string, string> {
  const scope: Record<string, string> = oauth.scope ? { scope: oauth.scope } : {}
  switch (oauth.kind) {
    case 'client-credentials':
      return {
        grant_type: 'client_credentials',
        client_id: oauth.clientId,
        client_secret: oauth.clientSecret,
        ...scope,
      }
    case 'refresh-token':
      return {
        grant_type: 'refresh_token',
        client_id: oauth.clientId,
        ...(oauth.clientSecret ? { client_secret: oauth.clientSecret } : {}),
        refresh_token: refreshToken ?? '',
        ...scope,
      }
    case 'service-account':
      // RFC 7523 2.1; the scope stands in the JWT, where Google looks for it.
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signedJwt(
          { iss: oauth.email, sub: address, scope: oauth.scope, aud: oauth.tokenUrl },
          oauth,
          now,
        ),
      }
  }
}

function lifetime({ expiresIn }: TokenAnswer): number {
  const length = expiresIn === null ? unsaid : expiresIn * 1000
  return Math.max(length / 2, length - margin)
}
