import { useLayoutEffect } from 'preact/hooks'
import { openDialog } from './dialog.ts'
import { openBackup, stepDay } from './open.ts'
import { go, home, place } from './place.ts'
import { singleKeys } from './preferences.ts'

/** What a key can do; the parts of the page that are on screen say how. */
export type Action =
  | 'next'
  | 'previous'
  | 'open'
  | 'back'
  | 'download'
  | 'textOrHtml'
  | 'headers'
  | 'print'
  | 'toRow'
  | 'select'
  | 'downloadSelected'
  | 'restore'
  | 'restoreSelected'
  | 'downloadRow'
  | 'restoreRow'
  | 'clear'
  | 'search'

const actions = new Map<Action, () => void>()
const letters: Record<string, Action> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  u: 'back',
  d: 'download',
  r: 'restore',
  x: 'select',
  '/': 'search',
  t: 'textOrHtml',
  h: 'headers',
}
const panes = ['days', 'folders', 'messages', 'message']
let afterG = Number.NEGATIVE_INFINITY

/** Offers an action while the component is on screen. */
export function useAction(name: Action, act: () => void): void {
  useLayoutEffect(() => {
    actions.set(name, act)
    return () => {
      if (actions.get(name) === act) actions.delete(name)
    }
  }, [name, act])
}

/** Does what an action's button would. */
export function act(name: Action): boolean {
  const does = actions.get(name)
  does?.()
  return does !== undefined
}

/** Listens on the page, and on the document of a framed mail when one is handed in. */
export function watchKeys(on: Pick<Document, 'addEventListener'> = document): void {
  on.addEventListener('keydown', event => {
    if (isPrint(event) && act('print')) event.preventDefault()
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || document.querySelector('dialog[open], :popover-open')) return
    if (pressed(event.key, event.shiftKey, event.timeStamp)) event.preventDefault()
  })
}

// Where a message is open, Ctrl+P and ⌘P print that and nothing around it.
function isPrint({ ctrlKey, metaKey, altKey, shiftKey, key, defaultPrevented }: KeyboardEvent): boolean {
  return !defaultPrevented && (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'p'
}

function pressed(key: string, shift: boolean, at: number): boolean {
  if (key === 'F6') return cyclePanes(shift ? -1 : 1)
  if (key === 'Escape') return (place.peek().email === null && act('clear')) || act('back')
  if (!singleKeys.value) return false
  if (key === 'g') {
    afterG = at
    return true
  }
  if (/^[dm]$/.test(key) && at - afterG < 1200) {
    afterG = Number.NEGATIVE_INFINITY
    if (key === 'd') openDialog('calendar')
    else go({ ...home, point: openBackup.peek()?.number ?? null, view: 'missing', all: true })
    return true
  }
  if (key === '[' || key === ']') {
    stepDay(key === '[' ? -1 : 1)
    return true
  }
  if (key === '?') {
    openDialog('help')
    return true
  }
  if (key === 'd' && act('downloadSelected')) return true
  if (key === 'r' && act('restoreSelected')) return true
  const action = letters[key]
  if (action !== undefined && act(action)) return true
  // no message is open: the row that has the focus is meant
  return (key === 'd' && act('downloadRow')) || (key === 'r' && act('restoreRow'))
}

function cyclePanes(by: number): boolean {
  const shown = panes
    .map(id => document.getElementById(id))
    .filter((pane): pane is HTMLElement => pane?.checkVisibility() === true)
  const at = shown.findIndex(pane => pane.contains(document.activeElement))
  enterPane(shown[(at + by + shown.length) % shown.length])
  return true
}

/** Puts the focus where the reader is in a part of the window: the current row, day or folder, else its first control. */
export function enterPane(pane: HTMLElement | null | undefined): void {
  if (pane?.id === 'messages' && act('toRow')) return
  const inside = ['[tabindex="0"]', '[aria-current]', 'a[href], button:not(:disabled)']
    .map(which => pane?.querySelector<HTMLElement>(which))
    .find(Boolean)
  ;(inside ?? pane)?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? '') || element?.isContentEditable === true
}
