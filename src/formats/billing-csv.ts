import { localDay } from '../domain/day.ts'

/** A restore that costs something. `address` is null when the account was removed since; `at` milliseconds since 1970. */
export interface BillLine {
  request: number
  at: number
  domain: string
  address: string | null
  price: string
  messages: number
  bytes: number
}

/** Restores that cost something, as CSV (RFC 4180), a line each; days in that zone. */
export function billingCsv(bills: readonly BillLine[], zone: string): string {
  const rows = bills.map(({ request, at, domain, address, price, messages, bytes }) => [
    ...[`R${request}`, localDay(at, zone), new Date(at).toISOString(), domain, address ?? ''],
    ...[price, String(messages), String(bytes)],
  ])
  const head = ['request', 'day', 'time', 'domain', 'address', 'price', 'messages', 'bytes']
  return [head, ...rows].map(row => `${row.map(quoted).join(',')}\r\n`).join('')
}

// A cell that begins like a formula would be one for the program that opens the file.
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
