import type { ComponentChildren } from 'preact'
import { html } from '../html.ts'
import { Wide } from './parts.ts'

export interface Column {
  text: string
  /** 'acts' are buttons, whose column needs no name where each row stands by itself */
  kind?: 'number' | 'when' | 'address' | 'what' | 'acts'
}

/**
 * A table; on a phone each row is a card whose cells say what they are, so that nothing has to be scrolled to. What is
 * shown as blocks is no table to every browser, so the roles are said. `named`: the first cell says what its row is about.
 */
export function Table(props: {
  name: string
  columns: readonly Column[]
  rows: readonly { key: string | number; cells: readonly ComponentChildren[] }[]
  named?: boolean
}) {
  const { name, columns, rows, named = false } = props
  return html`<${Wide} name=${name}><table class="admin-table" role="table"><thead role="rowgroup"><tr role="row">${columns.map(
    ({ text, kind }) => html`<th scope="col" role="columnheader" class=${kind}>${text}</th>`,
  )}</tr></thead>
    <tbody role="rowgroup">${rows.map(
      ({ key, cells }) =>
        html`<tr key=${key} role="row">${cells.map((cell, i) =>
          named && i === 0
            ? html`<th scope="row" role="rowheader">${cell}</th>`
            : html`<td role="cell" class=${columns[i]?.kind} data-label=${columns[i]?.text}>${cell}</td>`,
        )}</tr>`,
    )}</tbody></table><//>`
}
