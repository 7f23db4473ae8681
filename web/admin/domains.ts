import type { AdminDomains } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { count } from '../numbers.ts'
import { useGet } from './load.ts'
import { View } from './parts.ts'
import { Table } from './table.ts'
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
    <${Table} name=${words.domains.title} named columns=${[
      { text: columns.domain },
      { text: columns.server, kind: 'what' },
      { text: columns.accounts, kind: 'number' },
      { text: columns.plan },
      { text: columns.admins },
      { text: columns.restore },
    ]} rows=${domains.map(one => ({
      key: one.domain,
      cells: [
        html`<bdi>${one.domain}</bdi>`,
        html`<bdi>${one.host}</bdi> <span class="fine">${signIn[one.signIn]}</span>${one.held && html` <span class="admin-bad">${held}</span>`}`,
        count(one.accounts),
        one.plan,
        one.admins.join(', ') || words.none,
        restores(one),
      ],
    }))} />
    <p class="fine">${file}</p>`} />`
}
