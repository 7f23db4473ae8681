/** Taller elements than this are cut by some browsers (Firefox at about 17.8 million pixels). */
const tallest = 12_000_000

/** Which rows of a long list are drawn, and where. Heights in CSS pixels. */
export interface RowWindow {
  /** height of the element that gives the scroll bar its true length */
  height: number
  first: number
  /** end, exclusive */
  end: number
  /** distance of row `first` from the top of that element */
  top: number
}

/**
 * Rows to draw for a scroll position. Below `all` rows every row is drawn, so that the browser's own search finds
 * them. Past the tallest element the scroll bar is stretched: one pixel of it then stands for more than one of the list.
 */
export function rowWindow(
  total: number,
  row: number,
  scroll: number,
  view: number,
  { spare = 8, all = 200 }: { spare?: number; all?: number } = {},
): RowWindow {
  const natural = total * row
  const height = Math.min(natural, tallest)
  if (total <= all) return { height, first: 0, end: total, top: 0 }
  const offset = virtualTop(total, row, scroll, view)
  const first = Math.max(0, Math.floor(offset / row) - spare)
  const end = Math.min(total, Math.ceil((offset + view) / row) + spare)
  return { height, first, end, top: first * row - offset + scroll }
}

/** The scroll position at which row `index` is wholly visible, moving as little as may be from the present one. */
export function scrollTo(total: number, row: number, scroll: number, view: number, index: number): number {
  const offset = virtualTop(total, row, scroll, view)
  const wanted = Math.max(Math.min(offset, index * row), (index + 1) * row - view)
  if (wanted === offset) return scroll
  return Math.round(Math.max(0, wanted) * stretch(total, row, view))
}

/** The pages of `size` rows that cover a window. */
export function pagesOf(window: RowWindow, size: number): number[] {
  if (window.end === 0) return [0]
  const first = Math.floor(window.first / size)
  return Array.from({ length: Math.floor((window.end - 1) / size) - first + 1 }, (_, i) => first + i)
}

function virtualTop(total: number, row: number, scroll: number, view: number): number {
  const natural = total * row
  return Math.max(0, Math.min(scroll / stretch(total, row, view), natural - view))
}

function stretch(total: number, row: number, view: number): number {
  const natural = total * row
  return natural <= tallest ? 1 : (tallest - view) / (natural - view)
}
