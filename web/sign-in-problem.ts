import type { Trouble } from './server.ts'
import { words } from './words.ts'

/** The sentence for a refused sign-in. Wrong address and wrong password are one text on purpose. */
export function signInProblem(trouble: Trouble): string {
  const texts = words.signIn.problem
  const seconds = Number(trouble.params?.seconds)
  switch (trouble.code) {
    case 'sign-in-refused':
      return texts.wrong
    case 'app-password-needed':
      return texts.appPassword(String(trouble.params?.domain ?? ''))
    case 'server-unreachable':
      return texts.unreachable
    case 'too-many-tries':
      return seconds > 0 ? texts.slow(seconds) : texts.slowPlain
    case 'not-enrolled':
      return texts.notEnrolled
    case 'worker-not-running':
      return texts.noWorker
    case 'offline':
      return texts.offline
    default:
      return texts.other(trouble.message)
  }
}
