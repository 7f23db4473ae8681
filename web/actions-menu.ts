import { signal } from '@preact/signals'
import type { ListSource } from './list-source.ts'
import type { Row } from './mail.ts'
import { selectionIn } from './selection.ts'

/** What a menu of actions is about. */
export interface ActionTarget {
  rows: Row[]
  source: ListSource | null
  /** everything the source has, not only these rows */
  all?: boolean
  /** what can be done with the list as well */
  list?: boolean
  /** a folder, which is not the list that is open */
  folder?: boolean
}

export interface OpenMenu {
  target: ActionTarget
  /** the point of the window it hangs at, in CSS pixels */
  at: { x: number; y: number }
  /** has the focus back when it closes */
  opener: Element | null
}

/** The menu that is open; its view and its actions are a part that comes later. */
export const menu = signal<OpenMenu | null>(null)

/** Opens the menu at a point, or under the button that asked for it. */
export function openMenu(target: ActionTarget, at: Element | { x: number; y: number } | null): void {
  const box = at instanceof Element ? at.getBoundingClientRect() : null
  const point = box ? { x: box.left, y: box.bottom + 4 } : at instanceof Element || !at ? { x: 0, y: 0 } : at
  menu.value = { target, at: point, opener: document.activeElement }
}

/** The menu of a row; where it is one of several that are selected, of all of these. */
export function openMenuFor(source: ListSource, row: Row, at: { x: number; y: number }): void {
  const { ids, rows, all } = selectionIn(source)
  const isAmong = all || ids.has(row.id)
  openMenu(isAmong ? { rows: [...rows.values()], source, all } : { rows: [row], source }, at)
}
