import type { PlannedFolder } from '../../src/domain/restore.ts'
import { html } from '../html.ts'
import { count } from '../numbers.ts'
import { visible } from '../visible-text.ts'
import { Wide } from './parts.ts'
import { words } from './words.ts'

/** A request folder by folder. */
export function RequestFolders({ folders }: { folders: readonly PlannedFolder[] }) {
  const { columns, folders: title } = words.requests
  return html`<h2>${title}</h2><${Wide} name=${title}><table class="admin-table"><thead><tr>
    <th scope="col">${columns.folder}</th><th scope="col">${columns.to}</th><th scope="col" class="number">${columns.add}</th>
    <th scope="col" class="number">${columns.there}</th><th scope="col" class="number">${columns.moved}</th></tr></thead>
    <tbody>${folders.map(
      one => html`<tr><td><bdi>${visible(one.from)}</bdi></td><td><bdi>${visible(one.to)}</bdi></td><td class="number">${count(one.add)}</td>
        <td class="number">${count(one.there)}</td><td class="number">${count(one.moved)}</td></tr>`,
    )}</tbody></table><//>`
}
