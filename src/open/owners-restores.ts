import { askedDraft } from '../domain/asked-draft.ts'
import type { AuditEntry } from '../domain/audit.ts'
import type { AccountId } from '../domain/point.ts'
import type { RequestId, RestoreItem, RestoreRequest } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'
import {
  type ItemsWanted,
  isDraft,
  type OwnersRequest,
  type OwnersWish,
  type RestoreOffer,
  type RestoreReader,
} from '../domain/restore-reader.ts'

/** What reading an owner's restores needs of the outside: ledger, desk, the files of requests. */
export interface RestoreArchive {
  /** the admin whose link the person came in by */
  link?: string | undefined
  offer(account: AccountId): Promise<RestoreOffer>
  /** newest first */
  requests(account: AccountId): Promise<RestoreRequest[]>
  /** what was asked about restores of this account and nobody has taken up yet, in the order it was asked */
  waiting(account: AccountId): Promise<RestoreAsk[]>
  ask(ask: RestoreAsk): Promise<void>
  /** of the request's own file; nothing where there is none */
  items(
    account: AccountId,
    id: RequestId,
    wanted: ItemsWanted,
  ): Promise<{ items: RestoreItem[]; total: number }>
  audit(account: AccountId, limit: number): Promise<AuditEntry[]>
  /** when any worker last said that it is alive */
  heartbeat(): Promise<number>
  /** an id nobody can guess */
  newId(): RequestId
}

/** The restores of one account, as its owner sees them: an ask shows from the moment it is written down. */
export function ownersRestores(
  archive: RestoreArchive,
  { id: account, address, now }: { id: AccountId; address: string; now(): number },
): RestoreReader {
  const by = { kind: 'owner', ...(archive.link === undefined ? {} : { link: archive.link }) } as const
  const requests = async (): Promise<OwnersRequest[]> => {
    const [kept, waiting] = await Promise.all([archive.requests(account), archive.waiting(account)])
    // Another maker's draft is not the owner's business until it is filed.
    const own = kept.filter(one => one.by.kind === 'owner' || !isDraft(one))
    const asked = new Map(waiting.flatMap(ask => wishOf(ask) ?? []))
    const known = new Set(kept.map(one => one.id))
    const fresh: OwnersRequest[] = []
    for (const ask of waiting) {
      if (ask.kind !== 'restore-plan' || ask.by.kind !== 'owner' || known.has(ask.id)) continue
      const gone = asked.get(ask.id) === 'withdraw'
      if (!gone)
        fresh.push({ ...askedDraft(ask, address), asked: null, ...(await stuck(archive, ask.at, now())) })
    }
    return [...fresh.reverse(), ...own.map(one => ({ ...one, asked: asked.get(one.id) ?? stopping(one) }))]
  }
  return {
    requests,
    offer: () => archive.offer(account),
    audit: limit => archive.audit(account, limit),
    async items(id, wanted) {
      const isOwn = (await requests()).some(one => one.id === id && one.state !== 'planning')
      return isOwn ? archive.items(account, id, wanted) : { items: [], total: 0 }
    },
    async plan(wish, language) {
      const ask = {
        ...{ kind: 'restore-plan', id: archive.newId(), account, wish, by },
        ...{ language, at: now() },
      } satisfies RestoreAsk
      await archive.ask(ask)
      return { ...askedDraft(ask, address), asked: null }
    },
    async ask(id, wanted, note) {
      const base = { id, account, by, at: now() }
      await archive.ask(
        wanted === 'file' ? { kind: 'restore-file', ...base, note } : { kind: `restore-${wanted}`, ...base },
      )
    },
  }
}

function wishOf(ask: RestoreAsk): [[RequestId, OwnersWish]] | null {
  if (ask.by.kind !== 'owner') return null
  const wishes: Partial<Record<RestoreAsk['kind'], OwnersWish>> = {
    'restore-file': 'file',
    'restore-withdraw': 'withdraw',
    'restore-cancel': 'cancel',
    'restore-undo': 'undo',
  }
  const wish = wishes[ask.kind]
  return wish ? [[ask.id, wish]] : null
}

// It was taken up, and the message under way is still being sent.
function stopping({ state, cancelledBy }: RestoreRequest): OwnersWish | null {
  return cancelledBy !== null && (state === 'running' || state === 'confirmed') ? 'cancel' : null
}

// `work` looks at the desk three times a second: who waits for long waits for nobody.
async function stuck(
  { heartbeat }: RestoreArchive,
  askedAt: number,
  now: number,
): Promise<Partial<OwnersRequest>> {
  if (now - askedAt < PATIENCE_MS || now - (await heartbeat()) < SILENCE_MS) return {}
  return { state: 'unplannable', problem: 'no-worker' }
}

const PATIENCE_MS = 15_000
const SILENCE_MS = 2 * 60_000
