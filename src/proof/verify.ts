import type { Damage } from '../domain/damage.ts'
import type { Receipt, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountFiles } from '../domain/ports.ts'
import { type DayRow, readDays } from './verify-days.ts'
import { stateDamages } from './verify-state.ts'

export interface Verified {
  days: number
  messages: number
  bytes: number
  damages: Damage[]
}

export type StateId = Pick<StateHeader, 'folder' | 'n'>

/** The files of an account as `verify` looks at them (maildir/check-state.ts). */
export interface CheckedFiles extends Pick<AccountFiles, 'days' | 'copies' | 'file'> {
  /** with the SHA-256 of its file; null when there is none; a fault when it cannot be read or is not as it was sealed */
  receipt(dir: string): Promise<{ receipt: Receipt; sha: Sha256 } | null>
  /** the states that the Maildir of a day leads to, as "f1/3" */
  links(dir: string): Promise<Set<string>>
  /** SHA-256 of a manifest's file; null when it is not there or cannot be read */
  manifestHash(state: StateId): Promise<Sha256 | null>
  /** SHA-256 of a stored message as it is now; null when it is not there or cannot be read */
  hash(copy: StateCopy): Promise<string | null>
  /** name of a copy's file in the Maildir of a state */
  nameOf(copy: StateCopy): string
  /** the folder of files of a state; null when it is gone */
  maildir(state: StateId): Promise<CheckedMaildir | null>
}

export interface CheckedMaildir {
  check(copy: StateCopy): Promise<'whole' | 'lost' | 'changed'>
  /** this copy's file is asked for another time */
  pass(copy: StateCopy): void
  /** names of files that were not asked for */
  unknown(): string[]
}

/**
 * Reads every message of every sealed day again and compares its SHA-256 with its name, every Maildir with its manifest,
 * every manifest with the hash in its receipt, and every receipt with its seal and with the hash in the next one. `points`
 * are the days of the ledger. Each file is read once, however many days show it; each folder state once. Nothing is
 * mended here (see heal.ts), and whatever cannot be read is damage, not a fault. The caller holds the account's lease.
 */
export async function verify(
  files: CheckedFiles,
  points: readonly DayRow[],
  onMessage: (bytes: number) => void = () => {},
): Promise<Verified> {
  const { days, states, damages } = await readDays(files, points)
  const checked = messageCheck(files, onMessage)
  for (const shown of states) damages.push(...(await stateDamages(files, shown, checked.hash)))
  return { days: days.length, ...checked.sums(), damages }
}

function messageCheck(files: CheckedFiles, onMessage: (bytes: number) => void) {
  const seen = new Map<string, string | null>()
  let bytes = 0
  return {
    async hash(copy: StateCopy): Promise<string | null> {
      const file = files.file(copy)
      const known = seen.get(file)
      if (known !== undefined) return known
      const hash = await files.hash(copy)
      seen.set(file, hash)
      bytes += copy.size
      onMessage(copy.size)
      return hash
    },
    sums: () => ({ messages: seen.size, bytes }),
  }
}
