import { useSignal, useSignalEffect } from '@preact/signals'
import { useCallback, useRef } from 'preact/hooks'
import { openDialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { enterPane, useAction } from './keys.ts'
import { place } from './place.ts'
import { narrow } from './preferences.ts'
import { endSearch, overAll, searchFor } from './search-go.ts'
import { words } from './words.ts'

/** The search box of the top bar; where there is no room for it, a button that opens the form. `/` leads to either. */
export function SearchBox() {
  const box = useRef<HTMLInputElement>(null)
  const text = useSignal('')
  useSignalEffect(() => {
    const { view, q, all } = place.value
    text.value = view === 'search' ? (q ?? '') : ''
    if (view !== null) overAll.value = all
  })
  useAction(
    'search',
    useCallback(() => {
      if (narrow.peek() || !box.current?.checkVisibility()) openDialog('search')
      else box.current.select()
    }, []),
  )
  const { search } = words
  const onSubmit = (event: Event) => {
    event.preventDefault()
    searchFor(text.peek())
    // the next key goes through what was found, whose rows are still on their way
    if (text.peek().trim()) document.getElementById('messages')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (text.peek() === '' || place.peek().view !== 'search') enterPane(document.getElementById('messages'))
    text.value = ''
    endSearch()
  }
  const onScope = (event: Event) => {
    overAll.value = (event.currentTarget as HTMLSelectElement).value === 'all'
    if (place.peek().view === 'search') searchFor(text.peek())
  }
  return html`<search class="search not-phone"><form class="search-form" onSubmit=${onSubmit}>
      ${icon('search')}
      <input ref=${box} type="search" aria-label=${search.box} placeholder=${overAll.value ? search.all : search.day}
        value=${text.value} maxlength="1000" enterkeyhint="search" autocomplete="off" spellcheck=${false} dir="auto"
        onKeyDown=${onKeyDown} onInput=${(event: Event) => {
          text.value = (event.currentTarget as HTMLInputElement).value
        }} />
      <select class="search-scope" aria-label=${search.scope} value=${overAll.value ? 'all' : 'day'} onChange=${onScope}>
        <option value="all">${search.allDays}</option><option value="day">${search.thisBackup}</option></select>
      <button type="button" class="quiet square" aria-haspopup="dialog" aria-label=${search.options} title=${search.options}
        onClick=${() => openDialog('search')}>${icon('tune')}</button>
    </form></search>
    <button type="button" class="quiet square only-phone" aria-haspopup="dialog" aria-label=${search.title}
      onClick=${() => openDialog('search')}>${icon('search')}</button>`
}
