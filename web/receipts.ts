import type { Gap } from '../src/domain/folder-state.ts'
import { jmap } from './jmap.ts'
import type { Problem } from './problem-words.ts'

/** What a backup holds and lacks, as the server proves it (Receipt/get). Instants are UTC dates. */
export interface Receipt {
  state: 'whole' | 'damaged'
  hasReceipt: boolean
  totals: { counted: number; stored: number; gaps: number; later: number } | null
  folders: ReceiptFolder[] | null
  problems: Problem[]
  sha256: string | null
  chain: { state: 'first' | 'linked' | 'begins' | 'broken'; previousId: string | null }
  checkedAt: string | null
  damages: Damage[]
}

export interface ReceiptFolder {
  id: string
  path: string
  outcome: 'read' | 'partial' | 'not-read'
  counted: number | null
  stored: number | null
  gaps: Gap[]
  gapsTotal: number
  later: number
}

export interface Damage {
  what: string
  folder: string | null
  uid: number | null
  emailId: string | null
}

/** The receipt of one backup; null when it is no more. */
export async function loadReceipt(control: string, backup: number): Promise<Receipt | null> {
  const [answer] = await jmap<[{ list: Receipt[] }]>([
    'Receipt/get',
    { accountId: control, ids: [`p${backup}`] },
  ])
  return answer.list[0] ?? null
}
