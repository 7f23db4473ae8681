import type { StateCopy } from './domain/folder-state.ts'
import type { AccountFiles } from './domain/ports.ts'

/** One message that is not what was stored. */
export interface Damage {
  /** names of the days that show it */
  days: string[]
  folder: string
  uid: number
  /** the hash it should have */
  sha: string
  what: 'lost' | 'changed' | 'manifest'
}

export interface Verified {
  days: number
  messages: number
  bytes: number
  damages: Damage[]
}

/**
 * Reads every message of every sealed day again and compares its SHA-256 with its name. Each file is read once, however
 * many days show it; each folder state once. Nothing is mended here.
 */
export async function verify(
  files: AccountFiles & { hash(copy: StateCopy): Promise<string | null> },
  onMessage: (bytes: number) => void = () => {},
): Promise<Verified> {
  const receipts = await files.receipts()
  const days = new Map<string, string[]>()
  for (const { point, folders } of receipts)
    for (const f of folders) {
      if (f.state === null) continue
      const key = `${f.folder}/${f.state}/${f.path}`
      days.set(key, [...(days.get(key) ?? []), point.dir])
    }
  const seen = new Map<string, string | null>()
  const damages: Damage[] = []
  let bytes = 0
  for (const [key, shownIn] of days) {
    const [folder = '', n = '', ...rest] = key.split('/')
    const path = rest.join('/')
    try {
      for await (const copy of files.copies({ folder, n: Number(n) })) {
        const file = files.file(copy)
        if (!seen.has(file)) {
          seen.set(file, await files.hash(copy))
          bytes += copy.size
          onMessage(copy.size)
        }
        const found = seen.get(file)
        if (found !== copy.sha)
          damages.push({
            days: shownIn,
            folder: path,
            uid: copy.uid,
            sha: copy.sha,
            what: found ? 'changed' : 'lost',
          })
      }
    } catch {
      damages.push({ days: shownIn, folder: path, uid: 0, sha: '', what: 'manifest' })
    }
  }
  return { days: receipts.length, messages: seen.size, bytes, damages }
}
