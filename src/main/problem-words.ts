import type { Problem } from '../domain/point.ts'
import { texts } from '../letters/texts.ts'

const { values } = texts.en

/** Problems as the command line says them. */
export const problemWords: Record<Problem['code'], string> = {
  'folder-not-read': 'a folder could not be read',
  'folder-partial': 'a folder was read in part',
  'folder-name': 'a folder’s name cannot be trusted, so it was not opened',
  'message-gone': 'messages vanished while they were read',
  'message-refused': 'the mail server did not give out messages',
  'not-finished': 'not all is in yet; it goes on',
  'budget-spent': values['budget-spent'],
  throttled: values.throttled,
  'uids-reused': 'the mail server numbered a folder anew; it was read again',
  'server-lied': 'the mail server contradicted itself; what it sent is kept',
  interrupted: values.interrupted,
  'login-refused': values['login-refused'],
  'not-signed-in': values['not-signed-in'],
  'key-missing': values['key-missing'],
  'server-unreachable': values['server-unreachable'],
  disk: values.disk,
  fault: values.fault,
}

/** Of one problem; of a run that gave up after many broken connections it is known when it goes on: the server did answer. */
export function wordsOf({ code, until }: { code: Problem['code']; until?: number | undefined }): string {
  return code === 'server-unreachable' && until !== undefined
    ? 'the mail server broke the connection again and again'
    : problemWords[code]
}
