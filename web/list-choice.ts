import { signal } from '@preact/signals'

/** Which messages of a folder are listed. */
export type ListFilter = 'all' | 'unread' | 'flagged' | 'attachments'
export const listFilters: readonly ListFilter[] = ['all', 'unread', 'flagged', 'attachments']

/** JMAP sort properties (RFC 8621 4.4.2) that a list is offered in, the first way round first. */
export const listOrders = [
  '-receivedAt',
  'receivedAt',
  'from',
  '-from',
  'subject',
  '-subject',
  '-size',
  'size',
]

const chosen = signal<{ folder: string; filter: ListFilter }>({ folder: '', filter: 'all' })

/** The filter of a folder; it holds over all days, and ends where another folder is opened. */
export function listFilter(folder: string): ListFilter {
  return chosen.value.folder === folder ? chosen.value.filter : 'all'
}

export function setListFilter(folder: string, filter: ListFilter): void {
  chosen.value = { folder, filter }
}

/** "-size" → how JMAP says it; what is no order of ours is newest first. */
export function orderOf(sort: string | null): { property: string; isAscending: boolean } {
  const known = listOrders.includes(sort ?? '') ? String(sort) : '-receivedAt'
  return { property: known.replace('-', ''), isAscending: !known.startsWith('-') }
}
