import type { Admin } from '../domain/admin.ts'
import type { AdminAsk } from '../domain/admin-ask.ts'
import { networkOf } from '../domain/login-throttle.ts'
import { Refusal } from '../domain/refusal.ts'
import { isPasswordOf, passwordVerifier } from '../formats/password-verifier.ts'
import { type AdminWorld, busy, tooMany } from './admin-sign-in.ts'
import { whyWeak } from './admin-welcome.ts'

export interface PasswordDesk {
  /**
   * Another verifier in place of `was`, the end of all sessions but `keep`, and what is to be written down of it: all or
   * nothing. False when `was` is not the present one (any more).
   */
  changeAdminPassword(change: PasswordChange): Promise<boolean>
}

export interface PasswordChange {
  name: string
  epoch: number
  was: string
  verifier: string
  /** hash of the session that stays */
  keep: Uint8Array
  ask: AdminAsk
}

/**
 * An admin chooses another password and says the one of before; whoever else is signed in with that is out. Refusals:
 * 'weak-password', 'wrong-password', 'too-many-tries' {seconds}, 'busy'.
 */
export async function changePassword(
  world: AdminWorld & { desk: PasswordDesk },
  { name, epoch }: Admin,
  given: { password: string; next: string; session: Uint8Array; ip: string },
): Promise<void> {
  const { desk, now, random, throttle } = world
  const weak = whyWeak(given.next, name)
  if (weak) throw weak
  const address = `admin password ${name}`
  const admission = throttle.admit({ address, network: networkOf(given.ip), known: true })
  if (!admission.ok) throw tooMany(admission.waitSeconds)
  const kept = await desk.adminSecrets(name)
  const was = kept?.epoch === epoch ? kept.verifier : null
  const end = await world.turn()
  if (typeof end === 'string') {
    admission.settle('unanswered')
    throw busy()
  }
  try {
    if (was === null || !(await isPasswordOf(was, given.password))) throw wrongPassword()
    admission.settle('right')
    const verifier = await passwordVerifier(given.next, random)
    const ask = { kind: 'admin', act: 'password', by: name, at: now() } as const
    const done = await desk.changeAdminPassword({ name, epoch, was, verifier, keep: given.session, ask })
    if (!done) throw wrongPassword()
  } finally {
    end()
  }
}

function wrongPassword(): Refusal {
  return new Refusal('wrong-password', 'The password of before is not right, so it stays as it is.')
}
