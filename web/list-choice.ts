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

/** "-size" → how JMAP says it; what is no order of ours is newest first. */
export function orderOf(sort: string | null): { property: string; isAscending: boolean } {
  const known = listOrders.includes(sort ?? '') ? String(sort) : '-receivedAt'
  return { property: known.replace('-', ''), isAscending: !known.startsWith('-') }
}
