import { type IndexReader, openIndexReader } from './read-index.ts'

export interface KeptIndexesOptions {
  /** where that build of an account's index lies */
  file: (account: string, build: string) => string
  /** what is thrown when the file is no index any more */
  onBroken: (account: string, cause: unknown) => unknown
  /** octets that open indexes may take together, each by what it takes at most */
  memory?: number
}

/**
 * The indexes a reader thread has open. Opening one costs more than most requests, so as many stay open as there is memory
 * for: a few of large mailboxes, or some two hundred of small ones. The one used last is kept longest.
 */
export function keptIndexes({ file, onBroken, memory = MEMORY }: KeptIndexesOptions) {
  const kept = new Map<string, { build: string; index: IndexReader }>()
  let taken = 0

  const forget = (account: string) => {
    taken -= kept.get(account)?.index.memory ?? 0
    kept.delete(account)
  }
  const open = (account: string, build: string): IndexReader | null =>
    openIndexReader(file(account, build), cause => {
      forget(account)
      return onBroken(account, cause)
    })
  return {
    /** Null when that build has no file. */
    index(account: string, build: string): IndexReader | null {
      const before = kept.get(account)
      forget(account)
      // A handle of an older build is of no use any more.
      if (before && before.build !== build) before.index.close()
      const index = before?.build === build ? before.index : open(account, build)
      if (!index) return null
      kept.set(account, { build, index })
      taken += index.memory
      for (const [oldest, { index: old }] of kept) {
        if (taken <= memory || oldest === account) break
        old.close()
        forget(oldest)
      }
      return index
    },
    /** accounts whose index is open, the one used last standing last */
    accounts: (): string[] => [...kept.keys()],
  }
}

const MEMORY = 256 << 20
