import type { AdminDomains } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { count } from '../numbers.ts'
import { useGet } from './load.ts'
import { View, Wide } from './parts.ts'
import { words } from './words.ts'

/** The mail domains and what holds for each; all of it stands in the configuration file. */
export function Domains() {
  const got = useGet<AdminDomains>('/api/admin/domains')
  const { columns, signIn, decide, noCredential, held, file } = words.domains
  const restores = ({ restore }: AdminDomains['domains'][number]) =>
    [decide[restore.decide], restore.why === 'no-credential' ? noCredential : '', restore.price ?? '']
      .filter(text => text !== '')
      .join(' · ')
  return html`<${View} title=${words.domains.title} got=${got} show=${({ domains }: AdminDomains) => html`
    <${Wide} name=${words.domains.title}><table class="admin-table"><thead><tr><th scope="col">${columns.domain}</th><th scope="col">${columns.server}</th>
      <th scope="col" class="number">${columns.accounts}</th><th scope="col">${columns.plan}</th><th scope="col">${columns.admins}</th><th scope="col">${columns.restore}</th></tr></thead>
      <tbody>${domains.map(
        one => html`<tr key=${one.domain}><th scope="row"><bdi>${one.domain}</bdi></th><td><bdi>${one.host}</bdi> <span class="fine">${signIn[one.signIn]}</span>
          ${one.held && html` <span class="admin-bad">${held}</span>`}</td>
          <td class="number">${count(one.accounts)}</td><td>${one.plan}</td><td>${one.admins.join(', ') || words.none}</td><td>${restores(one)}</td></tr>`,
      )}</tbody></table><//>
    <p class="fine">${file}</p>`} />`
}
