import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { AccessLinks } from './access-links.ts'
import { actWords } from './audit-words.ts'
import { dayAndTime } from './dates.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { loaded } from './loaded.ts'
import { Empty, Failed } from './notice.ts'
import { OneRequest } from './one-request.ts'
import { type AuditEntry, loadAudit, loadRequests, type Request, requests } from './restore-requests.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Every request of this mailbox: how it stands, what can be done with it, what became of each message. */
export function Requests() {
  useEffect(() => {
    loadRequests().catch(() => undefined)
  }, [])
  const first = loaded(`requests ${me.value?.control}`, loadRequests).value
  const all = requests.value
  const texts = words.requests
  return html`<${Dialog} title=${texts.title} kind="requests">
    ${all === null && first.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`}
    ${all === null && first.state === 'failed' && html`<${Failed} title=${texts.failedToLoad} trouble=${first.trouble} again=${() => loadRequests().catch(() => undefined)} />`}
    ${all?.length === 0 && html`<${Empty} icon="past" title=${texts.none}><p>${texts.noneText}</p><//>`}
    ${all !== null && all.length > 0 && html`<${List} all=${all} />`}
    <${AccessLinks} />
    ${all !== null && html`<${Looked} />`}
  <//>`
}

/** Requests that are drawn at first, and by each "Older requests". */
const some = 20

function List({ all }: { all: readonly Request[] }) {
  const shown = useSignal(some)
  const more = () => {
    shown.value += some
  }
  return html`<ul class="request-list">${all.slice(0, shown.value).map(one => html`<${OneRequest} key=${one.id} one=${one} />`)}</ul>
    ${all.length > shown.value && html`<button type="button" class="button" onClick=${more}>${words.requests.older}</button>`}`
}

/** Who did something with this account, beside its owner. */
function Looked() {
  const answer = loaded(`audit ${me.value?.control} ${requests.value?.length}`, loadAudit).value
  if (answer.state !== 'ready') return null
  const others = answer.value.filter(
    // A sign-in that the mail server did not confirm is the owner's only if they know of it.
    ({ by, act }) =>
      by.kind === 'admin' || by.kind === 'operator' || 'link' in by || act.startsWith('sign-in.'),
  )
  return html`<details class="looked"><summary>${words.requests.looked}</summary>
    ${others.length === 0 && html`<p class="fine">${words.requests.lookedNone}</p>`}
    <ul>${others.map(line)}</ul></details>`
}

function line({ id, at, by, act, about }: AuditEntry) {
  const zone = me.value?.zone ?? 'UTC'
  const when = (time: number) => dayAndTime(time, zone)
  const { actor } = words.requests
  const owner = 'link' in by && by.link !== undefined ? words.accessLinks.who(visible(by.link)) : actor.owner
  const who =
    by.kind === 'admin' ? actor.admin(visible(by.name)) : by.kind === 'owner' ? owner : actor[by.kind]
  return html`<li key=${id}><time datetime=${at}>${when(Date.parse(at))}</time> · <bdi>${who}</bdi>${words.colon}${actWords(words.acts, { act, about }, when)}</li>`
}
