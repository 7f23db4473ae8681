import type { LiveFolder } from './domain/ports.ts'

/**
 * The order in which folders are read: what people miss first comes first, then small before large, what is seldom
 * missed last. A run whose time or octets are used up then leaves a point that is worth having.
 */
export function readingOrder(listed: readonly LiveFolder[]): LiveFolder[] {
  return [...listed].sort((a, b) => rank(a) - rank(b) || size(a) - size(b))
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

function size({ status }: LiveFolder): number {
  return status?.messages ?? 0
}
