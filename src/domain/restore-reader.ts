import type { AuditEntry } from './audit.ts'
import type { Language } from './language.ts'
import type { ItemState, RequestId, RestoreItem, RestoreRequest, RestoreWish } from './restore.ts'
import type { EffectivePolicy } from './restore-policy.ts'

/** What an owner sees of putting mail back, and may ask for. It cannot reach another account. */
export interface RestoreReader {
  offer(): Promise<RestoreOffer>
  /** newest first; the owner's drafts, and what `work` has not taken up yet, are among them */
  requests(): Promise<OwnersRequest[]>
  /** messages of a request of this account, by rising number; none while it is not planned */
  items(id: RequestId, wanted: ItemsWanted): Promise<{ items: RestoreItem[]; total: number }>
  /** writes down that a dry run is wanted */
  plan(wish: RestoreWish, language: Language): Promise<OwnersRequest>
  /** writes down what the owner wants to become of a request; `work` checks it again */
  ask(id: RequestId, wanted: OwnersWish, note: string | null): Promise<void>
  /** who looked at this account or did something with it, newest first */
  audit(limit: number): Promise<AuditEntry[]>
}

export type OwnersWish = 'file' | 'withdraw' | 'cancel' | 'undo'

export interface ItemsWanted {
  /** null: all */
  states: readonly ItemState[] | null
  position: number
  limit: number
  /** only these numbers */
  numbers?: readonly number[]
}

/** Who decides about restores of this account, and what they cost; `why` nobody does where it is 'off'. */
export type RestoreOffer = EffectivePolicy & {
  /** mail can be sent from here, so the owner is told how it goes on */
  byMail: boolean
}

export interface OwnersRequest extends RestoreRequest {
  /** what the owner asked for and `work` has not taken up yet */
  asked: OwnersWish | null
}

/** What is still the maker's own: nobody was asked yet. */
export function isDraft({ state }: Pick<RestoreRequest, 'state'>): boolean {
  return state === 'planning' || state === 'planned' || state === 'unplannable'
}

/** Is anything still to happen with it by itself or by a decision? */
export function isOpenRequest({ state }: Pick<RestoreRequest, 'state'>): boolean {
  return state === 'waiting' || state === 'confirmed' || state === 'running' || state === 'undoing'
}
