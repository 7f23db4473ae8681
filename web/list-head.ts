import { html } from './html.ts'
import { icon } from './icons.ts'
import { listOrders, orderOf } from './list-choice.ts'
import type { ListSource } from './list-source.ts'
import type { ListPage } from './mail.ts'
import { count } from './numbers.ts'
import { inBackup, openFolder } from './open.ts'
import { go, type ListFilter, listFilters, place } from './place.ts'
import { clearSelection, selectAll, selectionIn } from './selection.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** What the list is, how much is in it, in which order; and which of it is shown. */
export function ListHead({ source, page }: { source: ListSource; page: ListPage | null }) {
  const isFolder = source.head === undefined
  const isFiltered = isFolder && source.messages === null
  const total = isFiltered ? (page?.total ?? null) : (source.messages ?? page?.total ?? null)
  return html`<header class="list-head">
      <${SelectAll} source=${source} />
      <h1><bdi>${visible(source.title)}</bdi></h1>
      ${total === null || (source.note && total === 0) ? html`<p class="list-count"></p>` : html`<${Count} total=${total} isAtLeast=${page?.atLeast === true} />`}
      <span class="grow"></span>
      ${source.note && html`<p class="list-note">${icon('warning', 'small')}${source.note}</p>`}
      ${isFolder && html`<${Order} />`}
    </header>
    ${source.head ?? html`<${Filters} />`}`
}

/** In a narrow list the number alone, so that its name can be read. */
function Count({ total, isAtLeast }: { total: number; isAtLeast: boolean }) {
  const text = isAtLeast ? words.listing.atLeast(total) : words.list.count(total)
  return html`<p class="list-count" title=${text}><span class="list-count-words">${text}</span><span class="list-count-number" aria-hidden="true">${count(total)}${isAtLeast && '+'}</span></p>`
}

function SelectAll({ source }: { source: ListSource }) {
  const { all, ids } = selectionIn(source)
  const state = all ? 'true' : ids.size > 0 ? 'mixed' : 'false'
  return html`<button type="button" role="checkbox" class="check-all" aria-checked=${state} aria-label=${words.listing.selectEverything}
    title=${words.listing.selectEverything} onClick=${() => (all ? clearSelection() : selectAll(source))}><span>${icon('check', 'small')}</span></button>`
}

function Order() {
  const { property, isAscending } = orderOf(place.value.sort)
  const now = isAscending ? property : `-${property}`
  const names: Record<string, string> = words.listing.orders
  const onChange = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement
    go({ ...place.peek(), sort: value === listOrders[0] ? null : value }, { replace: true })
  }
  return html`<select class="list-order" aria-label=${words.listing.order} onChange=${onChange}>
    ${listOrders.map(order => html`<option value=${order} selected=${order === now}>${names[order]}</option>`)}
  </select>`
}

/** Which of a folder's messages are listed; those it lacks today are one more choice, which other days are looked through for. */
export function Filters() {
  const id = openFolder.value?.folder.id
  if (id === undefined) return null
  const { view, show } = place.value
  const now = view === 'missing' ? view : (show ?? 'all')
  const choice = (filter: ListFilter) =>
    html`<button type="button" class="filter" aria-pressed=${filter === now} onClick=${() => list(id, filter)}>${words.listing.filter[filter]}</button>`
  const [all, ...others] = listFilters
  // what people come for stands where no narrow list cuts it off
  return html`<div class="list-filters" role="group" aria-label=${words.listing.filters}>
    ${choice(all)}
    <button type="button" class="filter" aria-pressed=${now === 'missing'} onClick=${() => go({ ...inBackup(id), view: 'missing', all: true })}>${words.missing.title}</button>
    ${others.map(choice)}
  </div>`
}

// From all to unread and back nothing is left; out of what is missing it is a step.
function list(folder: string, filter: ListFilter): void {
  const at = place.peek()
  const show = filter === 'all' ? null : filter
  if (at.view === null) go({ ...at, show }, { replace: true })
  else go({ ...inBackup(folder), show })
}
