import type { VNode } from 'preact'
import { html } from './html.ts'

const strokes = {
  back: 'm12.5 4.5-5.5 5.5 5.5 5.5',
  forward: 'm7.5 4.5 5.5 5.5-5.5 5.5',
  leave: 'M16 10H4.6M9.4 5.2 4.6 10l4.8 4.8',
  down: 'm5 7.5 5 5 5-5',
  close: 'm5 5 10 10M15 5 5 15',
  calendar: 'M3.5 5.5h13v11h-13zM3.5 8.8h13M7 3.2v3.4M13 3.2v3.4',
  clip: 'm15.6 9.3-5.7 5.7a3.6 3.6 0 0 1-5.1-5.1l6-6a2.4 2.4 0 0 1 3.4 3.4l-5.9 5.9a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3',
  star: 'm10 3.2 2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7-3.4-3.3 4.7-.7z',
  download: 'M10 3.5v9M6.3 9l3.7 3.7L13.7 9M4 16.5h12',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  person: 'M10 9.6a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2ZM3.8 16.6c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6',
  warning: 'M10 3.6 17.2 16H2.8zM10 8.4v3.4M10 13.9v.2',
  inbox: 'M3.2 11.2 5.4 4.6h9.2l2.2 6.6v4.2H3.2zM3.2 11.2h3.9c0 1.5 1.3 2.5 2.9 2.5s2.9-1 2.9-2.5h3.9',
  sent: 'M16.8 3.2 3.2 8.4l5.2 2.9 2.9 5.3zM16.8 3.2l-8.4 8.1',
  drafts: 'm12.6 4.2 3.2 3.2-8.3 8.3-3.9.7.7-3.9zM10.8 6l3.2 3.2',
  junk: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM5.2 5.2l9.6 9.6',
  trash: 'M4 5.8h12M8 5.6V3.8h4v1.8M5.4 5.8l.7 10.7h7.8l.7-10.7M8.5 8.8v4.9M11.5 8.8v4.9',
  archive: 'M3.2 4.2h13.6v3.4H3.2zM4.4 7.6v8.2h11.2V7.6M8.2 10.4h3.6',
  folder: 'M2.9 5.2h4.8l1.6 1.9h7.8v8.4H2.9z',
  lock: 'M5 9.2h10v7.3H5zM7 9.2V6.6a3 3 0 0 1 6 0v2.6',
  eye: 'M2.4 10S5.2 5 10 5s7.6 5 7.6 5-2.8 5-7.6 5-7.6-5-7.6-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  picture: 'M3.2 4.4h13.6v11.2H3.2zM3.2 13l3.8-3.6 3 2.7 2.6-2.4 4.2 3.7M12.8 8h.1',
  file: 'M5 3.2h6.2L15 7v9.8H5zM11 3.4V7h3.8',
  past: 'M3.6 4.2v3.9h3.9M3.9 8.1a6.7 6.7 0 1 1-.5 3.6M10 6.6v3.7l2.4 1.5',
  sun: 'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M4.8 15.2l1.1-1.1M14.1 5.9l1.1-1.1',
  moon: 'M16.2 11.8A6.6 6.6 0 0 1 8.2 3.8a6.6 6.6 0 1 0 8 8Z',
  print: 'M6 7.4V3.4h8v4M6 13.6H3.6V7.4h12.8v6.2H14M6 11.6h8v5H6z',
  dots: 'M4.4 9.9v.2M10 9.9v.2M15.6 9.9v.2',
  code: 'm7 6-4 4 4 4M13 6l4 4-4 4',
  search: 'M8.8 14.4a5.6 5.6 0 1 0 0-11.2 5.6 5.6 0 0 0 0 11.2ZM12.8 12.8l4.2 4.2',
  tune: 'M3.5 6h7M14.5 6h2M12.5 4v4M3.5 14h2M9.5 14h7M7.5 12v4',
  tab: 'M8.5 4.5h-4v11h11v-4M11.5 4.5h4v4M15.2 4.8l-6 6',
  link: 'M8.4 11.6a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.9.9M11.6 8.4a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l.9-.9',
  gear: 'M10 12.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM8.7 3.2h2.6l.4 1.9 1.3.6 1.7-.9 1.8 1.8-.9 1.7.6 1.3 1.9.4v2.6l-1.9.4-.6 1.3.9 1.7-1.8 1.8-1.7-.9-1.3.6-.4 1.9H8.7l-.4-1.9-1.3-.6-1.7.9-1.8-1.8.9-1.7-.6-1.3-1.9-.4V8.7l1.9-.4.6-1.3-.9-1.7 1.8-1.8 1.7.9 1.3-.6z',
  check: 'm4.4 10.6 3.6 3.6 7.6-8.2',
} as const

export type IconName = keyof typeof strokes

/** A picture beside a word; it says nothing itself. */
export function icon(name: IconName, extra = ''): VNode {
  return html`<svg class=${`icon ${extra}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d=${strokes[name]} />
  </svg>`
}

/** The sign: an arrow that goes back round an envelope's flap. */
export function sign(): VNode {
  return html`<svg class="sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" />
    <path d="M7.2 9.6v5h5M7.7 14.6a9 9 0 1 1-.6 4.6M11.6 14.2l4.4 4 4.4-4" />
  </svg>`
}
