import type { Account } from './account.ts'
import type { Plan } from './plan.ts'
import type { Run } from './point.ts'

/** Points an owner may take by hand on one day of the account's zone: each costs the mail server a whole look. */
export const MOST_BY_HAND = 12

/** Why an owner may not take a point now. */
export type NotByHand =
  | 'plan' // the account's plan leaves it to the nights
  | 'signed-out' // the mail server refused the password that is kept; signing in mends it
  | 'too-many' // enough for today

/**
 * May the owner take a point now? Null: yes. `runs` are the account's newest, at least those of `today`. The page asks
 * before it offers it, `serve` before it writes it down, and `work` before it does it.
 */
export function whyNotByHand(
  { plan, state }: { plan: Pick<Plan, 'byHand'>; state: Account['state'] },
  runs: readonly Pick<Run, 'trigger' | 'localDay'>[],
  today: string,
): NotByHand | null {
  if (!plan.byHand) return 'plan'
  if (state !== 'active') return 'signed-out'
  const taken = runs.filter(run => run.trigger === 'manual' && run.localDay === today)
  return taken.length >= MOST_BY_HAND ? 'too-many' : null
}
