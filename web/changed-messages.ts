import { useSignal } from '@preact/signals'
import {
  type Change,
  type ChangeKind,
  changeKinds,
  changesAtOnce,
  type FolderChanges,
  loadChanges,
} from './changes.ts'
import { listDate } from './dates.ts'
import { html } from './html.ts'
import { loaded, reload } from './loaded.ts'
import { markWords } from './mark-words.ts'
import { Failed } from './notice.ts'
import { count, listed } from './numbers.ts'
import { openBackup } from './open.ts'
import { calledBy } from './people.ts'
import { home, type Place, placePath } from './place.ts'
import { spotName } from './presence-badge.ts'
import { backupOf } from './stood-on.ts'
import { visible } from './visible-text.ts'
import { visit } from './visit.ts'
import { words } from './words.ts'

interface Props {
  control: string
  from: string
  to: string
  folders: readonly FolderChanges[]
  folder: string | null
  kind: ChangeKind | null
  choose: (kind: ChangeKind | null) => void
}

/** The messages that changed, a page at a time; each opens in the backup that holds it. */
export function ChangedMessages({ control, from, to, folders, folder, kind, choose }: Props) {
  const { compare } = words
  const pages = useSignal(1)
  const filter = (value: ChangeKind | null, text: string) =>
    html`<button type="button" class="filter" aria-pressed=${kind === value} onClick=${() => choose(value)}>${text}</button>`
  const page = (n: number) => {
    const asked = { from, to, mailboxId: folder, kind, position: n * changesAtOnce }
    const key = `changes ${control} ${JSON.stringify(asked)}`
    const load = () => loadChanges(control, asked)
    return { answer: loaded(key, load).value, again: () => reload(key, load) }
  }
  const answers = Array.from({ length: pages.value }, (_, n) => page(n))
  const failed = answers.find(one => one.answer.state === 'failed')
  const all = answers.flatMap(({ answer }) => (answer.state === 'ready' ? answer.value.list : []))
  const [first] = answers
  const total = first?.answer.state === 'ready' ? first.answer.value.total : null
  const isLoading = answers.some(one => one.answer.state === 'loading')
  return html`<div class="changed-kinds" role="group" aria-label=${compare.kind}>
      ${filter(null, compare.all)}${changeKinds.map(one => filter(one, compare[one]))}</div>
    <p class="fine" role="status">${total !== null && compare.changes(total)}</p>
    <ul class="changes">${all.map(one => html`<${OneChange} key=${one.kind + one.emailId} change=${one} folders=${folders} />`)}</ul>
    ${total === 0 && html`<p>${compare.nothingSuch}</p>`}
    ${failed?.answer.state === 'failed' && html`<${Failed} title=${compare.failed} trouble=${failed.answer.trouble} again=${failed.again} />`}
    ${isLoading && html`<p class="late fine" aria-busy="true">${words.loading}</p>`}
    ${
      total !== null &&
      all.length < total &&
      !isLoading &&
      html`<p class="more"><button type="button" class="button" onClick=${() => {
        pages.value += 1
      }}>${compare.more}</button> <span class="fine">${compare.shown(count(all.length), count(total))}</span></p>`
    }`
}

function OneChange({ change, folders }: { change: Change; folders: readonly FolderChanges[] }) {
  const backup = backupOf(change.accountId)
  const subject = visible(change.subject?.trim() ?? '') || words.list.noSubject
  const text = html`<span class="change-who"><bdi>${calledBy(change.from, words.list.noSender)}</bdi>
      <time datetime=${change.receivedAt}>${listDate(Date.parse(change.receivedAt), openBackup.value?.takenAt ?? 0)}</time></span>
    <span class="change-subject" dir="auto">${subject}</span>
    <span class="change-what" data-kind=${change.kind}>${changeText(change, folders)}</span>`
  if (!backup) return html`<li class="change">${text}</li>`
  const folder = change.kind === 'moved' && change.toMailboxId ? change.toMailboxId : change.mailboxId
  const to: Place = { ...home, point: backup.number, folder, email: change.emailId }
  return html`<li class="change"><a href=${placePath(to)} onClick=${visit(to)}>${text}</a></li>`
}

function changeText(change: Change, folders: readonly FolderChanges[]): string {
  const { compare } = words
  const name = (id: string | null, path: string | null) =>
    spotName({ path: path ?? '', role: folders.find(one => one.mailboxId === id)?.role ?? null })
  const here = name(change.mailboxId, change.path)
  if (change.kind === 'added') return compare.isAdded(here)
  if (change.kind === 'gone') return compare.isGone(here)
  if (change.kind === 'moved') return compare.isMoved(here, name(change.toMailboxId, change.toPath))
  const [old, now] = [Object.keys(change.before ?? {}), Object.keys(change.after ?? {})]
  const marks = markWords(
    now.filter(one => !old.includes(one)),
    old.filter(one => !now.includes(one)),
  )
  return compare.isMarked(marks.length > 0 ? listed(marks) : compare.flags, here)
}
