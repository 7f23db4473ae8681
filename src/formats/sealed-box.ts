import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * A text only the holder of a private key can read: who seals needs the public key alone. X25519 with a fresh key a
 * box, HKDF-SHA256, AES-256-GCM. `purpose` is bound in (as additional data): a box moved to another account or use
 * does not open. The box is text, "yb1." and base64url of: key id (8), ephemeral key (32), nonce (12), ciphertext, tag (16).
 */
export function seal(publicKeyPem: string, text: string, purpose: string): string {
  const to = createPublicKey(publicKeyPem)
  const fresh = generateKeyPairSync('x25519')
  const ephemeral = rawKey(fresh.publicKey)
  const key = derive(diffieHellman({ privateKey: fresh.privateKey, publicKey: to }), ephemeral, rawKey(to))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const box = Buffer.concat([keyIdOf(to), ephemeral, nonce, body, cipher.getAuthTag()])
  return VERSION + box.toString('base64url')
}

/** The text of a box. Throws a fault when the key, the purpose or a single bit is another one. */
export function open(privateKeyPem: string, box: string, purpose: string): string {
  if (!box.startsWith(VERSION)) throw new Error('not a sealed box of a known version')
  const bytes = Buffer.from(box.slice(VERSION.length), 'base64url')
  const privateKey = createPrivateKey(privateKeyPem)
  const own = createPublicKey(privateKeyPem)
  if (bytes.length < 68 || !bytes.subarray(0, 8).equals(keyIdOf(own)))
    throw new Error('sealed box for another key')
  const ephemeral = bytes.subarray(8, 40)
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_X25519, ephemeral]),
    format: 'der',
    type: 'spki',
  })
  const key = derive(diffieHellman({ privateKey, publicKey }), ephemeral, rawKey(own))
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(40, 52), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(52, -16)), decipher.final()]).toString('utf8')
}

/** A new key pair, PEM (SPKI and PKCS 8). */
export function newKeyPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** The id of the key a box was sealed for, 16 hex digits: which boxes wait for a rotation. */
export function keyIdOfBox(box: string): string {
  return Buffer.from(box.slice(VERSION.length), 'base64url').subarray(0, 8).toString('hex')
}

/** The id of a key, public or private, PEM: that of the boxes sealed for it. Throws a fault when it is no X25519 key. */
export function keyId(pem: string): string {
  return keyIdOf(createPublicKey(pem)).toString('hex')
}

/** The public half of a private key, PEM. */
export function publicHalf(privateKeyPem: string): string {
  return createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString()
}

/** The purpose under which an account's mail password is sealed; bound to the address, which the account id follows from. */
export function passwordPurpose(address: string): string {
  return `yestermail mail password of ${address}`
}

/** The same for an OAuth 2 refresh token: one does not open as the other. */
export function refreshTokenPurpose(address: string): string {
  return `yestermail refresh token of ${address}`
}

const VERSION = 'yb1.'
// RFC 8410 4: what stands before the 32 octets of an X25519 key in a SubjectPublicKeyInfo.
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex')

function rawKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'x25519') throw new Error('not an X25519 key')
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
}

function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(rawKey(publicKey)).digest().subarray(0, 8)
}

// Both public keys go into the derivation, so that a box is bound to who it is for (as in RFC 9180 4.1).
function derive(shared: Buffer, ephemeral: Buffer, to: Buffer): Buffer {
  return Buffer.from(
    hkdfSync('sha256', shared, Buffer.concat([ephemeral, to]), 'yestermail sealed box 1', 32),
  )
}
