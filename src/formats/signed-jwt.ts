import { createPrivateKey, sign } from 'node:crypto'

export interface JwtClaims {
  iss: string
  /** the person in whose name */
  sub: string
  scope: string | null
  aud: string
}

/** A JWT signed with RS256 (RFC 7519, RFC 7518 3.3) that is good for an hour from `now`, milliseconds. Throws a fault when the key is no RSA key. */
export function signedJwt(
  claims: JwtClaims,
  key: { privateKey: string; keyId: string | null },
  now: number,
): string {
  const issued = Math.floor(now / 1000)
  const { scope, ...who } = claims
  const header = { alg: 'RS256', typ: 'JWT', ...(key.keyId ? { kid: key.keyId } : {}) }
  const payload = { ...who, ...(scope ? { scope } : {}), iat: issued, exp: issued + 3600 }
  const text = [header, payload]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signer = createPrivateKey(key.privateKey)
  if (signer.asymmetricKeyType !== 'rsa') throw new Error('not an RSA key')
  return `${text}.${sign('sha256', Buffer.from(text), signer).toString('base64url')}`
}
