import type { Address } from '../src/domain/message.ts'
import { jmap } from './jmap.ts'

export type ChangeKind = 'added' | 'gone' | 'moved' | 'flags'
export const changeKinds: readonly ChangeKind[] = ['added', 'gone', 'moved', 'flags']

/** How a folder differs between two backups. */
export interface FolderChanges extends Record<ChangeKind, number> {
  mailboxId: string
  path: string
  role: string | null
  state: 'same' | 'changed' | 'new' | 'removed' | 'renamed' | 'unknown'
}

/** One message that differs. */
export interface Change {
  kind: ChangeKind
  emailId: string
  /** the backup it can be opened in, "p9" */
  accountId: string
  mailboxId: string
  path: string
  toMailboxId: string | null
  toPath: string | null
  from: Address[] | null
  subject: string | null
  receivedAt: string
  before: Record<string, true> | null
  after: Record<string, true> | null
}

export interface Changes {
  folders: FolderChanges[]
  list: Change[]
  total: number
}

/** Changes asked for at a time. */
export const changesAtOnce = 100

/** What changed from one backup to another; `position` counts from 0. */
export async function loadChanges(
  control: string,
  asked: { from: string; to: string; mailboxId: string | null; kind: ChangeKind | null; position: number },
): Promise<Changes> {
  const { from, to, mailboxId, kind, position } = asked
  const [answer] = await jmap<[Changes]>([
    'RestorePoint/compare',
    { accountId: control, from, to, mailboxId, kinds: kind && [kind], position, limit: changesAtOnce },
  ])
  return answer
}
