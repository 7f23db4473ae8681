import { isShortage } from '../domain/shortage.ts'

/** Null for a file that cannot be read, which is damage; throws the error again when it says nothing of the file. */
export function cannotRead(error: unknown): null {
  if (isShortage(error)) throw error
  return null
}
