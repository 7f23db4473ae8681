import { outcome } from './folder-list.ts'
import { folderTree } from './folder-tree.ts'
import { html } from './html.ts'
import { ListRows } from './list-rows.ts'
import { reload } from './loaded.ts'
import { loadFolders } from './mail.ts'
import { Empty, Failed } from './notice.ts'
import { accountOf, inBackup, openBackup, openFolder, openTree } from './open.ts'
import { go } from './place.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** The messages of the open folder, or why there are none to show. */
export function MessageList() {
  const backup = openBackup.value
  const tree = openTree.value
  const node = openFolder.value
  if (tree.state === 'failed' && backup) {
    const again = () =>
      reload(`folders ${backup.number}`, async () => folderTree(await loadFolders(accountOf(backup))))
    return html`<${Failed} title=${words.list.failed} trouble=${tree.trouble} again=${again} />`
  }
  if (node === null)
    return html`<${Empty} icon="folder" title=${words.folders.gone}>
      <p>${words.folders.goneText}</p>
      <button type="button" class="button" onClick=${() => go(inBackup(null))}>${words.folders.toInbox}</button>
    <//>`
  if (!backup || !node) return html`<div class="list-head" aria-busy="true"></div>`
  const missing = outcome(node)
  const total = node.folder.totalEmails
  return html`<header class="list-head">
      <h1><bdi>${visible(node.name)}</bdi></h1>
      ${missing === words.folders.notRead && total === 0 ? null : html`<p>${words.list.count(total)}</p>`}
      <span class="grow"></span>
      <p class="list-order">${missing ?? words.list.newestFirst}</p>
    </header>
    ${
      total === 0
        ? html`<${Nothing} notRead=${missing === words.folders.notRead} />`
        : html`<${ListRows} key=${node.folder.id} account=${accountOf(backup)} folder=${node.folder.id} name=${node.name} total=${total}
            seenFrom=${backup.takenAt} outgoing=${node.folder.role === 'sent' || node.folder.role === 'drafts'} />`
    }`
}

function Nothing({ notRead }: { notRead: boolean }) {
  if (notRead)
    return html`<${Empty} icon="warning" title=${words.list.emptyNotRead}><p>${words.list.emptyNotReadText}</p><//>`
  return html`<${Empty} icon="folder" title=${words.list.empty}><p>${words.list.emptyText}</p><//>`
}
