import { html } from './html.ts'
import { icon } from './icons.ts'
import { openFolders } from './known-folders.ts'
import { count } from './numbers.ts'
import { spotName } from './presence-badge.ts'
import type { ReceiptFolder } from './receipts.ts'
import { words } from './words.ts'

/** Gaps that are named one by one; more are counted. */
const mostGaps = 20

/** How many messages the server counted in each folder, how many are here, and which are not and why. */
export function ReceiptFolders({ folders }: { folders: ReceiptFolder[] }) {
  const roles = new Map(openFolders()?.map(({ folder }) => [folder.id, folder.role]))
  return html`<h3 id="receipt-folders">${words.receipt.folders}</h3>
    <div class="receipt-scroll" tabindex="0" role="group" aria-labelledby="receipt-folders"><table class="receipt-table">
      <thead><tr>
        <th scope="col">${words.receipt.folder}</th>
        <th scope="col">${words.receipt.onServer}</th>
        <th scope="col">${words.receipt.here}</th>
        <th scope="col">${words.receipt.missing}</th>
      </tr></thead>
      <tbody>${troubledFirst(folders.filter(hasMail)).map(
        one => html`<tr key=${one.id} class=${one.outcome}>
          <th scope="row"><bdi>${spotName({ path: one.path, role: roles.get(one.id) ?? null })}</bdi></th>
          <td>${one.counted === null ? words.receipt.notCounted : count(one.counted)}</td>
          <td>${one.stored === null ? html`${icon('warning', 'small')}${words.receipt.notRead}` : count(one.stored)}</td>
          <td>${missing(one)}</td>
        </tr>`,
      )}</tbody>
    </table></div>`
}

// A parent that only holds other folders has nothing to count.
function hasMail({ outcome, stored }: ReceiptFolder): boolean {
  return outcome !== 'read' || stored !== null
}

function troubledFirst(folders: ReceiptFolder[]): ReceiptFolder[] {
  return folders.toSorted((a, b) => Number(isWhole(a)) - Number(isWhole(b)))
}

function isWhole({ outcome, gapsTotal, later }: ReceiptFolder): boolean {
  return outcome === 'read' && gapsTotal === 0 && later === 0
}

function missing({ outcome, gaps, gapsTotal, later }: ReceiptFolder) {
  if (outcome === 'not-read') return words.receipt.notKnown
  if (gapsTotal === 0 && later === 0) return '–'
  const more = gapsTotal - Math.min(gaps.length, mostGaps)
  return html`${later > 0 && html`<p>${words.receipt.later(later)}</p>`}
    ${
      gapsTotal > 0 &&
      html`<details><summary>${count(gapsTotal)}</summary><ul>
        ${gaps.slice(0, mostGaps).map(gap => html`<li>${words.receipt.uid(gap.uid)}${words.colon}${words.receipt.gap[gap.reason]}</li>`)}
        ${more > 0 && html`<li>${words.receipt.moreGaps(more)}</li>`}
      </ul></details>`
    }`
}
