import { useSignal } from '@preact/signals'
import type { AdminAudit } from '../../src/http/admin-wire.ts'
import { actWords } from '../audit-words.ts'
import { html } from '../html.ts'
import { visible } from '../visible-text.ts'
import { useGet } from './load.ts'
import { View } from './parts.ts'
import { Table } from './table.ts'
import { moment, words } from './words.ts'

/** What was done, by whom, newest first. */
export function Audit() {
  const after = useSignal<number | null>(null)
  const got = useGet<AdminAudit>(
    `/api/admin/audit${after.value === null ? '' : `?after=${after.value}`}`,
    15_000,
  )
  const { columns } = words.audit
  const who = (actor: AdminAudit['entries'][number]['who']) =>
    actor.kind === 'admin'
      ? actor.name
      : actor.kind === 'owner' && actor.link !== undefined
        ? words.accessLinks.who(visible(actor.link))
        : words.audit.who[actor.kind]
  return html`<${View} title=${words.audit.title} got=${got}
    beside=${html`<a class="linklike" href="/api/admin/billing.csv" download>${words.audit.billing}</a>`}
    show=${({ entries, next }: AdminAudit) => html`<p class="fine admin-lead">${words.audit.text}</p>
      ${entries.length === 0 && html`<p class="admin-none">${words.audit.none}</p>`}
      <${Table} name=${words.audit.title} columns=${[
        { text: columns.at, kind: 'when' },
        { text: columns.who },
        { text: columns.act, kind: 'what' },
        { text: columns.account, kind: 'address' },
      ]} rows=${entries.map(one => ({
        key: one.id,
        cells: [
          moment(one.at),
          html`<bdi>${who(one.who)}</bdi>`,
          actWords(words.acts, one, moment),
          one.account === null ? '' : html`<bdi>${one.address ?? words.audit.erased}</bdi>`,
        ],
      }))} />
      ${
        next !== null &&
        html`<button type="button" class="button" onClick=${() => {
          after.value = next
        }}>${words.more}</button>`
      }`} />`
}
