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

/** "-size" → how JMAP says it; what is none of these orders is the first of them. */
export function orderOf(
  sort: string | null,
  orders: readonly string[] = listOrders,
): { property: string; isAscending: boolean } {
  const known = orders.find(one => one === sort) ?? orders[0] ?? '-receivedAt'
  return { property: known.replace('-', ''), isAscending: !known.startsWith('-') }
}
