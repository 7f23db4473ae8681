import { html } from './html.ts'
import { icon } from './icons.ts'
import { foldersOfAllDays, openFolders } from './known-folders.ts'
import { place } from './place.ts'
import { chipText } from './search-chips.ts'
import { change, endSearch, searchFor } from './search-go.ts'
import { type Term, termsText, termText } from './search-terms.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

interface HeadProps {
  terms: readonly Term[]
  problems: ReadonlySet<Term>
  orders: readonly string[]
}

/** Above what was found: what is searched for, each part with a way to drop it; over which days; in which order. */
export function SearchHead({ terms, problems, orders }: HeadProps) {
  const folders = foldersOf(terms)
  return html`<div class="view-head">
    <div class="sought"><ul class="terms" aria-label=${words.search.searching}>${terms.map(term => {
      const text = problems.has(term)
        ? words.search.chip.problem(visible(termText(term)))
        : chipText(term, folders)
      const less = () => searchFor(termsText(terms.filter(one => one !== term)), place.peek().all)
      return html`<li class=${problems.has(term) ? 'term problem' : 'term'}><bdi>${text}</bdi><button type="button" class="quiet"
        aria-label=${words.search.remove(text)} onClick=${less}>${icon('close', 'small')}</button></li>`
    })}</ul><button type="button" class="quiet square" aria-label=${words.search.clear} title=${words.search.clear} onClick=${endSearch}>${icon('close')}</button></div>
    <div class="view-tools"><${Scope} /><span class="grow"></span><${Order} orders=${orders} /></div>
  </div>`
}

/** This backup or all days, as two buttons of which one is pressed. */
export function Scope() {
  const { all } = place.value
  const choice = (value: boolean, text: string) =>
    html`<button type="button" aria-pressed=${all === value} onClick=${() => change({ all: value })}>${text}</button>`
  return html`<div class="pair" role="group" aria-label=${words.search.scope}>
    ${choice(false, words.search.thisBackup)}${choice(true, words.search.allDays)}</div>`
}

/** In which order; the first is the usual one and stands in no address. */
export function Order({ orders }: { orders: readonly string[] }) {
  const now = orders.find(one => one === place.value.sort) ?? orders[0]
  const names: Record<string, string> = words.search.orders
  const onChange = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement
    change({ sort: value === orders[0] ? null : value })
  }
  return html`<label class="order"><span class="unseen">${words.search.order}</span>
    <select class="list-order" value=${now} onChange=${onChange}>${orders.map(one => html`<option value=${one}>${names[one]}</option>`)}</select></label>`
}

function foldersOf(terms: readonly Term[]) {
  const inFolder = terms.some(term => term.kind === 'in')
  const nodes = inFolder && place.value.all ? foldersOfAllDays()?.map(one => one.node) : undefined
  return nodes ?? openFolders() ?? []
}
