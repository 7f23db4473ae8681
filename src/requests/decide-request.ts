import { Refusal } from '../domain/refusal.ts'
import type { Actor, RequestState, RestoreRequest } from '../domain/restore.ts'
import { PIN_AFTER } from '../domain/restore-policy.ts'
import { entryOf } from './entry-of.ts'
import type { RequestsWorld } from './requests-world.ts'
import { lettersTo } from './told-by-mail.ts'

const ENDED: readonly RequestState[] = ['done', 'partial', 'cancelled']

/**
 * An admin's yes or no, once: of two who decide at the same time one wins. Throws Refusal 'no-right', 'no-reason',
 * 'decided' (somebody else was quicker; the sentence says who), 'expired', 'not-open'.
 */
export async function decideRequest(
  world: RequestsWorld,
  request: RestoreRequest,
  { by, decision, reason }: { by: Actor; decision: 'confirm' | 'reject'; reason: string | null },
): Promise<void> {
  const { ledger, now } = world
  if (by.kind === 'owner')
    throw new Refusal('no-right', 'Only an admin of the mail domain decides about this request.')
  if (decision === 'reject' && reason === null)
    throw new Refusal('no-reason', 'Say why, in a sentence: the owner of the mailbox is told.')
  const at = now()
  const state = decision === 'confirm' ? ('confirmed' as const) : ('rejected' as const)
  const decided = { ...request, state, decidedAt: at, decidedBy: by, reason }
  const done = await ledger.changeRequest({
    id: request.id,
    from: ['waiting'],
    decideBefore: at,
    set: { state, decidedAt: at, decidedBy: by, reason },
    audit: entryOf(request, state, by, at),
    letters: { at, list: await lettersTo(world, decided, state, ['owner', 'decider']) },
    pinUntil: decision === 'confirm' ? at + 7 * PIN_AFTER : null,
  })
  if (!done) throw await whyUndecided(world, request)
}

/** The owner takes a request back before anybody decided; a draft is forgotten. Throws Refusal 'decided' or 'not-open'. */
export async function withdrawRequest(
  world: RequestsWorld,
  request: RestoreRequest,
  by: Actor,
): Promise<void> {
  const { ledger, restoring, now } = world
  if (await ledger.dropDraft(request.id)) return restoring.forget(request.account, request.id)
  const at = now()
  // Who was asked to decide need not look any more.
  const list = await lettersTo(world, { ...request, state: 'withdrawn' }, 'withdrawn', ['admins'])
  const done = await ledger.changeRequest({
    id: request.id,
    from: ['waiting'],
    set: { state: 'withdrawn', endedAt: at },
    audit: entryOf(request, 'withdrawn', by, at),
    letters: { at, list },
    pinUntil: null,
  })
  if (!done) throw await whyUndecided(world, request)
}

/** Stops one that runs, between two messages, or one that has not begun. Throws Refusal 'not-running'. */
export async function cancelRequest(
  { ledger, now }: RequestsWorld,
  request: RestoreRequest,
  by: Actor,
): Promise<void> {
  const at = now()
  const audit = entryOf(request, 'cancel-asked', by, at)
  // Whoever works on it, or takes it up next, sees it and ends it.
  const done = await ledger.changeRequest({
    id: request.id,
    from: ['confirmed', 'running'],
    set: { cancelledBy: by, nextAt: null },
    audit,
  })
  if (!done) throw new Refusal('not-running', 'This restore is not under way, so it cannot be stopped.')
}

/** What it added is to be removed again. Throws Refusal 'no-undo'. */
export async function undoRequest(
  { ledger, now }: RequestsWorld,
  request: RestoreRequest,
  by: Actor,
): Promise<void> {
  const at = now()
  const done = await ledger.changeRequest({
    id: request.id,
    from: ENDED,
    undoBefore: at,
    set: { state: 'undoing', nextAt: null, tries: 0, faults: 0, problem: null },
    audit: entryOf(request, 'undo-asked', by, at),
  })
  if (!done)
    throw new Refusal('no-undo', 'This restore cannot be undone: it is not offered, or its time is over.')
}

/** Those that waited too long: nobody decides about them any more, and everybody is told. */
export async function expireRequests(world: RequestsWorld): Promise<void> {
  const { ledger, now } = world
  for (const id of await ledger.overdueRequests(now())) {
    const request = await ledger.request(id)
    if (!request) continue
    const at = now()
    const list = await lettersTo(world, { ...request, state: 'expired' }, 'expired', ['owner', 'admins'])
    await ledger.changeRequest({
      id,
      from: ['waiting'],
      set: { state: 'expired', endedAt: at },
      audit: entryOf(request, 'expired', { kind: 'worker' }, at),
      letters: { at, list },
      pinUntil: null,
    })
  }
}

async function whyUndecided({ ledger }: RequestsWorld, { id }: RestoreRequest): Promise<Refusal> {
  const request = await ledger.request(id)
  if (!request || request.state === 'expired' || request.state === 'waiting')
    return new Refusal('expired', 'The time in which this request could be decided is over.')
  const { decidedBy } = request
  if (decidedBy === null)
    return new Refusal('not-open', `This request does not wait for a decision (it is ${request.state}).`)
  const who = decidedBy.kind === 'admin' ? decidedBy.name : decidedBy.kind
  return new Refusal('decided', `This request was decided before, by ${who} (it is ${request.state}).`, {
    who,
  })
}
