import type { Account } from '../domain/account.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { type Actor, DRAFT_MS, type RestoreRequest } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'
import { cancelRequest, decideRequest, undoRequest, withdrawRequest } from './decide-request.ts'
import { fileRequest } from './file-request.ts'
import { lackingPoint, noPoint } from './lacking-point.ts'
import { readRestoreAsk } from './read-restore-ask.ts'
import type { RequestsWorld } from './requests-world.ts'

const DAY = 86_400_000
/** Drafts of one account by one person; a new one takes the place of the oldest. */
const MOST_DRAFTS = 5
/** Milliseconds that a request, and what became of each message, is remembered after its end. */
const REMEMBERED = 90 * DAY

/**
 * Takes up what the web wrote down about restores. False when it is refused: the web is not believed, only heard, and
 * has no shell on this machine.
 */
export async function takeRestoreAsk(world: RequestsWorld, written: unknown): Promise<boolean> {
  const ask = readRestoreAsk(written)
  if (!ask || ask.by.kind === 'operator') return false
  try {
    await doRestoreAsk(world, ask)
    return true
  } catch (error) {
    if (!isRefusal(error)) throw error
    world.log.warn('restore refused', { request: ask.id, account: ask.account, code: error.code })
    return false
  }
}

/**
 * Does what was asked, or throws a Refusal that says why not: 'no-request', 'no-right', and what the step itself says.
 * Who is asking is checked against the ledger, each time.
 */
export async function doRestoreAsk(world: RequestsWorld, ask: RestoreAsk): Promise<void> {
  const account = await world.ledger.account(ask.account)
  if (!account) throw noRequest()
  await mustBeAllowed(world, account, ask.by)
  if (ask.kind === 'restore-plan') return draft(world, account, ask)
  const request = await world.ledger.request(ask.id)
  if (!request || request.account !== account.id) throw noRequest()
  switch (ask.kind) {
    case 'restore-file':
      mustBeTheirs(request, ask.by)
      return fileRequest(world, account, request, ask)
    case 'restore-withdraw':
      mustBeTheirs(request, ask.by)
      return withdrawRequest(world, request, ask.by)
    case 'restore-decide':
      return decideRequest(world, request, ask)
    case 'restore-cancel':
      return cancelRequest(world, request, ask.by)
    case 'restore-undo':
      return undoRequest(world, request, ask.by)
  }
}

/** Drafts that nobody filed and requests that ended long ago, with their files. */
export async function forgetOld({ ledger, restoring, now }: RequestsWorld): Promise<void> {
  const before = { drafts: now() - DRAFT_MS, most: MOST_DRAFTS, ended: now() - REMEMBERED }
  for (const { account, id } of await ledger.forgetRequests(before)) await restoring.forget(account, id)
}

async function draft(
  world: RequestsWorld,
  account: Account,
  { id, wish, by, language }: Extract<RestoreAsk, { kind: 'restore-plan' }>,
): Promise<void> {
  const { ledger, now } = world
  const points = [...new Set(wish.what.map(one => one.point))].sort((a, b) => a - b)
  const lacking = lackingPoint(wish, await ledger.points(account.id))
  if (lacking !== null) throw noPoint(account.address, lacking)
  const added = await ledger.addRequest({
    id,
    account: account.id,
    wish,
    points,
    by,
    language,
    madeAt: now(),
  })
  const before = added ? null : await ledger.request(id)
  if (before && before.account !== account.id) throw noRequest()
  await forgetOld(world)
}

// The owner is whoever `serve` let in; that the request is theirs is asked of each request.
async function mustBeAllowed({ ledger }: RequestsWorld, { domain }: Account, by: Actor): Promise<void> {
  if (by.kind !== 'admin') return
  const deciders = await ledger.deciders(domain)
  if (!deciders.some(one => one.name === by.name))
    throw new Refusal('no-right', `${by.name} is not an admin of ${domain}.`)
}

// A draft of an admin is not the owner's to file, nor the other way round.
function mustBeTheirs(request: RestoreRequest, by: Actor): void {
  const same =
    by.kind === request.by.kind &&
    (by.kind !== 'admin' || (request.by.kind === 'admin' && by.name === request.by.name))
  if (!same) throw noRequest()
}

function noRequest(): Refusal {
  return new Refusal('no-request', 'There is no such request of this account.')
}
