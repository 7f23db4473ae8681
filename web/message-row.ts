import { listDate } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import type { Row } from './mail.ts'
import { Marked } from './marked.ts'
import { calledBy } from './people.ts'
import { type Place, placePath } from './place.ts'
import { type Badge, spotLeaf, spotName, usePresence } from './presence-badge.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

interface RowProps {
  /** undefined while its page is on the way */
  row: Row | undefined
  index: number
  top: number
  height: number
  isOpen: boolean
  isSelected: boolean
  isActive: boolean
  /** drafts and sent mail are known by whom they went to */
  outgoing: boolean
  /** the instant of the backup: dates are told from there */
  seenFrom: number
  to: Place | null
}

/** One line of the list. The whole row is one stop for the keyboard; the subject is a link for the mouse. */
export function MessageRow(props: RowProps) {
  const { row, index, top, height, isOpen, isSelected, isActive } = props
  const badge = usePresence(row)
  const place = { transform: `translateY(${top}px)`, height: `${height}px` }
  if (!row || !props.to)
    return html`<div role="row" class="row bones late" aria-rowindex=${index + 1} tabindex=${isActive ? 0 : -1}
      style=${place}><div role="gridcell">
      <span class="unseen">${words.loading}</span><div class="bone short"></div><div class="bone"></div><div class="bone long"></div></div></div>`
  const classes = [
    'row',
    !row.keywords.$seen && 'unread',
    isOpen && 'open',
    isSelected && 'selected',
    row.keywords.$deleted && 'deleted',
  ]
    .filter(Boolean)
    .join(' ')
  const who = props.outgoing ? words.list.to(calledBy(row.to, '–')) : calledBy(row.from, words.list.noSender)
  const subject = visible(row.subject?.trim() ?? '') || words.list.noSubject
  const at = Date.parse(row.receivedAt)
  const date = listDate(at, props.seenFrom)
  const name = spoken({ row, who, subject, date, badge, isOpen })
  return html`<div role="row" class=${classes} aria-rowindex=${index + 1} aria-selected=${isSelected} tabindex=${isActive ? 0 : -1}
      data-index=${index} style=${place} aria-label=${name} aria-current=${isOpen ? 'true' : undefined}>
    <div role="gridcell" class="row-check"><span role="checkbox" aria-checked=${isSelected} aria-label=${words.listing.select}>${icon('check', 'small')}</span></div>
    <div role="gridcell" class="row-inside">
      <span class="row-dot" aria-hidden="true"></span>
      <span class="row-who"><bdi>${who}</bdi>${row.threadCount !== undefined && html`<span class="row-count" title=${words.listing.conversationTitle(row.threadCount)}>${row.threadCount}</span>`}</span>
      <span class="row-marks">
        ${row.keywords.$flagged && html`<span class="flag" title=${words.list.flagged}>${icon('star', 'small filled')}</span>`}
        ${row.hasAttachment && html`<span title=${words.list.attachment}>${icon('clip', 'small')}</span>`}
      </span>
      <time class="row-date" datetime=${row.receivedAt}>${date}</time>
      <a class="row-subject" dir="auto" href=${placePath(props.to)} tabindex="-1">${
        row.snippet?.subject ? html`<${Marked} text=${row.snippet.subject} />` : subject
      }</a>
      <span class="row-last"><span class="row-tags">${tags(row, badge)}</span><span class="row-preview" dir="auto">${
        row.snippet?.preview ? html`<${Marked} text=${row.snippet.preview} />` : visible(row.preview)
      }</span></span>
    </div>
  </div>`
}

function folderOf({ spot, folderName }: Row): string | undefined {
  return spot ? spotName(spot) : folderName && visible(folderName)
}

function tags(row: Row, badge: Badge | null) {
  const folder = folderOf(row)
  return html`${badge && html`<span class="tag badge" data-kind=${badge.kind}>${badge.text}</span>`}
    ${row.keywords.$deleted && html`<span class="tag">${words.list.deleted}</span>`}
    ${folder && html`<span class="tag folder-tag">${icon('folder', 'small')}<bdi title=${folder}>${row.spot ? spotLeaf(row.spot) : folder}</bdi></span>`}
    ${row.days && html`<span class="row-days">${row.days}</span>`}`
}

function spoken(it: {
  row: Row
  who: string
  subject: string
  date: string
  badge: Badge | null
  isOpen: boolean
}): string {
  const { row, who, subject, date, badge } = it
  return [
    !row.keywords.$seen && words.list.unread,
    who,
    subject,
    row.threadCount !== undefined && words.listing.conversationTitle(row.threadCount),
    row.hasAttachment && words.list.attachment,
    row.keywords.$flagged && words.list.flagged,
    row.keywords.$deleted && words.list.deleted,
    date,
    folderOf(row),
    row.days,
    badge?.text,
  ]
    .filter(Boolean)
    .join(', ')
}
