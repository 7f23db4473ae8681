import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * What a password is checked by and cannot be read from: Argon2id (RFC 9106) of 19 MiB, two passes, one lane, as
 * "$argon2id$v=19$m=19456,t=2,p=1$salt$hash" with base64 without padding. The same characters typed on another keyboard are the
 * same password (NFC). `pepper`: a secret kept elsewhere (RFC 9106 3.1, K), without which nobody can guess at the verifier.
 */
export async function passwordVerifier(
  password: string,
  random: (bytes: number) => Uint8Array = randomBytes,
  pepper?: Uint8Array,
): Promise<string> {
  const salt = random(16)
  return `${HEAD}${text(salt)}$${text(await hashOf(password, salt, pepper))}`
}

/** Is it the password of this verifier? Takes as long for a verifier that is none of ours (null): nobody is known by it. */
export async function isPasswordOf(
  verifier: string | null,
  password: string,
  pepper?: Uint8Array,
): Promise<boolean> {
  const [salt, hash] = (verifier?.startsWith(HEAD) ? verifier.slice(HEAD.length).split('$') : []).map(part =>
    Buffer.from(part, 'base64'),
  )
  const known = salt?.length === 16 && hash?.length === LENGTH
  const found = await hashOf(password, known ? salt : Buffer.alloc(16), pepper)
  return timingSafeEqual(found, known ? hash : Buffer.alloc(LENGTH)) && known
}

const HEAD = '$argon2id$v=19$m=19456,t=2,p=1$'
const LENGTH = 32

function hashOf(password: string, salt: Uint8Array, pepper?: Uint8Array): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFC'))
  const secret = pepper ? { secret: pepper } : {}
  return promisify(argon2)('argon2id', {
    ...{ message, nonce: salt, ...secret, memory: 19_456, passes: 2, parallelism: 1, tagLength: LENGTH },
  })
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}
