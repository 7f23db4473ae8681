import { signal } from '@preact/signals'
import { openDialog } from './dialog.ts'
import type { Letter } from './letter.ts'
import type { BodyPart } from './mail.ts'

/** What the preview window shows. */
export interface Previewed {
  kind: 'picture' | 'text'
  part: BodyPart
  letter: Letter
}

export const previewed = signal<Previewed | null>(null)
/** The letter whose source is shown. */
export const sourceOf = signal<Letter | null>(null)

export function openPreview(what: Previewed): void {
  previewed.value = what
  openDialog('preview')
}

export function openSource(letter: Letter): void {
  sourceOf.value = letter
  openDialog('source')
}
