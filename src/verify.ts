import type { Receipt, ReceiptFolder, StateCopy, StateHeader } from './domain/folder-state.ts'
import type { Point } from './domain/point.ts'
import type { AccountFiles } from './domain/ports.ts'

/** One thing that is not as it was sealed. */
export interface Damage {
  /** names of the days that show it */
  days: string[]
  /** decoded path; null where the whole day is meant */
  folder: string | null
  /** null where more than one message is meant, or a file that is none */
  uid: number | null
  /** the hash it should have, or the name of a file that does not belong there */
  detail: string
  what:
    | 'day-lost' // the ledger has the day, the disk has not
    | 'receipt' // lost or damaged: which folders the day has is not known
    | 'link-lost' // the day's Maildir does not lead to the folder; the folder itself may be whole
    | 'manifest' // lost or damaged: which messages the folder has is not known
    | 'maildir-lost' // the folder of files is gone; its messages may be there
    | 'message-lost'
    | 'message-changed'
    | 'file-lost' // a file of the folder is gone or has another name; its message may be there
    | 'file-changed'
    | 'file-unknown'
}

export interface Verified {
  days: number
  messages: number
  bytes: number
  damages: Damage[]
}

/** The files of an account as `verify` looks at them (maildir/check-state.ts). */
export interface CheckedFiles extends Pick<AccountFiles, 'days' | 'copies' | 'file'> {
  /** null when there is none; a fault when it cannot be read */
  receipt(dir: string): Promise<Receipt | null>
  /** the states that the Maildir of a day leads to, as "f1/3" */
  links(dir: string): Promise<Set<string>>
  /** SHA-256 of a stored message as it is now; null when it is not there or cannot be read */
  hash(copy: StateCopy): Promise<string | null>
  /** the folder of files of a state; null when it is gone */
  maildir(state: StateId): Promise<CheckedMaildir | null>
}

export interface CheckedMaildir {
  check(copy: StateCopy): Promise<'whole' | 'lost' | 'changed'>
  /** names of files that were not asked for */
  unknown(): string[]
}

/**
 * Reads every message of every sealed day again and compares its SHA-256 with its name, and every Maildir with its
 * manifest. `points` are the days of the ledger. Each file is read once, however many days show it; each folder state
 * once. Nothing is mended here, and whatever cannot be read is damage, not a fault. The caller holds the account's lease.
 */
export async function verify(
  files: CheckedFiles,
  points: readonly Pick<Point, 'dir'>[],
  onMessage: (bytes: number) => void = () => {},
): Promise<Verified> {
  const onDisk = new Set(await files.days())
  const days = [...new Set([...onDisk, ...points.map(point => point.dir)])].sort()
  const damages: Damage[] = []
  const states = new Map<string, Shown>()
  for (const dir of days) {
    const folders = await readFolders(files, dir)
    if (!folders) {
      const what = onDisk.has(dir) ? 'receipt' : 'day-lost'
      damages.push({ days: [dir], folder: null, uid: null, detail: '', what })
    }
    const links = folders && (await files.links(dir))
    for (const { folder, state, path } of folders ?? []) {
      if (state === null) continue
      if (!links?.has(`${folder}/${state}`))
        damages.push({ days: [dir], folder: path, uid: null, detail: '', what: 'link-lost' })
      const key = `${folder}/${state}/${path}`
      const shown = states.get(key) ?? { state: { folder, n: state }, path, days: [] }
      shown.days.push(dir)
      states.set(key, shown)
    }
  }
  const checked = messageCheck(files, onMessage)
  for (const shown of states.values()) damages.push(...(await stateDamages(files, shown, checked.hash)))
  return { days: days.length, ...checked.sums(), damages }
}

type StateId = Pick<StateHeader, 'folder' | 'n'>

interface Shown {
  state: StateId
  path: string
  days: string[]
}

// A receipt that was written for another day, or is no receipt at all, says as little as none.
async function readFolders(files: CheckedFiles, dir: string): Promise<ReceiptFolder[] | null> {
  try {
    const receipt = await files.receipt(dir)
    if (receipt?.v !== 1 || receipt.point.dir !== dir) return null
    return receipt.folders.every(isFolder) ? receipt.folders : null
  } catch {
    return null
  }
}

function isFolder({ folder, state, path }: ReceiptFolder): boolean {
  return (
    typeof folder === 'string' &&
    typeof path === 'string' &&
    (state === null || (Number.isInteger(state) && state > 0))
  )
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

async function stateDamages(
  files: CheckedFiles,
  { state, path, days }: Shown,
  hash: (copy: StateCopy) => Promise<string | null>,
): Promise<Damage[]> {
  const damages: Damage[] = []
  const add = (what: Damage['what'], uid: number | null = null, detail = '') =>
    damages.push({ days, folder: path, uid, detail, what })
  try {
    const maildir = await files.maildir(state)
    if (!maildir) add('maildir-lost')
    for await (const copy of files.copies(state)) {
      const found = await hash(copy)
      if (found !== copy.sha) add(found ? 'message-changed' : 'message-lost', copy.uid, copy.sha)
      const file = maildir ? await maildir.check(copy) : 'whole'
      // What is one file with its message is damaged once.
      if (file !== 'whole') add(`file-${file}`, copy.uid, copy.sha)
    }
    for (const name of maildir?.unknown() ?? []) add('file-unknown', null, name)
  } catch {
    add('manifest')
  }
  return damages
}
