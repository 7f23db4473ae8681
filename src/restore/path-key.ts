import { isInbox } from '../domain/folder-roles.ts'

/** What is the same for all spellings of one folder's path: of INBOX any (RFC 3501 5.1), of others those of Unicode. */
export function pathKey(path: string): string {
  return isInbox(path) ? 'INBOX' : path.normalize('NFC')
}
