import { createHash } from 'node:crypto'
import type { Receipt } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'

/**
 * A receipt as it lies beside its day: JSON that a person can read, whose last line, `seal`, is the SHA-256 of every octet
 * before that line. A flipped bit in the newest receipt, which no later day names yet, is seen by it.
 */
export function encodeReceipt(receipt: Receipt): string {
  const body = JSON.stringify(receipt, null, 1).replace(/\n\}$/, ',\n')
  return `${body} "seal": "${sha256(body)}"\n}\n`
}

/** The receipt, without its seal. Throws a fault when it is not one, or not as it was sealed. */
export function decodeReceipt(text: string): Receipt {
  const [, body = '', seal] = /^([\s\S]*,\n) "seal": "([0-9a-f]{64})"\n\}\n$/.exec(text) ?? []
  if (seal === undefined || sha256(body) !== seal) throw new Error('the receipt is not as it was sealed')
  const { seal: _, ...receipt } = JSON.parse(text)
  return receipt
}

/** SHA-256 of a text or of octets, in hex. */
export function sha256(content: string | Uint8Array): Sha256 {
  return createHash('sha256').update(content).digest('hex')
}
