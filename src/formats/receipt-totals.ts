import type { Receipt, ReceiptFolder } from '../domain/folder-state.ts'

/** Sums over the folders of a receipt. Folders without messages of their own count as folders only. */
export function receiptTotals({ folders }: Pick<Receipt, 'folders'>) {
  const shown = folders.filter(({ state }) => state !== null)
  const sum = (of: (f: ReceiptFolder) => number, over = shown) => over.reduce((all, f) => all + of(f), 0)
  return {
    folders: folders.length,
    foldersRead: folders.filter(({ outcome }) => outcome === 'read').length,
    counted: sum(f => f.counted ?? 0, folders),
    stored: sum(f => f.newest?.messages ?? 0),
    gaps: sum(f => f.newest?.gaps.length ?? 0),
    later: sum(f => f.newest?.unread ?? 0),
    size: sum(f => f.newest?.bytes ?? 0),
    gone: sum(f => (f.problem?.code === 'message-gone' ? (f.problem.uids?.length ?? 0) : 0)),
  }
}
