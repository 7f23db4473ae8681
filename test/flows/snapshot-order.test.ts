import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveFolder } from '../../src/domain/live-mailbox.ts'
import { readingOrder } from '../../src/snapshot/order.ts'

const folder = (raw: string, messages: number | null, specialUse: string | null = null): LiveFolder => ({
  path: raw,
  raw,
  exact: raw,
  delimiter: '/',
  specialUse,
  subscribed: true,
  selectable: true,
  unsafeName: false,
  status: messages === null ? null : { messages, uidNext: 1, uidValidity: 1, highestModseq: null },
})
const order = (...listed: LiveFolder[]) => readingOrder(listed).map(live => live.raw)

test('what people miss first is read first, small before large, what is seldom missed last', () => {
  assert.deepEqual(
    order(
      folder('All', 9, '\\All'),
      folder('Bin', 1, '\\Trash'),
      folder('Clients', 400),
      folder('Sent', 300, '\\Sent'),
      folder('Spam', 2, '\\Junk'),
      folder('Notes', 5),
      folder('Inbox', 5000),
      folder('Refused', null),
    ),
    ['Inbox', 'Sent', 'Refused', 'Notes', 'Clients', 'Bin', 'Spam', 'All'],
  )
})

test('a giant folder waits for all that are not, be it INBOX', () => {
  assert.deepEqual(
    order(
      folder('INBOX', 250_000),
      folder('Trash', 3, '\\Trash'),
      folder('Old', 90_000),
      folder('Sent', 9000, '\\Sent'),
      folder('Notes', 12_000),
    ),
    ['Sent', 'Notes', 'INBOX', 'Old', 'Trash'],
  )
})
