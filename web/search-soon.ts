import { useLayoutEffect, useRef } from 'preact/hooks'
import { closeDialog, Dialog, dialog } from './dialog.ts'
import { html } from './html.ts'
import { searchFor } from './search-go.ts'
import { words } from './words.ts'

let typed = ''

/** What was typed before the form was here; with that it begins, once. */
export function takeTyped(): string {
  const text = typed
  typed = ''
  return text
}

/** The search while its form is on its way: one box that takes every key, for letters that go astray are shortcuts. */
export function SearchSoon() {
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    box.current?.focus()
    return () => {
      // closed, and not followed by the form
      if (dialog.peek() !== 'search') typed = ''
    }
  }, [])
  const onSubmit = (event: Event) => {
    event.preventDefault()
    closeDialog()
    searchFor(takeTyped())
  }
  const onInput = (event: Event) => {
    typed = (event.currentTarget as HTMLInputElement).value
  }
  const { search } = words
  return html`<${Dialog} title=${search.title} kind="search-dialog">
    <form class="search-fields" aria-busy="true" onSubmit=${onSubmit}>
      <input ref=${box} type="text" aria-label=${search.box} maxlength="300" enterkeyhint="search" autocomplete="off" spellcheck=${false}
        dir="auto" onInput=${onInput} />
    </form>
  <//>`
}
