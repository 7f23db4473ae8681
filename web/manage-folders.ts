import { useSignal } from '@preact/signals'
import { Dialog } from './dialog.ts'
import { folded } from './folded.ts'
import { type FolderNode, flatten } from './folder-tree.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { openTree } from './open.ts'
import { hiddenFolders, setPreference } from './preferences.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Above this many folders one is looked for by its name. */
const many = 12

/** Which folders the list at the side shows. What is hidden there is kept, searched and looked through all the same. */
export function ManageFolders() {
  const wanted = useSignal('')
  const all = flatten(ready(openTree.value) ?? [])
  const hidden = new Set(hiddenFolders.value)
  const shown = all.filter(one => !hidden.has(one.folder.id)).length
  const search = folded(wanted.value)
  const found = search ? all.filter(one => folded(one.path).includes(search)) : all
  return html`<${Dialog} title=${words.manage.title}>
    <p>${words.manage.intro}</p>
    <p class="manage-note">${icon('lock', 'small')}${words.manage.note}</p>
    ${
      all.length > many &&
      html`<label class="folder-search"><span class="unseen">${words.manage.find}</span>
        <input type="search" placeholder=${words.manage.find} value=${wanted.value} onInput=${(
          event: InputEvent,
        ) => {
          wanted.value = (event.currentTarget as HTMLInputElement).value
        }} /></label>`
    }
    <ul class="manage-list">${found.map(one => line(one, hidden, search !== ''))}</ul>
    ${found.length === 0 && html`<p class="fine">${words.manage.none}</p>`}
    <div class="manage-end"><p role="status">${words.manage.count(shown, all.length)}</p>
      ${
        hidden.size > 0 &&
        html`<button type="button" class="button" onClick=${() => setPreference('hiddenFolders', [])}>${words.manage.showAll}</button>`
      }</div>
  <//>`
}

function line(one: FolderNode, hidden: ReadonlySet<string>, isFlat: boolean) {
  const { manage } = words
  const isHidden = hidden.has(one.folder.id)
  const inside = flatten(one.children).map(({ folder }) => folder.id)
  const isMixed = inside.some(id => hidden.has(id) !== isHidden)
  return html`<li key=${one.folder.id} style=${{ '--depth': isFlat ? 0 : Math.min(one.depth, 8) }}>
    <label class="option"><input type="checkbox" checked=${!isHidden} onChange=${() => hide([one.folder.id], !isHidden)} />
      <bdi>${visible(isFlat ? one.path : one.name)}</bdi></label>
    ${
      isMixed &&
      html`<button type="button" class="linklike" onClick=${() => hide(inside, isHidden)}>${isHidden ? manage.hideInside : manage.showInside}</button>`
    }
    ${isHidden && html`<span class="fine">${manage.hidden}</span>`}
  </li>`
}

function hide(ids: readonly string[], on: boolean): void {
  const next = new Set(hiddenFolders.peek())
  for (const id of ids) {
    if (on) next.add(id)
    else next.delete(id)
  }
  setPreference('hiddenFolders', [...next])
}
