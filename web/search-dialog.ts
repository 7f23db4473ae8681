import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { closeDialog, Dialog } from './dialog.ts'
import { html } from './html.ts'
import { foldersOfAllDays, type KnownFolder, openFolders } from './known-folders.ts'
import { place } from './place.ts'
import { type Fields, fieldsOf, termsOf } from './search-fields.ts'
import { nameOf } from './search-filter.ts'
import { overAll, searchFor } from './search-go.ts'
import { takeTyped } from './search-soon.ts'
import { parseTerms, termsText } from './search-terms.ts'
import { octetsOf } from './search-values.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** The search as a form: what the operators do, for those who do not type them. On a phone it is the search. */
export function SearchDialog() {
  const all = useSignal(overAll.peek())
  const folders = foldersFor(all.value)
  const nodes = folders.map(one => one.node)
  const begun = place.peek().view === 'search' ? (place.peek().q ?? '') : ''
  const typed = useState(takeTyped)[0]
  const fields = useSignal<Fields | null>(typed ? { ...fieldsOf([], nodes), words: typed } : null)
  const shown = fields.value ?? fieldsOf(parseTerms(begun), nodes)
  const first = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    first.current?.focus()
    // what is typed goes on at the end, or takes the place of the search before
    if (typed) first.current?.setSelectionRange(typed.length, typed.length)
    else first.current?.select()
  }, [])
  const set = (part: Partial<Fields>) => {
    fields.value = { ...shown, ...part }
  }
  const onSubmit = (event: Event) => {
    event.preventDefault()
    closeDialog()
    searchFor(termsText(termsOf(shown)), all.peek())
  }
  const form = words.searchForm
  const field = (name: TextField, label: string, more: Record<string, unknown> = {}) =>
    html`<label class="field"><span>${label}</span><input type="text" value=${shown[name]} maxlength="300" autocomplete="off" spellcheck=${false}
      dir="auto" ...${more} onInput=${(event: InputEvent) => set({ [name]: (event.currentTarget as HTMLInputElement).value })} /></label>`
  const check = (name: CheckField, label: string, hint?: string) =>
    html`<label class="check"><input type="checkbox" checked=${shown[name]} onChange=${(event: Event) =>
      set({
        [name]: (event.currentTarget as HTMLInputElement).checked,
      })} /><span>${label}${hint && html` <span class="fine">${hint}</span>`}</span></label>`
  const octets = (name: 'larger' | 'smaller', label: string) =>
    field(name, label, { placeholder: form.sizeHint, onChange: checkSize, inputmode: 'text' })
  return html`<${Dialog} title=${words.search.title} kind="search-dialog">
    <form class="search-fields" onSubmit=${onSubmit}>
      ${field('words', form.words, { ref: first, enterkeyhint: 'search', 'aria-describedby': 'search-words-hint' })}
      <p id="search-words-hint" class="fine">${form.wordsHint}</p>
      <div class="pair" role="group" aria-label=${words.search.scope}>
        <button type="button" aria-pressed=${all.value} onClick=${() => {
          all.value = true
        }}>${words.search.allDays}</button>
        <button type="button" aria-pressed=${!all.value} onClick=${() => {
          all.value = false
        }}>${words.search.thisBackup}</button>
      </div>
      ${check('missing', form.missing, form.missingHint)}
      <div class="field-pairs">
        ${field('from', form.from)}${field('to', form.to)}
        ${field('subject', form.subject)}${field('file', form.file)}
        ${field('after', form.after, { type: 'date' })}${field('until', form.until, { type: 'date' })}
        ${octets('larger', form.larger)}${octets('smaller', form.smaller)}
        <label class="field"><span>${form.folder}</span><select value=${shown.folder} onChange=${(
          event: Event,
        ) => set({ folder: (event.currentTarget as HTMLSelectElement).value })}>
          <option value="">${form.anyFolder}</option>
          ${folders.map(({ node, isOpen }) => html`<option value=${nameOf(node, nodes)}>${isOpen ? visible(node.path) : form.goneFolder(visible(node.path))}</option>`)}
        </select></label>
      </div>
      <div class="checks">${check('attachment', form.attachment)}${check('unread', form.unread)}${check('flagged', form.flagged)}</div>
      <div class="dialog-actions">
        <button type="button" class="linklike" onClick=${() => {
          fields.value = fieldsOf([], nodes)
        }}>${form.reset}</button>
        <span class="grow"></span>
        <button type="submit" class="button main">${words.search.submit}</button>
      </div>
    </form>
  <//>`
}

type TextField = { [K in keyof Fields]: Fields[K] extends string ? K : never }[keyof Fields]
type CheckField = { [K in keyof Fields]: Fields[K] extends boolean ? K : never }[keyof Fields]

function checkSize(event: Event): void {
  const input = event.currentTarget as HTMLInputElement
  const isWrong = input.value.trim() !== '' && octetsOf(input.value) === null
  input.setCustomValidity(isWrong ? words.searchForm.wrongSize : '')
}

function foldersFor(all: boolean): KnownFolder[] {
  const open = openFolders()?.map(node => ({ node, isOpen: true })) ?? []
  return (all ? foldersOfAllDays() : undefined) ?? open
}
