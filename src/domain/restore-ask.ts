import type { Language } from './language.ts'
import type { AccountId } from './point.ts'
import type { Actor, RequestId, RestoreWish } from './restore.ts'

/** What the web writes down about restores; `work` checks role, domain, policy and deadline again before it acts. */
export type RestoreAsk =
  | {
      kind: 'restore-plan'
      id: RequestId
      account: AccountId
      wish: RestoreWish
      by: Actor
      language: Language
      at: number
    }
  /** a planned draft becomes a request */
  | { kind: 'restore-file'; id: RequestId; account: AccountId; by: Actor; note: string | null; at: number }
  | { kind: 'restore-withdraw'; id: RequestId; account: AccountId; by: Actor; at: number }
  | {
      kind: 'restore-decide'
      id: RequestId
      account: AccountId
      by: Actor
      decision: 'confirm' | 'reject'
      reason: string | null
      at: number
    }
  /** stop one that runs, between two messages */
  | { kind: 'restore-cancel'; id: RequestId; account: AccountId; by: Actor; at: number }
  | { kind: 'restore-undo'; id: RequestId; account: AccountId; by: Actor; at: number }
