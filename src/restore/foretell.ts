import type { ItemWhy, RefusedWhy, RestorePlan } from '../domain/restore.ts'
import type { RestoreAbilities } from '../domain/restore-abilities.ts'
import type { CopyDetails } from '../domain/restore-index.ts'
import type { LiveFolders } from './plan-folders.ts'
import type { Target } from './plan-targets.ts'

/** What the server will say to a message, as far as it can be known. */
export interface Foretold {
  refused: RefusedWhy | null
  why: ItemWhy | null
}

/** What the server lets be added, asked of each folder once. `isWriting`: the login in hand is the one that will write. */
export async function openForetelling(
  abilities: RestoreAbilities,
  { live, isWriting }: { live: LiveFolders; isWriting: boolean },
) {
  const quota = await abilities.quota('INBOX')
  const limits = new Map<string, Promise<number | null>>()
  const rights = new Map<string, Promise<boolean>>()
  const flags = new Map<string, Promise<ReadonlySet<string> | null>>()
  let room = quota ? quota.limit - quota.used : Number.POSITIVE_INFINITY
  const appendLimit = await abilities.appendLimit('INBOX')
  let smallest = appendLimit
  const limitOf = (path: string) => once(limits, path, async () => abilities.appendLimit(path))
  const mayAdd = (to: Target) =>
    once(rights, to.path, async () => {
      if (!isWriting) return true
      // RFC 4314: "i" adds to a folder; to make one, "k" of the one above it.
      if (to.live?.folder.selectable) return /i/.test((await abilities.rights(to.live.folder.exact)) ?? 'i')
      const above = parentOf(live, to.path)
      return /[kc]/.test((above && (await abilities.rights(above))) ?? 'k')
    })
  const flagsOf = (path: string) =>
    once(flags, path, async () => (isWriting ? abilities.permanentFlags(path) : null))

  return {
    quota: (): RestorePlan['quota'] => quota,
    /** the smallest of those of the folders */
    appendLimit: (): number | null => smallest,
    async of(to: Target, { size, flags: wanted }: CopyDetails): Promise<Foretold> {
      const path = to.live?.folder.selectable ? to.live.folder.exact : null
      const limit = path === null ? appendLimit : await limitOf(path)
      if (limit !== null) smallest = Math.min(smallest ?? limit, limit)
      if (limit !== null && size > limit) return { refused: 'too-big', why: 'too-big' }
      if (!(await mayAdd(to))) return { refused: 'read-only-folder', why: 'no-rights' }
      if (size > room) return { refused: 'over-quota', why: 'over-quota' }
      room -= size
      const keywords = wanted.filter(flag => !flag.startsWith('\\'))
      const kept = keywords.length && path !== null ? await flagsOf(path) : null
      return kept && !keywords.every(keyword => isKept(kept, keyword))
        ? { refused: 'keywords', why: 'keywords' }
        : { refused: null, why: null }
    },
    /** Any keyword at all, by the word of INBOX or, where that is not to be asked, of a folder that was; unknown counts as yes. */
    async keepsKeywords(): Promise<boolean> {
      const asked = await Promise.all(flags.values())
      const said = asked.find(one => one !== null) ?? (await flagsOf('INBOX'))
      return said?.has('\\*') ?? true
    },
  }
}

function isKept(kept: ReadonlySet<string>, keyword: string): boolean {
  if (kept.has('\\*')) return true
  return [...kept].some(one => one.toLowerCase() === keyword.toLowerCase())
}

function parentOf(live: LiveFolders, path: string): string | null {
  const { delimiter } = live.namespace
  if (delimiter === null) return null
  for (let cut = path.lastIndexOf(delimiter); cut > 0; cut = path.lastIndexOf(delimiter, cut - 1)) {
    const above = live.byPath(path.slice(0, cut))
    if (above) return above.folder.exact
  }
  return null
}

function once<T>(kept: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = kept.get(key) ?? ask()
  kept.set(key, known)
  return known
}
