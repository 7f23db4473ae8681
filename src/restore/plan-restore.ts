import type { Account } from '../domain/account.ts'
import { isDelegated } from '../domain/mail-server.ts'
import type { AccountId, Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId, RestorePlan, RestoreRequest, RestoreWish } from '../domain/restore.ts'
import type { RestoreIndex } from '../domain/restore-index.ts'
import { isOpenRequest } from '../domain/restore-reader.ts'
import { compareLive } from '../presence/compare-live.ts'
import { type Looked, lookLive } from '../presence/look-live.ts'
import { openDoubts } from './doubts.ts'
import { whatIsMissing } from './missing-copies.ts'
import { liveFolders } from './plan-folders.ts'
import { planItems } from './plan-items.ts'
import { planTargets } from './plan-targets.ts'
import type { PlanWorld, RestoreMailbox } from './plan-world.ts'
import { wishedCopies } from './wished-copies.ts'

/** A look that is compared with folders that were filled anew takes its time; milliseconds. */
const LONGEST_MS = 300_000
/** Arrivals that are looked at: of a mailbox that was made anew, all. */
const MOST_ARRIVED = 500_000

/**
 * The dry run of a restore: compares the live mailbox with what is wished for, writes the request's file (one item a
 * wished message) and resolves with its totals. Nothing in the mailbox changes. Refusals: 'not-found' (no such account,
 * point, folder or message, or nothing in it), 'no-backup', 'bad-folder-name', and those of a look at the live mailbox
 * (presence/look-live.ts): 'login-refused', 'server-unreachable', 'throttled', 'budget-spent', 'too-slow', 'key-missing',
 * 'interrupted' when `world.stopped` says so. A file that was there stays until the new one replaces it.
 */
export async function planRestore(
  world: PlanWorld,
  { id, account: of, wish, language }: Pick<RestoreRequest, 'id' | 'account' | 'wish' | 'language'>,
): Promise<RestorePlan> {
  const account = await world.ledger.account(of)
  if (!account) throw new Refusal('not-found', 'There is no such account.')
  const points = await world.ledger.points(of)
  const index = account.build === null ? null : world.openIndex(of, account.build)
  if (!index) throw new Refusal('no-backup', 'There is no backup to restore from.')
  try {
    const wished = await wishedCopies(index, wish.what, points)
    const look = { longest: LONGEST_MS, ...world }
    return await lookLive(look, account, { at: world.now(), stopped: world.stopped }, looked =>
      compared(world, { account, points, index, id, wish, language, wished }, looked),
    )
  } finally {
    index.close()
  }
}

interface Planning extends Pick<RestoreRequest, 'id' | 'language'> {
  account: Account
  points: readonly Point[]
  index: RestoreIndex
  wish: RestoreWish
  wished: Awaited<ReturnType<typeof wishedCopies>>
}

async function compared(
  world: PlanWorld,
  planning: Planning,
  looked: Looked<RestoreMailbox>,
): Promise<RestorePlan> {
  const { account, points, index, id, wish, language, wished } = planning
  const { guarded } = looked
  const listed = await guarded.folders()
  // Which folders there are is asked once.
  const mailbox = { ...guarded, folders: async () => listed }
  const [newest] = points
  const receipt = newest && (await world.receipt(account.id, newest.dir))
  const { build } = account
  if (!receipt || build === null) throw new Refusal('no-backup', 'There is no backup to compare with.')
  const check = await compareLive(
    {
      mailbox,
      uids: state => world.uids(account.id, build, state),
      enough: looked.enough,
      mostArrived: MOST_ARRIVED,
    },
    receipt,
    // What is in Junk is told, whether or not the plan backs it up.
    { junk: true, shared: world.planOf(account).shared },
  )
  const comparedAt = world.now()
  if (!index.compare({ points, check: { comparedAt, ...check }, leftOut: check.leftOut }))
    throw new Refusal('no-backup', 'There is no backup to compare with.')
  const live = liveFolders(listed, check, looked.mailbox.abilities.namespace())
  const promised = wish.target.kind === 'beside' ? await promisedFolders(world, account.id, id) : []
  const targets = planTargets(live, wished, { target: wish.target, language, promised })
  const server = world.servers.get(account.domain)
  const doubts = openDoubts(mailbox, live)
  const found = await whatIsMissing(index, wished.copies, { live, targets, wish, doubts })
  const lost = await world.lost(account.id)
  const items = world.newItems(account.id, id)
  try {
    const plan = await planItems({
      index,
      wished,
      targets,
      found,
      live,
      lost,
      items,
      wish,
      abilities: looked.mailbox.abilities,
      isWriting: server !== undefined && !isDelegated(server),
    })
    await items.seal()
    return { comparedAt, ...plan }
  } catch (error) {
    items.discard()
    throw error
  }
}

// The dated folders of requests that wait for a decision, or are under way: each has its own.
async function promisedFolders({ ledger }: PlanWorld, account: AccountId, id: RequestId): Promise<string[]> {
  const others = (await ledger.requests(account)).filter(one => one.id !== id && isOpenRequest(one))
  return others.flatMap(({ plan }) => plan?.beside ?? [])
}
