import { useSignal } from '@preact/signals'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { loaded, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { type Item, loadItems, type Request } from './restore-requests.ts'
import { visible } from './visible-text.ts'
import { count, size, words } from './words.ts'

const pageSize = 50

/** What becomes, or became, of each message; a page at a time. */
export function RequestItems({ one }: { one: Request }) {
  const isOpen = useSignal(false)
  return html`<details onToggle=${(event: Event) => {
    isOpen.value = (event.currentTarget as HTMLDetailsElement).open
  }}><summary>${words.requests.messages}</summary>${isOpen.value && html`<${Page} one=${one} />`}</details>`
}

function Page({ one }: { one: Request }) {
  const from = useSignal(0)
  const { requests } = words
  // what changes while it runs is asked for anew with each step of its progress
  const key = `items ${one.id} ${from.value} ${one.state} ${one.progress?.done}`
  const load = () => loadItems(one.id, from.value, pageSize)
  const answer = loaded(key, load).value
  if (answer.state === 'failed')
    return html`<${Failed} title=${requests.failedToLoad} trouble=${answer.trouble} again=${() => reload(key, load)} />`
  if (answer.state === 'loading')
    return html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`
  const { total, items } = answer.value
  const last = Math.min(total, from.value + pageSize)
  const step = (by: number) => () => {
    from.value = Math.max(0, from.value + by)
  }
  return html`<ul class="request-items">${items.map(item)}</ul>
    ${
      total > pageSize &&
      html`<p class="request-pages">
      <button type="button" class="button" disabled=${from.value === 0} onClick=${step(-pageSize)}>${requests.earlier}</button>
      <span>${requests.range(count(from.value + 1), count(last), count(total))}</span>
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
    <p class="fine"><bdi>${visible(path)}</bdi>${target !== path && html` ${icon('forward', 'small')} <bdi>${visible(target)}</bdi>`} · ${size(octets)}</p>
    <p><strong class="tag" data-state=${state}>${requests.item[state]}</strong>${why !== null && html` <span>${requests.why[why]}</span>`}</p>
    ${said !== null && html`<p class="fine" dir="auto">${visible(said)}</p>`}
  </li>`
}
