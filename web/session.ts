import { signal } from '@preact/signals'
import type { Me, SignedIn } from '../src/http/wire.ts'
import { forgetAll, forgetFailures } from './loaded.ts'
import { ask, signedOut } from './server.ts'

/** Who is signed in. undefined: not asked yet; null: nobody. */
export const me = signal<SignedIn | null | undefined>(undefined)

/** Asks the server who we are. */
export async function whoAmI(): Promise<void> {
  const answer = await ask<Me>('/api/me')
  if (answer.signedIn) signedInAs(answer)
  else if (me.value) signedOut.value = true
  else me.value = null
}

/** Another person's answers must not be left behind; the same person's are still true. */
export function signedInAs(next: SignedIn): void {
  if (me.value?.account !== next.account) forgetAll()
  else forgetFailures()
  me.value = next
  signedOut.value = false
}

/** Ends the session here and on the server, and leaves nothing of the mailbox in this page. */
export async function signOut(): Promise<void> {
  await ask('/api/sign-out', {}).catch(() => undefined)
  location.assign('/')
}
