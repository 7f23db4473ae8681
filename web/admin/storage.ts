import type { AdminStorage } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { count, size } from '../numbers.ts'
import { useGet } from './load.ts'
import { View } from './parts.ts'
import { Plot } from './plot.ts'
import { dayName, words } from './words.ts'

/** How much there is, how it grows, and when the disk is full. */
export function Storage() {
  const got = useGet<AdminStorage>('/api/admin/storage', 60_000)
  return html`<${View} title=${words.storage.title} got=${got} show=${(
    all: AdminStorage,
  ) => html`<${Facts} all=${all} />
    <${Plot} title=${words.storage.plot} bars=${all.days.map(one => ({
      name: dayName(one.day),
      text: size(one.bytes),
      parts: [{ amount: one.bytes, kind: 'good' as const }],
    }))} />`} />`
}

function Facts({ all }: { all: AdminStorage }) {
  const { storage } = words
  const facts = [
    `${storage.newest}: ${storage.messages(count(all.messages), size(all.bytes))}`,
    storage.perDay(size(all.perDay)),
    ...(all.disk
      ? [
          storage.free(size(all.disk.freeBytes), size(all.disk.bytes)),
          all.fullInDays === null ? storage.notFull : storage.full(all.fullInDays),
          storage.inodes(count(all.disk.freeInodes)),
        ]
      : []),
  ]
  const used = all.disk ? all.disk.bytes - all.disk.freeBytes : 0
  return html`<ul class="admin-facts">${facts.map(text => html`<li>${text}</li>`)}</ul>
    ${all.disk && html`<progress class="bar" max=${all.disk.bytes} value=${used} aria-label=${storage.title}></progress>`}`
}
