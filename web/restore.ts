import { signal } from '@preact/signals'
import type { ExportWhat } from '../src/http/wire.ts'
import { openDialog } from './dialog.ts'

export interface RestoreTarget {
  /** what it is, as people call it */
  title: string
  /** null: not known */
  messages: number | null
  what: ExportWhat[]
  /** the day it is of; null: each message has its own */
  point: number | null
  /** the folder it stands for, by its name */
  folder: string | null
}

/** What the dialog is about. */
export const restoreTarget = signal<RestoreTarget | null>(null)

/** Opens the dialog in which is chosen what comes back and where to. */
export function openRestore(target: RestoreTarget): void {
  restoreTarget.value = target
  openDialog('restore')
}
