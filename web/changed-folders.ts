import { type ChangeKind, changeKinds, type FolderChanges } from './changes.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { count } from './numbers.ts'
import { spotName } from './presence-badge.ts'
import { words } from './words.ts'

interface Props {
  folders: readonly FolderChanges[]
  /** the folder whose messages are listed; null: all */
  chosen: string | null
  choose: (folder: string | null) => void
}

/** How many messages came, went, moved and were marked in each folder that changed. */
export function ChangedFolders({ folders, chosen, choose }: Props) {
  const { compare } = words
  const changed = folders.filter(one => one.state !== 'same')
  const row = (id: string | null, name: string, state: string | null, numbers: Record<ChangeKind, number>) =>
    html`<tr class=${chosen === id ? 'chosen' : ''}><th scope="row"><button type="button" class="linklike" aria-pressed=${chosen === id}
      onClick=${() => choose(id)}><bdi>${name}</bdi></button>${state && html` <span class="tag">${state}</span>`}</th>
      ${changeKinds.map(kind => html`<td class=${numbers[kind] ? '' : 'none'}>${count(numbers[kind])}</td>`)}</tr>`
  return html`<div class="changed-folders"><table>
    <caption class="unseen">${compare.folders}</caption>
    <thead><tr><th scope="col">${compare.folder}</th>${changeKinds.map(kind => html`<th scope="col">${compare[kind]}</th>`)}</tr></thead>
    <tbody>${row(null, compare.total, null, sum(changed))}
      ${changed.map(one =>
        one.state === 'unknown'
          ? html`<tr><th scope="row"><bdi>${spotName(one)}</bdi></th><td colspan=${changeKinds.length} class="unknown">${icon('warning', 'small')}${compare.state.unknown}</td></tr>`
          : row(one.mailboxId, spotName(one), stateText(one.state), one),
      )}</tbody>
  </table></div>`
}

function stateText(state: FolderChanges['state']): string | null {
  const texts: Record<string, string> = words.compare.state
  return texts[state] ?? null
}

function sum(folders: readonly FolderChanges[]): Record<ChangeKind, number> {
  const all = { added: 0, gone: 0, moved: 0, flags: 0 }
  for (const one of folders) for (const kind of changeKinds) all[kind] += one[kind]
  // it is told of the folder it left and of the one it came to, and is one message all the same
  all.moved = Math.ceil(all.moved / 2)
  return all
}
