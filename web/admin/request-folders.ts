import type { PlannedFolder } from '../../src/domain/restore.ts'
import { html } from '../html.ts'
import { count } from '../numbers.ts'
import { visible } from '../visible-text.ts'
import { Table } from './table.ts'
import { words } from './words.ts'

/** A request folder by folder. */
export function RequestFolders({ folders }: { folders: readonly PlannedFolder[] }) {
  const { columns, folders: title } = words.requests
  return html`<h2>${title}</h2><${Table} name=${title} named columns=${[
    { text: columns.folder },
    { text: columns.to, kind: 'what' },
    { text: columns.add, kind: 'number' },
    { text: columns.there, kind: 'number' },
    { text: columns.moved, kind: 'number' },
  ]} rows=${folders.map(one => ({
    key: one.from,
    cells: [
      html`<bdi>${visible(one.from)}</bdi>`,
      html`<bdi>${visible(one.to)}</bdi>`,
      count(one.add),
      count(one.there),
      count(one.moved),
    ],
  }))} />`
}
