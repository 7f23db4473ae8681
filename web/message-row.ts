import { listDate } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import type { Row } from './mail.ts'
import { calledBy } from './people.ts'
import { follow, type Place, placePath } from './place.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

interface RowProps {
  /** undefined while its page is on the way */
  row: Row | undefined
  index: number
  top: number
  height: number
  isOpen: boolean
  isActive: boolean
  /** drafts and sent mail are known by whom they went to */
  outgoing: boolean
  /** the instant of the backup: dates are told from there */
  seenFrom: number
  to: Place | null
  onFocus: () => void
}

/** One line of the list. The whole row is one stop for the keyboard; the subject is a link for the mouse. */
export function MessageRow(props: RowProps) {
  const { row, index, top, height, isOpen, isActive } = props
  const place = { transform: `translateY(${top}px)`, height: `${height}px` }
  if (!row || !props.to)
    return html`<div role="row" class="row bones late" aria-rowindex=${index + 1} tabindex=${isActive ? 0 : -1}
      style=${place} onFocusIn=${props.onFocus}><div role="gridcell">
      <span class="unseen">${words.loading}</span><div class="bone short"></div><div class="bone"></div><div class="bone long"></div></div></div>`
  const unread = !row.keywords.$seen
  const classes = ['row', unread && 'unread', isOpen && 'open', row.keywords.$deleted && 'deleted']
    .filter(Boolean)
    .join(' ')
  const who = props.outgoing ? words.list.to(calledBy(row.to, '–')) : calledBy(row.from, words.list.noSender)
  const subject = visible(row.subject?.trim() ?? '') || words.list.noSubject
  const at = Date.parse(row.receivedAt)
  const date = listDate(at, props.seenFrom)
  return html`<div role="row" class=${classes} aria-rowindex=${index + 1} aria-selected=${isOpen} tabindex=${isActive ? 0 : -1}
      data-index=${index} style=${place} onFocusIn=${props.onFocus} aria-label=${spoken(row, who, subject, date)} onClick=${follow(props.to)}>
    <div role="gridcell" class="row-inside">
      <span class="row-dot" aria-hidden="true"></span>
      <bdi class="row-who">${who}</bdi>
      <span class="row-marks">
        ${row.keywords.$flagged && html`<span class="flag" title=${words.list.flagged}>${icon('star', 'small filled')}</span>`}
        ${row.hasAttachment && html`<span title=${words.list.attachment}>${icon('clip', 'small')}</span>`}
      </span>
      <time class="row-date" datetime=${row.receivedAt}>${date}</time>
      <a class="row-subject" dir="auto" href=${placePath(props.to)} tabindex="-1">${subject}</a>
      <span class="row-preview" dir="auto">${row.keywords.$deleted && html`<span class="tag">${words.list.deleted}</span> `}${visible(row.preview)}</span>
    </div>
  </div>`
}

function spoken(row: Row, who: string, subject: string, date: string): string {
  return [
    !row.keywords.$seen && words.list.unread,
    who,
    subject,
    row.hasAttachment && words.list.attachment,
    row.keywords.$flagged && words.list.flagged,
    row.keywords.$deleted && words.list.deleted,
    date,
  ]
    .filter(Boolean)
    .join(', ')
}
