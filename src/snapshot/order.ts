import type { LiveFolder } from '../domain/ports.ts'

/**
 * The order in which folders are read: what people miss first comes first, then small before large, what is seldom
 * missed last; a giant one waits for all that are not. A run whose time or octets are used up then leaves a point that is
 * worth having.
 */
export function readingOrder(listed: readonly LiveFolder[]): LiveFolder[] {
  return [...listed].sort(
    (a, b) =>
      group(a) - group(b) || rank(a) - rank(b) || (a.status?.messages ?? 0) - (b.status?.messages ?? 0),
  )
}

/** More messages than a night brings in for certain. */
const giant = 20_000

function group(live: LiveFolder): number {
  if (rank(live) > 2) return 2
  return (live.status?.messages ?? 0) > giant ? 1 : 0
}

const RANKS: Record<string, number> = {
  '\\Sent': 1,
  '\\Drafts': 1,
  '\\Trash': 3,
  '\\Junk': 4,
  // All mail once more, on servers that keep it twice.
  '\\All': 5,
}

function rank({ raw, specialUse }: LiveFolder): number {
  if (raw.toUpperCase() === 'INBOX') return 0
  return RANKS[specialUse ?? ''] ?? 2
}
