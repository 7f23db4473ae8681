import { type Admin, LINK_MS } from '../domain/admin.ts'
import { networkOf } from '../domain/login-throttle.ts'
import { Refusal } from '../domain/refusal.ts'
import { newCodeSecret, newRecoveryCodes, recoveryHash, stepOfCode } from '../formats/one-time-code.ts'
import { passwordVerifier } from '../formats/password-verifier.ts'
import { sha256Of } from '../formats/sha256.ts'
import { type AdminWorld, wrongCode } from './admin-sign-in.ts'

/** Who a one-time link is for, and the secret their app is to be given. Refusal 'link-over'. */
export async function welcome(world: AdminWorld, token: string): Promise<{ admin: Admin; secret: string }> {
  const { hash, admin } = await linked(world, token)
  const at = world.now()
  const secret = await world.desk.pendingSecret(hash, newCodeSecret(world.random), at, at - LINK_MS)
  return { admin, secret }
}

/**
 * The link's end: password and second factor are set, and the recovery codes said once. Refusals: 'link-over',
 * 'weak-password', 'wrong-code', 'too-many-tries' {seconds}, 'busy'.
 */
export async function welcomeDone(
  world: AdminWorld,
  given: { token: string; password: string; code: string; ip: string },
): Promise<{ admin: Admin; recovery: string[] }> {
  const { desk, now, random } = world
  const { hash, admin } = await linked(world, given.token)
  const weak = whyWeak(given.password, admin.name)
  if (weak) throw weak
  const address = `admin link ${admin.name}`
  const admission = world.throttle.admit({ address, network: networkOf(given.ip), known: true })
  if (!admission.ok)
    throw new Refusal('too-many-tries', `Wait ${admission.waitSeconds} seconds, then try again.`, {
      seconds: admission.waitSeconds,
    })
  const { secret } = await welcome(world, given.token)
  const lastStep = stepOfCode(secret, given.code, now())
  if (lastStep === null) throw wrongCode()
  admission.settle('right')
  const end = await world.turn()
  if (typeof end === 'string') throw new Refusal('busy', 'Try again in a few seconds.', { seconds: 5 })
  const verifier = await passwordVerifier(given.password, random).finally(end)
  const recovery = newRecoveryCodes(random)
  const { name, epoch } = admin
  const hashes = recovery.map(recoveryHash)
  const first = await desk.putAdminSecrets({ name, epoch, verifier, secret, lastStep, recovery: hashes })
  if (!first) throw linkOver()
  await desk.dropPending(hash)
  return { admin, recovery }
}

/** Long is what counts; the name in it is what everybody tries first. Null: it is none of the weak ones. */
export function whyWeak(password: string, name: string): Refusal | null {
  const length = [...password].length
  const alike = new Set(password.toLowerCase()).size < 5 || password.toLowerCase().includes(name)
  return length >= 12 && password.length <= 1000 && !alike
    ? null
    : new Refusal(
        'weak-password',
        'Choose a longer password: 12 characters or more, five of them different, without your name.',
      )
}

async function linked(world: AdminWorld, token: string): Promise<{ hash: string; admin: Admin }> {
  const hash = sha256Of(Buffer.from(token))
  const admin = /^[\w-]{43}$/.test(token) ? await world.ledger()?.adminByLink(hash) : null
  if (!admin || admin.linkUntil === null || admin.linkUntil <= world.now()) throw linkOver()
  const kept = await world.desk.adminSecrets(admin.name)
  if (kept && kept.epoch >= admin.epoch) throw linkOver()
  return { hash, admin }
}

function linkOver(): Refusal {
  return new Refusal(
    'link-over',
    'This link was used already, is too old, or was replaced. Ask for a new one: yestermail admin link NAME',
  )
}
