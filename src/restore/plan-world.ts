import type { Account } from '../domain/account.ts'
import type { Receipt, StateHeader } from '../domain/folder-state.ts'
import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { RequestId, RestoreRequest } from '../domain/restore.ts'
import type { RestoreAbilities } from '../domain/restore-abilities.ts'
import type { NewRestoreFile } from '../domain/restore-file.ts'
import type { RestoreIndex } from '../domain/restore-index.ts'
import type { TrafficLedger } from '../limits/budget.ts'

/** The edges a dry run is handed by main/work.ts. */
export interface PlanWorld {
  ledger: TrafficLedger & {
    account(id: AccountId): Promise<Account | null>
    credential(id: AccountId): Promise<string | null>
    points(id: AccountId): Promise<Point[]>
    requests(id: AccountId): Promise<Pick<RestoreRequest, 'id' | 'state' | 'plan'>[]>
  }
  servers: ReadonlyMap<string, MailServer>
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
  /** signed in as for a backup: the dry run only reads */
  openMailbox(server: MailServer, address: string, sealed: string | null): Promise<RestoreMailbox>
  /** of a sealed day; null when there is none */
  receipt(account: AccountId, dir: string): Promise<Receipt | null>
  /** UIDs of a sealed state as the index has them, rising */
  uids(account: AccountId, build: string, state: Pick<StateHeader, 'folder' | 'n'>): number[]
  /** null when that build has no file */
  openIndex(account: AccountId, build: string): RestoreIndex | null
  /** messages whose bytes are known to be damaged or lost */
  lost(account: AccountId): Promise<ReadonlySet<Sha256>>
  /** the request's file, to be made */
  newItems(account: AccountId, request: RequestId): NewRestoreFile
  /** the worker is stopping, or nobody waits for the plan any more */
  stopped(): boolean
  now(): number
  pause(milliseconds: number): Promise<void>
  /** the longest the look may take in all, milliseconds; 300,000 when left out */
  longest?: number
}

export type RestoreMailbox = LiveMailbox & { abilities: RestoreAbilities }
