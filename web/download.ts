import { signal } from '@preact/signals'
import type { ExportWhat } from '../src/http/wire.ts'
import { openDialog } from './dialog.ts'

export interface DownloadTarget {
  /** what it is, as people call it; its file is named after it */
  title: string
  /** null: not known yet */
  messages: number | null
  what: ExportWhat[]
}

/** What the dialog is about. */
export const downloadTarget = signal<DownloadTarget | null>(null)

/** Opens the dialog in which form and names are chosen. */
export function openDownload(target: DownloadTarget): void {
  downloadTarget.value = target
  openDialog('download')
}
