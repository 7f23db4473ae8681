import { createHash } from 'node:crypto'
import type { Sha256 } from '../domain/message.ts'

export function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex')
}
