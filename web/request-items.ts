import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { pathText } from './folder-path.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { loaded, ready, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { count, size } from './numbers.ts'
import { type Item, loadItems, type Request } from './restore-requests.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

const pageSize = 50

/** What becomes, or became, of each message; a page at a time. */
export function RequestItems({ one }: { one: Request }) {
  const isOpen = useSignal(false)
  return html`<details onToggle=${(event: Event) => {
    isOpen.value = (event.currentTarget as HTMLDetailsElement).open
  }}><summary>${words.requests.messages}</summary>${isOpen.value && html`<${Page} one=${one} />`}</details>`
}

type Answer = Awaited<ReturnType<typeof loadItems>>

function Page({ one }: { one: Request }) {
  const from = useSignal(0)
  const onlyFailed = useSignal(false)
  const before = useRef<Answer | undefined>(undefined)
  const { requests } = words
  // what changes while it runs is asked for anew with each step of its progress
  const key = `items ${one.id} ${from.value} ${onlyFailed.value} ${one.state} ${one.progress?.done}`
  const load = () => loadItems(one.id, from.value, pageSize, onlyFailed.value)
  const answer = loaded(key, load).value
  if (answer.state === 'failed')
    return html`<${Failed} title=${requests.failedToLoad} trouble=${answer.trouble} again=${() => reload(key, load)} />`
  // the page before stays until the next is here: a list that runs must not flicker with each step
  const shown = ready(answer) ?? before.current
  before.current = shown
  const failed = one.result?.failed ?? 0
  const choose = () => {
    onlyFailed.value = !onlyFailed.value
    from.value = 0
  }
  return html`${failed > 0 && html`<label class="option"><input type="checkbox" checked=${onlyFailed.value} onChange=${choose} /><span>${requests.onlyFailed(failed)}</span></label>`}
    ${shown ? html`<${List} answer=${shown} from=${from} />` : html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`}`
}

function List({ answer: { total, items, position }, from }: { answer: Answer; from: { value: number } }) {
  const { requests } = words
  const top = useRef<HTMLUListElement>(null)
  const last = Math.min(total, position + pageSize)
  const step = (by: number) => () => {
    from.value = Math.max(0, position + by)
    // the next page is read from its beginning
    top.current?.scrollIntoView({ block: 'nearest' })
  }
  return html`<ul class="request-items" ref=${top}>${items.map(item)}</ul>
    ${
      total > pageSize &&
      html`<p class="request-pages">
      <button type="button" class="button" disabled=${position === 0} onClick=${step(-pageSize)}>${requests.earlier}</button>
      <span role="status">${requests.range(count(position + 1), count(last), count(total))}</span>
      <button type="button" class="button" disabled=${last >= total} onClick=${step(pageSize)}>${requests.later}</button></p>`
    }`
}

function item({
  id,
  subject,
  path,
  target,
  size: octets,
  state,
  why,
  said,
}: Item & { subject: string | null }) {
  const { requests } = words
  return html`<li key=${id}>
    <p dir="auto">${visible(subject?.trim() ?? '') || requests.noSubject}</p>
    <p class="fine"><bdi>${pathText(path)}</bdi>${target !== path && html` ${icon('forward', 'small')} <bdi>${pathText(target)}</bdi>`} · ${size(octets)}</p>
    <p><strong class="tag" data-state=${state}>${requests.item[state]}</strong>${why !== null && html` <span>${requests.why[why]}</span>`}</p>
    ${said !== null && html`<p class="fine" dir="auto">${visible(said)}</p>`}
  </li>`
}
