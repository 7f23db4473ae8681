import type { Address } from '../domain/message.ts'

/** What an address of the index is sorted by (RFC 8621 4.4.2): the name, or the address where there is none. */
export function personOf(address: unknown): string {
  if (typeof address !== 'string') return ''
  const { name, email }: Address = JSON.parse(address)
  return name || email
}
