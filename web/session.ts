import { signal } from '@preact/signals'
import type { Me, SignedIn } from '../src/http/wire.ts'
import { askFailedAgain, forgetAll } from './loaded.ts'
import { ask, signedOut, welcome } from './server.ts'

/** Who is signed in. undefined: not asked yet; null: nobody. */
export const me = signal<SignedIn | null | undefined>(undefined)

/** Asks the server who we are. */
export async function whoAmI(): Promise<void> {
  const answer = await ask<Me>('/api/me')
  if (answer.signedIn) signedInAs(answer)
  else if (me.value) signedOut.value = true
  else me.value = null
}

/** Nothing of another person may be left behind, so the page begins anew; the same person's answers are still true. */
export function signedInAs(next: SignedIn): void {
  if (me.value && me.value.account !== next.account) {
    startAnew()
    return
  }
  welcome()
  comesIn = me.value === null
  me.value = next
  askFailedAgain()
}

let comesIn = false

/** Did somebody come in through the door just now? Said once: the focus, which was on its button, has to go somewhere. */
export function cameIn(): boolean {
  const did = comesIn
  comesIn = false
  return did
}

let farewell: () => Promise<void> = async () => {}

/** What is to be done before the session ends. */
export function whenSigningOut(does: () => Promise<void>): void {
  farewell = does
}

/** Ends the session here and on the server, and leaves nothing of the mailbox in this page. */
export async function signOut(): Promise<void> {
  await farewell()
  await ask('/api/sign-out', {}).catch(() => undefined)
  startAnew()
}

/** A page that comes back by Back as it was left may be another person's by now. */
export function watchReturn(): void {
  addEventListener('pageshow', event => {
    if (event.persisted) whoAmI().catch(() => undefined)
  })
}

// Emptied before it is left: browsers keep a page as it was, for Back.
function startAnew(): void {
  forgetAll()
  me.value = undefined
  location.assign('/')
}
