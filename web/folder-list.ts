import { type Signal, signal, useSignal } from '@preact/signals'
import { openMenu } from './actions-menu.ts'
import { openDialog } from './dialog.ts'
import { folded } from './folded.ts'
import { outcome } from './folder-outcome.ts'
import { folderSource } from './folder-source.ts'
import { type FolderNode, flatten } from './folder-tree.ts'
import { html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { MissingFolder } from './missing-folder.ts'
import { shortCount } from './numbers.ts'
import { inBackup, openBackup, openFolder, openTree } from './open.ts'
import { follow, place, placePath } from './place.ts'
import { hiddenFolders } from './preferences.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Folders whose inside is hidden; by id, so it holds on every day. */
const shut: Signal<ReadonlySet<string>> = signal(new Set<string>())
const pictures: Record<string, IconName> = {
  inbox: 'inbox',
  drafts: 'drafts',
  sent: 'sent',
  junk: 'junk',
  trash: 'trash',
  archive: 'archive',
  all: 'archive',
  flagged: 'star',
}
/** From this many folders on there is a box to find one. */
const many = 12

/** The folders of the open backup, special ones first. `chosen` closes the drawer they may be shown in. */
export function FolderList({ chosen }: { chosen?: () => void }) {
  const tree = openTree.value
  const wanted = useSignal('')
  if (tree.state === 'failed') return null
  if (tree.state === 'loading')
    return html`<div class="folder-tree late" aria-busy="true">${[7, 4, 5, 6, 3].map(width => html`<div class="bone" style=${{ width: `${width}rem` }}></div>`)}</div>`
  const all = flatten(tree.value)
  const search = folded(wanted.value)
  const found = search && all.filter(one => folded(one.path).includes(search))
  return html`<${MissingFolder} chosen=${chosen} />${
    all.length > many &&
    html`<label class="folder-search"><span class="unseen">${words.folders.search}</span>
      <input type="search" placeholder=${words.folders.search} value=${wanted.value}
        onInput=${(e: InputEvent) => {
          wanted.value = (e.currentTarget as HTMLInputElement).value
        }} /></label>`
  }
  ${
    found
      ? html`<ul class="folder-tree flat">${found.map(one => html`<li key=${one.folder.id}>${link(one, one.path, chosen)}</li>`)}</ul>
        ${found.length === 0 && html`<p class="fine">${words.folders.none}</p>`}`
      : html`<${Level} nodes=${withoutHidden(tree.value)} depth=${0} chosen=${chosen} />`
  }
  <${Gear} all=${all} />`
}

/** At the bottom left: which folders are shown here. */
function Gear({ all }: { all: FolderNode[] }) {
  const hidden = new Set(hiddenFolders.value)
  const count = all.filter(one => hidden.has(one.folder.id)).length
  return html`<div class="folder-gear"><button type="button" class="quiet" onClick=${() => openDialog('manage-folders')}>${icon('gear')}${words.folders.manage}</button>
    ${count > 0 && html`<span class="fine">${words.folders.hiddenCount(count)}</span>`}</div>`
}

/** What stands in a hidden folder takes its place, by its whole path; the folder that is open is always shown. */
function withoutHidden(nodes: readonly FolderNode[]): FolderNode[] {
  const hidden = new Set(hiddenFolders.value)
  const open = openFolder.value?.folder.id
  const shown = (some: readonly FolderNode[]): FolderNode[] =>
    some.flatMap(one => (hidden.has(one.folder.id) && one.folder.id !== open ? shown(one.children) : [one]))
  return shown(nodes)
}

function Level({ nodes, depth, chosen }: { nodes: FolderNode[]; depth: number; chosen?: () => void }) {
  return html`<ul class="folder-tree">
    ${nodes.map(one => {
      const { id } = one.folder
      const isShut = shut.value.has(id)
      const inside = withoutHidden(one.children)
      const isInside = inside.length > 0
      return html`<li key=${id} class=${isInside ? 'has-inside' : ''}>
        <div class="folder-row" style=${{ '--depth': Math.min(depth, 6) }}>
          ${
            isInside &&
            html`<button type="button" class="twist" aria-expanded=${!isShut}
              aria-label=${(isShut ? words.folders.open : words.folders.shut)(visible(one.name))} onClick=${() => twist(id)}>${icon('down', 'small')}</button>`
          }
          ${link(one, one.depth > depth ? one.path : one.name, chosen)}
        </div>
        ${isInside && !isShut && html`<${Level} nodes=${inside} depth=${depth + 1} chosen=${chosen} />`}
      </li>`
    })}
  </ul>`
}

function link(one: FolderNode, name: string, chosen?: () => void) {
  const { id, role, totalEmails, unreadEmails } = one.folder
  const to = inBackup(id)
  const go = follow(to)
  const onClick = (event: MouseEvent) => {
    go(event)
    if (event.defaultPrevented) chosen?.()
  }
  const missing = outcome(one)
  const total = totalText(unreadEmails, totalEmails)
  const isLong = name.length + 2 * one.depth + total.length > 16
  return html`<a class=${unreadEmails > 0 ? `folder unread ${isLong ? 'long' : ''}` : 'folder'} href=${placePath(to)} onClick=${onClick}
    title=${unreadEmails > 0 ? words.folders.unreadOf(unreadEmails, totalEmails) : words.folders.messages(totalEmails)}
    onContextMenu=${(event: MouseEvent) => openFolderMenu(event, one)}
    aria-current=${place.value.view === null && openFolder.value?.folder.id === id ? 'page' : undefined}>
    ${icon((role && pictures[role]) || 'folder')}
    <bdi class="folder-name">${visible(name)}</bdi>
    ${missing && html`<span class="folder-missing" title=${missing}>${icon('warning', 'small')}<span class="unseen">${missing}</span></span>`}
    ${unreadEmails > 0 && html`<span class="folder-unread"><span aria-hidden="true">${shortCount(unreadEmails)}</span><span class="unseen">, ${words.folders.unread(unreadEmails)}</span></span>`}
    <span class="folder-total"><span aria-hidden="true">${total}</span><span class="unseen">, ${words.folders.messages(totalEmails)}</span></span>
  </a>`
}

// The keyboard's menu key opens it too: the browser makes the same event of it.
function openFolderMenu(event: MouseEvent, node: FolderNode): void {
  const backup = openBackup.peek()
  if (!backup) return
  event.preventDefault()
  const source = folderSource({ backup, node, filter: 'all', sort: null, grouped: false })
  const at =
    event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : (event.currentTarget as Element)
  openMenu({ rows: [], source, folder: true }, at)
}

// Two numbers side by side would read as one.
function totalText(unread: number, total: number): string {
  if (total === 0) return ''
  return unread > 0 ? words.folders.ofTotal(shortCount(total)) : shortCount(total)
}

function twist(id: string): void {
  const next = new Set(shut.value)
  if (!next.delete(id)) next.add(id)
  shut.value = next
}
