import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { folderTree } from './folder-tree.ts'
import { html } from './html.ts'
import { ListFoot } from './list-foot.ts'
import { ListHead } from './list-head.ts'
import { ListRows } from './list-rows.ts'
import { openList } from './list-source.ts'
import { reload } from './loaded.ts'
import { type ListPage, loadFolders } from './mail.ts'
import { Empty, Failed } from './notice.ts'
import { accountOf, inBackup, openBackup, openTree } from './open.ts'
import { go } from './place.ts'
import { words } from './words.ts'

/** The messages of the open folder, search or view, or why there are none to show. */
export function MessageList() {
  const source = openList.value
  const backup = openBackup.value
  const tree = openTree.value
  const page = useSignal<{ view: string; page: ListPage } | null>(null)
  const view = source?.view ?? ''
  const counted = useCallback(
    (answer: ListPage) => {
      page.value = { view, page: answer }
    },
    [page, view],
  )
  if (tree.state === 'failed' && backup) {
    const again = () =>
      reload(`folders ${backup.number}`, async () => folderTree(await loadFolders(accountOf(backup))))
    return html`<${Failed} title=${words.list.failed} trouble=${tree.trouble} again=${again} />`
  }
  if (source === null)
    return html`<${Empty} icon="folder" title=${words.folders.gone}>
      <p>${words.folders.goneText}</p>
      <button type="button" class="button" onClick=${() => go(inBackup(null))}>${words.folders.toInbox}</button>
    <//>`
  if (!source) return html`<div class="list-head" aria-busy="true"></div>`
  const known = page.value?.view === source.view ? page.value.page : null
  return html`<${ListHead} source=${source} page=${known} />
    <${ListRows} key=${source.view} source=${source} counted=${counted} />
    <${ListFoot} source=${source} page=${known} />`
}
