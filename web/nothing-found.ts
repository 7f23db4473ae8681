import { clock, longDay } from './dates.ts'
import { html } from './html.ts'
import { openFolders } from './known-folders.ts'
import { ready } from './loaded.ts'
import { Empty } from './notice.ts'
import { count, listed } from './numbers.ts'
import { backups, openBackup } from './open.ts'
import { place } from './place.ts'
import { chipText } from './search-chips.ts'
import { change, searchFor } from './search-go.ts'
import { type Term, termsText, termText } from './search-terms.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Nothing was found: what was looked for and where, and what else can be tried. */
export function NothingFound(props: {
  terms: readonly Term[]
  problems: ReadonlySet<Term>
  isAsked: boolean
}) {
  const { search } = words
  const backup = openBackup.value
  const wrong = [...props.problems].map(term => search.chip.problem(visible(termText(term))))
  if (!props.isAsked)
    return html`<${Empty} icon="search" title=${wrong.length ? search.none : search.notSearched}>
      ${wrong.map(text => html`<p><bdi>${text}</bdi></p>`)}<p>${search.notSearchedText}</p><//>`
  const terms = props.terms.filter(term => !props.problems.has(term))
  const { all } = place.value
  const folders = openFolders() ?? []
  const chips = terms.map(term => chipText(term, folders))
  const where = all
    ? search.noneInAll(count(ready(backups.value)?.all.length ?? 0))
    : backup &&
      search.noneInBackup(`${longDay(backup.takenAt, backup.zone)}, ${clock(backup.takenAt, backup.zone)}`)
  return html`<${Empty} icon="search" title=${search.none}>
    <p><bdi>${search.noneFor(listed(chips))}</bdi> ${where}</p>${wrong.map(text => html`<p><bdi>${text}</bdi></p>`)}
    ${!all && html`<button type="button" class="button main" onClick=${() => change({ all: true })}>${search.tryAll}</button>`}
    <p>${search.tryFewer}</p>
    ${
      terms.length > 1 &&
      html`<div class="offers">${terms.slice(0, 4).map(
        (term, n) => html`<button type="button" class="button"
          onClick=${() => searchFor(termsText(terms.filter(one => one !== term)), all)}><bdi>${search.tryWithout(chips[n] ?? '')}</bdi></button>`,
      )}</div>`
    }
    <p class="fine">${words.missing.limit}</p>
  <//>`
}
