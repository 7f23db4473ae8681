import { useSignal } from '@preact/signals'
import { ChangedFolders } from './changed-folders.ts'
import { ChangedMessages } from './changed-messages.ts'
import { type ChangeKind, loadChanges } from './changes.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { loaded, ready, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { accountOf, backups, neighbour, openBackup } from './open.ts'
import { whenTaken } from './presence-note.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** What changed between two backups, folder by folder and message by message. It begins with the open one and the one before. */
export function CompareDialog() {
  const all = ready(backups.value)?.all ?? []
  const open = openBackup.value
  const control = me.value?.control
  const from = useSignal((neighbour(-1) ?? all[0])?.number ?? 0)
  const to = useSignal((neighbour(-1) ? open : all[1])?.number ?? 0)
  const folder = useSignal<string | null>(null)
  const kind = useSignal<ChangeKind | null>(null)
  if (!control) return null
  const { compare } = words
  if (all.length < 2)
    return html`<${Dialog} title=${compare.title} kind="small"><p>${compare.onlyOne}</p><//>`
  const choice = (label: string, which: { value: number }) =>
    html`<label class="field"><span>${label}</span><select value=${which.value} onChange=${(event: Event) => {
      which.value = Number((event.currentTarget as HTMLSelectElement).value)
      folder.value = null
      kind.value = null
    }}>${all.toReversed().map(one => html`<option value=${one.number} selected=${one.number === which.value}>${whenTaken(one)}</option>`)}</select></label>`
  return html`<${Dialog} title=${compare.title} kind="compare">
    <div class="compare-days">${choice(compare.from, from)}${choice(compare.to, to)}</div>
    ${
      from.value === to.value
        ? html`<p class="fine">${compare.same}</p>`
        : html`<${Changed} key=${`${from.value} ${to.value}`} control=${control} from=${accountOf({ number: from.value })}
            to=${accountOf({ number: to.value })} folder=${folder} kind=${kind} />`
    }
  <//>`
}

interface ChangedProps {
  control: string
  from: string
  to: string
  folder: { value: string | null }
  kind: { value: ChangeKind | null }
}

function Changed({ control, from, to, folder, kind }: ChangedProps) {
  const key = `changes ${control} ${from} ${to}`
  const load = () => loadChanges(control, { from, to, mailboxId: null, kind: null, position: 0 })
  const answer = loaded(key, load).value
  if (answer.state === 'failed')
    return html`<${Failed} title=${words.compare.failed} trouble=${answer.trouble} again=${() => reload(key, load)} />`
  if (answer.state === 'loading')
    return html`<div class="late" aria-busy="true"><div class="bone long"></div><div class="bone"></div></div>`
  const { folders, total } = answer.value
  const isSame = total === 0 && folders.every(one => one.state === 'same')
  if (isSame) return html`<p>${words.compare.nothing}</p>`
  return html`<${ChangedFolders} folders=${folders} chosen=${folder.value} choose=${(id: string | null) => {
    folder.value = id
  }} />
    <${ChangedMessages} key=${`${folder.value} ${kind.value}`} control=${control} from=${from} to=${to} folders=${folders}
      folder=${folder.value} kind=${kind.value} choose=${(one: ChangeKind | null) => {
        kind.value = one
      }} />`
}
