import type { Account } from '../domain/account.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestChange } from '../domain/request-change.ts'
import { type Actor, DRAFT_MS, type RestoreRequest } from '../domain/restore.ts'
import { decideUntil, type EffectivePolicy, PIN_AFTER, policyOf } from '../domain/restore-policy.ts'
import { entryOf } from './entry-of.ts'
import { lackingPoint, noPoint } from './lacking-point.ts'
import type { RequestsWorld } from './requests-world.ts'
import { lettersTo } from './told-by-mail.ts'

const HOUR = 3_600_000
/** Of one account; each is a letter to every admin of its domain. */
const MOST_WAITING = 10

/**
 * A draft becomes a request, with exactly the plan that was shown: it waits for the domain's admins, or is confirmed at
 * once where nobody is asked or an admin asks. Throws Refusal 'not-planned', 'plan-stale', 'nothing-to-restore',
 * 'restore-off', 'restore-limit', 'no-point' (a backup went meanwhile); the draft then says so too.
 */
export async function fileRequest(
  world: RequestsWorld,
  account: Account,
  request: RestoreRequest,
  { by, note }: { by: Actor; note: string | null },
): Promise<void> {
  const { ledger, now } = world
  const at = now()
  const server = world.servers.get(account.domain)
  const deciders = await ledger.deciders(account.domain)
  const policy = server ? policyOf(server, deciders.length > 0) : { ...OFF, why: 'no-credential' as const }
  const why = whyNot(request, policy, account, at)
  if (why) {
    await ledger.changeRequest({ id: request.id, from: ['planned'], set: { problem: why.code } })
    throw why
  }
  // Letters and log say its number.
  const number = await ledger.giveNumber(request.id)
  const filed = { ...request, number, filedAt: at, note, price: policy.price, problem: null }
  const step: RequestChange =
    by.kind === 'owner' && policy.decide === 'admin'
      ? await asking(world, account, filed, by, policy, at)
      : await deciding(world, filed, by, policy, at)
  if (await ledger.changeRequest(step)) return
  await ledger.takeNumberBack(request.id)
  const met = await whyNotFiled(world, account, request, policy, step)
  await ledger.changeRequest({ id: request.id, from: ['planned'], set: { problem: met.code } })
  throw met
}

const OFF = { decide: 'off', decideWithin: 0, price: null, most: 0, mostWithin: 0, undoWithin: 0 } as const

function whyNot(
  { state, plan }: RestoreRequest,
  policy: EffectivePolicy,
  account: Account,
  at: number,
): Refusal | null {
  if (state !== 'planned' || plan === null) return notPlanned()
  if (policy.decide === 'off')
    return policy.why === 'policy'
      ? new Refusal('restore-off', `Restores are switched off for ${account.domain}.`)
      : new Refusal(
          'restore-off',
          `Nothing can be put back for ${account.domain}: no credential that may add mail is configured (restore.master).`,
        )
  // A clock that was set back makes nothing fresh.
  if (Math.abs(at - plan.comparedAt) >= DRAFT_MS)
    return new Refusal('plan-stale', 'The mailbox was compared too long ago; compare it again.')
  return plan.add > 0
    ? null
    : new Refusal('nothing-to-restore', 'Nothing of it is missing, so there is nothing to put back.')
}

async function whyNotFiled(
  { ledger }: RequestsWorld,
  { id: account, address }: Account,
  { id, wish }: RestoreRequest,
  { most, mostWithin }: EffectivePolicy,
  { waitingLess }: RequestChange,
): Promise<Refusal> {
  const present = await ledger.request(id)
  if (present?.state !== 'planned') return notPlanned()
  const lacking = lackingPoint(wish, await ledger.points(account))
  if (lacking !== null) return noPoint(address, lacking)
  return waitingLess === undefined
    ? new Refusal(
        'restore-limit',
        `${address} has had ${most} restores in ${mostWithin / HOUR} hours, which is all that is allowed; try again later.`,
        { most, hours: mostWithin / HOUR },
      )
    : new Refusal(
        'restore-limit',
        `${MOST_WAITING} requests of ${address} wait for a decision already; wait for it, or withdraw one.`,
        { most: MOST_WAITING },
      )
}

function notPlanned(): Refusal {
  return new Refusal('not-planned', 'This is not a request that was compared and waits to be sent.')
}

async function asking(
  world: RequestsWorld,
  account: Account,
  request: RestoreRequest,
  by: Actor,
  policy: EffectivePolicy,
  at: number,
): Promise<RequestChange> {
  const wanted = new Set(request.wish.what.map(one => one.point))
  const points = (await world.ledger.points(account.id)).filter(point => wanted.has(point.number))
  const until = decideUntil(policy, at, Math.min(...points.map(point => point.keptUntil)))
  const waiting = { ...request, state: 'waiting' as const, decideUntil: until }
  return {
    id: request.id,
    from: ['planned'],
    needsPoints: true,
    waitingLess: MOST_WAITING,
    set: {
      ...{ state: 'waiting', problem: null, filedAt: at, decideUntil: until },
      ...{ note: request.note, price: request.price },
    },
    audit: entryOf(request, 'filed', by, at, figures(request)),
    letters: { at, list: await lettersTo(world, waiting, 'filed', ['admins']) },
    pinUntil: until + PIN_AFTER,
  }
}

async function deciding(
  world: RequestsWorld,
  request: RestoreRequest,
  by: Actor,
  policy: EffectivePolicy,
  at: number,
): Promise<RequestChange> {
  const own = by.kind === 'owner'
  return {
    id: request.id,
    from: ['planned'],
    needsPoints: true,
    ...(own ? { atMost: { most: policy.most, since: at - policy.mostWithin } } : {}),
    set: {
      ...{ state: 'confirmed', problem: null, filedAt: at, decidedAt: at, decidedBy: by },
      ...{ note: request.note, price: request.price },
    },
    audit: entryOf(request, own ? 'filed-by-owner' : 'filed-by-admin', by, at, figures(request)),
    letters: {
      at,
      list: own ? [] : await lettersTo(world, { ...request, decidedBy: by }, 'for-you', ['owner']),
    },
    pinUntil: at + 7 * 24 * HOUR,
  }
}

function figures({ plan }: RestoreRequest): Record<string, number> {
  return { add: plan?.add ?? 0, bytes: plan?.bytes ?? 0 }
}
