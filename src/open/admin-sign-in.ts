import { type Admin, adminName } from '../domain/admin.ts'
import { type LoginThrottle, networkOf } from '../domain/login-throttle.ts'
import { Refusal } from '../domain/refusal.ts'
import { recoveryHash, stepOfCode } from '../formats/one-time-code.ts'
import { isPasswordOf } from '../formats/password-verifier.ts'
import type { Log } from '../log.ts'

/** What admins' sign-ins need of the outside. */
export interface AdminWorld {
  /** null while there is no ledger yet */
  ledger(): AdminLedger | null
  desk: AdminDesk
  throttle: LoginThrottle
  /** At most four passwords are hashed at once, and some wait; the end of the turn, or 'full'. */
  turn(): Promise<(() => void) | 'full' | 'gone'>
  /** milliseconds since 1970 */
  now(): number
  random(bytes: number): Uint8Array
  log: Log
}

export interface AdminLedger {
  admin(name: string): Promise<Admin | null>
  adminByLink(hash: string): Promise<Admin | null>
}

export interface AdminDesk {
  adminSecrets(name: string): Promise<Secrets | null>
  putAdminSecrets(given: Secrets): Promise<boolean>
  takeStep(name: string, epoch: number, step: number): Promise<boolean>
  takeRecovery(name: string, epoch: number, hash: string): Promise<boolean>
  pendingSecret(hash: string, secret: string, at: number, before: number): Promise<string>
  dropPending(hash: string): Promise<void>
  knowsNetwork(address: string, network: string): Promise<boolean>
  rememberNetwork(address: string, network: string, at: number): Promise<void>
}

export interface Secrets {
  name: string
  epoch: number
  verifier: string
  secret: string
  lastStep: number
  recovery: readonly string[]
}

/**
 * Who is this admin: name, password and a code of the app (or a recovery code), all at once, so that nobody learns which
 * of them was wrong; an unknown name takes as long. A code is good once. Refusals: 'sign-in-refused',
 * 'too-many-tries' {seconds}, 'busy'.
 */
export async function signInAdmin(
  world: AdminWorld,
  tried: { name: string; password: string; code: string; ip: string },
): Promise<Admin> {
  const { desk, throttle, now } = world
  const name = adminName(tried.name) ?? ''
  const network = networkOf(tried.ip)
  const key = `admin ${name}`
  const known = await desk.knowsNetwork(key, network)
  const admission = throttle.admit({ address: key, network, known })
  if (!admission.ok) throw tooMany(admission.waitSeconds)
  const admin = (await world.ledger()?.admin(name)) ?? null
  const kept = await desk.adminSecrets(name)
  const secrets = admin && kept?.epoch === admin.epoch ? kept : null
  const end = await world.turn()
  if (typeof end === 'string') {
    admission.settle('unanswered')
    throw busy()
  }
  const right = await isPasswordOf(secrets?.verifier ?? null, tried.password).finally(end)
  if (!admin || !secrets || !right || !(await isSecondFactor(world, secrets, tried.code))) {
    // A name that is none may be a password in the wrong field.
    world.log.warn('sign-in of an admin refused', { admin: admin?.name, ip: tried.ip })
    throw new Refusal('sign-in-refused', 'The name, the password or the code is not right.')
  }
  admission.settle('right')
  await desk.rememberNetwork(key, network, now())
  return admin
}

/**
 * Is it a code of this admin's app that was not used yet, or a recovery code? For what cannot be taken back, it is asked
 * for once more. Refusals: 'wrong-code', 'too-many-tries' {seconds}.
 */
export async function provesCode(world: AdminWorld, admin: Admin, code: string, ip: string): Promise<void> {
  const admission = world.throttle.admit({
    ...{ address: `admin code ${admin.name}`, network: networkOf(ip), known: true },
  })
  if (!admission.ok) throw tooMany(admission.waitSeconds)
  const secrets = await world.desk.adminSecrets(admin.name)
  if (secrets?.epoch !== admin.epoch || !(await isSecondFactor(world, secrets, code))) throw wrongCode()
  admission.settle('right')
}

export function wrongCode(): Refusal {
  return new Refusal('wrong-code', 'The code is not right, or was used already. Wait for the next one.')
}

async function isSecondFactor(
  { desk, now }: AdminWorld,
  { name, epoch, secret }: Secrets,
  code: string,
): Promise<boolean> {
  const step = stepOfCode(secret, code, now())
  return step === null ? desk.takeRecovery(name, epoch, recoveryHash(code)) : desk.takeStep(name, epoch, step)
}

export function tooMany(seconds: number): Refusal {
  return new Refusal(
    'too-many-tries',
    `There were too many wrong tries. Wait ${seconds} seconds, then try again.`,
    { seconds },
  )
}

export function busy(): Refusal {
  return new Refusal('busy', 'Too many people sign in at this moment. Try again in a few seconds.', {
    seconds: 5,
  })
}
