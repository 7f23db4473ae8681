import { signal } from '@preact/signals'
import type { AdminMe, AdminSignedIn } from '../../src/http/admin-wire.ts'
import { ask, welcome } from '../server.ts'

/** Who is signed in to the panel; null: nobody, undefined: not known yet. */
export const me = signal<AdminSignedIn | null | undefined>(undefined)

export async function whoAmI(): Promise<void> {
  const answer = await ask<AdminMe>('/api/admin/me')
  me.value = answer.signedIn ? answer : null
}

export function entered(who: AdminSignedIn): void {
  me.value = who
  welcome()
}

export async function signOut(): Promise<void> {
  await ask('/api/admin/sign-out', {})
  location.assign('/admin')
}
