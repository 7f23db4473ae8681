import { useSignal } from '@preact/signals'
import type { AdminAudit } from '../../src/http/admin-wire.ts'
import { actWords } from '../audit-words.ts'
import { html } from '../html.ts'
import { useGet } from './load.ts'
import { View, Wide } from './parts.ts'
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
    actor.kind === 'admin' ? actor.name : words.audit.who[actor.kind]
  return html`<${View} title=${words.audit.title} got=${got}
    beside=${html`<a class="linklike" href="/api/admin/billing.csv" download>${words.audit.billing}</a>`}
    show=${({ entries, next }: AdminAudit) => html`<p class="fine admin-lead">${words.audit.text}</p>
      ${entries.length === 0 && html`<p class="admin-none">${words.audit.none}</p>`}
      <${Wide} name=${words.audit.title}><table class="admin-table"><thead><tr><th scope="col">${columns.at}</th><th scope="col">${columns.who}</th>
        <th scope="col">${columns.act}</th><th scope="col">${columns.account}</th></tr></thead><tbody>${entries.map(
          one => html`<tr key=${one.id}><td class="when">${moment(one.at)}</td><td><bdi>${who(one.who)}</bdi></td>
            <td class="what">${actWords(words.acts, one, moment)}</td>
            <td class="address"><bdi>${one.account === null ? '' : (one.address ?? words.audit.erased)}</bdi></td></tr>`,
        )}</tbody></table><//>
      ${
        next !== null &&
        html`<button type="button" class="button" onClick=${() => {
          after.value = next
        }}>${words.more}</button>`
      }`} />`
}
