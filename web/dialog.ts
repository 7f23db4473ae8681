import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { endWindowStep, windowStep } from './place.ts'
import { narrow } from './preferences.ts'
import { words } from './words.ts'

export type DialogName =
  | 'calendar'
  | 'help'
  | 'receipt'
  | 'letters'
  | 'plan'
  | 'folders'
  | 'settings'
  | 'manage-folders'
  | 'my-backups'
  | 'preview'
  | 'source'
  | `receipt ${number}`
  | `failed ${string}`
  | 'download'
  | 'restore'
  | 'requests'
  | 'sign-in'
  | 'search'
  | 'compare'
  | `history ${string}`

/** The dialog that is open; there is one at a time. */
export const dialog = signal<DialogName | null>(null)

let before: Element | null = null

export function openDialog(name: DialogName): void {
  // from one dialog to the next: the focus goes back to where the first was opened
  if (!document.activeElement?.closest('dialog')) before = document.activeElement
  dialog.value = name
  // on a phone and for the drawer Back is the way to close what lies on top
  if (narrow.peek() || name === 'folders') windowStep(closeDialog)
}

export function closeDialog(): void {
  dialog.value = null
  endWindowStep()
}

/** A modal window: native, so Escape, focus and everything behind it are the browser's work. */
export function Dialog(props: { title: string; kind?: string; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null)
  // Before the next key, not after the next picture: who types fast moves in the dialog at once.
  useLayoutEffect(() => {
    const opener = before
    element.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  const own = useRef(dialog.peek()).current
  // The event comes late: by then another dialog may have been opened.
  const onClose = () => {
    if (dialog.peek() === own) closeDialog()
  }
  const onClick = (event: MouseEvent) => {
    if (event.target === element.current) closeDialog()
  }
  return html`<dialog
    ref=${element}
    class=${`dialog ${props.kind ?? ''}`}
    aria-labelledby="dialog-title"
    onClose=${onClose}
    onClick=${onClick}
  >
    <div class="dialog-inside">
      <header class="dialog-head">
        <h2 id="dialog-title">${props.title}</h2>
        <button type="button" class="quiet square" aria-label=${words.close} onClick=${closeDialog}>
          ${icon('close')}
        </button>
      </header>
      <div class="dialog-body">${props.children}</div>
    </div>
  </dialog>`
}
