import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** A secret for an app that shows codes: 160 bits (RFC 4226 4), in base32 as apps take it. */
export function newCodeSecret(random: (bytes: number) => Uint8Array = randomBytes): string {
  return new Secret({ buffer: Uint8Array.from(random(20)).buffer }).base32
}

/** otpauth://totp/…, which apps read from a link or QR code. */
export function codeUri(secret: string, name: string): string {
  return totp(secret, name).toString()
}

/**
 * Which half minute since 1970 (RFC 6238: six figures, SHA-1, 30 s) this code is of, at `now` or one step beside it; null when it is wrong. Who
 * takes it must take no code of that step or an older one again (RFC 6238 5.2).
 */
export function stepOfCode(secret: string, typed: string, now: number): number | null {
  const token = typed.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = totp(secret, '').validate({ token, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / 30_000) + delta
}

/** Codes for who has lost the app: 80 bits each, in base32, as "abcd-efgh-ijkl-mnop". */
export function newRecoveryCodes(random: (bytes: number) => Uint8Array = randomBytes): string[] {
  return Array.from({ length: 10 }, () => {
    const text = new Secret({ buffer: Uint8Array.from(random(10)).buffer }).base32.toLowerCase()
    return (text.match(/.{4}/g) ?? []).join('-')
  })
}

/** By what a recovery code is known; random enough to need no slow hash. */
export function recoveryHash(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z2-7]/g, '')
  return createHash('sha256').update(plain).digest('hex')
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Yestermail', label, secret: Secret.fromBase32(secret) })
}
