import type { Damage } from '../domain/damage.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'
import { withLease } from '../limits/lease.ts'
import { readDays } from './verify-days.ts'
import { messagesOf, type SampleWorld, tellAndHeal } from './verify-nightly.ts'
import type { StoredFiles } from './verify-pool.ts'

export interface Suspect {
  account: AccountId
  sha: Sha256
}

/** What looking at messages that readers met damaged needs of the outside. */
export interface SuspectWorld extends SampleWorld {
  ledger: SampleWorld['ledger'] & {
    suspectMessages(): Promise<Suspect[]>
    forgetSuspect(suspect: Suspect): Promise<void>
  }
}

/**
 * Reads the messages again that somebody met damaged: what is so is written down, told and healed as the nightly sample
 * does. An account that somebody works on waits for the next call.
 */
export async function lookAtSuspects(world: SuspectWorld, isOver: () => boolean): Promise<void> {
  const byAccount = Map.groupBy(await world.ledger.suspectMessages(), one => one.account)
  for (const [account, suspects] of byAccount) {
    if (isOver()) return
    try {
      await withLease(world, account, () => look(world, account, suspects))
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'busy') throw error
    }
  }
}

async function look(world: SuspectWorld, account: AccountId, suspects: readonly Suspect[]): Promise<void> {
  const { ledger } = world
  const files = world.stored(account)
  const points = await ledger.points(account)
  const shown = await readDays(files, points)
  const found: Damage[] = []
  for (const { sha } of suspects) found.push(...(await damagedNames(files, sha)))
  const lost = new Set(found.filter(({ what }) => what === 'message-lost').map(({ file }) => file))
  const places = await messagesOf(
    files,
    shown,
    found.map(one => ({ ...one, what: 'message-changed' as const })),
  )
  const damages = places.map(one => (lost.has(one.file) ? { ...one, what: 'message-lost' as const } : one))
  if (damages.length) await tellAndHeal(world, account, points, damages, false)
  for (const one of suspects) await ledger.forgetSuspect(one)
}

// One message may lie under several names (another date, very many links). A name that no day shows is nobody's loss.
async function damagedNames(files: StoredFiles, sha: Sha256): Promise<Damage[]> {
  const nowhere = { days: [], mailbox: null, folder: null, uid: null, detail: sha }
  const names = (await files.names(sha.slice(0, 2))).filter(name => name.startsWith(sha))
  const found: Damage[] = []
  for (const file of new Set([sha, ...names]))
    if ((await files.hashName(file))?.sha !== sha)
      found.push({ ...nowhere, what: names.includes(file) ? 'message-changed' : 'message-lost', file })
  return found
}
