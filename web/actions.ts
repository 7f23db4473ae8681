import { downloadRows, downloadSource } from './actions-download.ts'
import type { ActionTarget } from './actions-menu.ts'
import { restoreRows, restoreSource } from './actions-restore.ts'
import type { IconName } from './icons.ts'
import { changeLook, type Letter } from './letter.ts'
import type { ListSource } from './list-source.ts'
import { loadMessage, type Row } from './mail.ts'
import { accountOf, openBackup } from './open.ts'
import { go, place, placePath } from './place.ts'
import { openHistory } from './presence-note.ts'
import { openSource } from './previewed.ts'
import { printing } from './printing.ts'
import { say } from './said.ts'
import { clearSelection, messagesOf, selectAll, selection, toggleRow } from './selection.ts'
import { words } from './words.ts'

/** Something that can be done with messages; nothing of it changes mail. */
export interface Action {
  name: string
  text: string
  icon: IconName
  /** the key that does the same */
  key?: string
  /** begins another group */
  apart?: boolean
  run: () => void
}

/** What can be done with one row, with several, with everything a list has, or, without any row, with the list. */
export function actionsFor(target: ActionTarget): Action[] {
  const { rows, source, all, list } = target
  const [row, another] = rows
  if (all && source) return [ofList(source), restoring(() => restoreSource(source)), clearing()]
  if (row && another) return forSeveral(target)
  const one = row ? forOne(row, target) : []
  if (!source || (row && !list)) return one
  return [
    ...one,
    { ...ofList(source), apart: one.length > 0 },
    ...(one.length ? [] : [restoring(() => restoreSource(source))]),
    ...(target.folder
      ? []
      : [
          {
            ...{ name: 'select-all', text: words.listing.selectEverything, icon: 'check' as const },
            run: () => selectAll(source),
          },
        ]),
  ]
}

function ofList(source: ListSource): Action {
  const { messages } = source
  const text = messages === null ? words.action.downloadList : words.action.downloadAll(messages)
  return { name: 'download-list', text, icon: 'download', run: () => downloadSource(source) }
}

function forOne(row: Row, { source }: ActionTarget): Action[] {
  const to = source?.place(row) ?? { ...place.peek(), email: row.id }
  const isConversation = row.threadCount !== undefined
  const isSelected = selection.peek().key === source?.view && selection.peek().ids.has(row.id)
  const one: Row = { ...row, selects: [row.id] }
  const whole: Row = { ...row, selects: row.threadIds ?? [row.id] }
  return [
    { name: 'open', text: words.action.open, icon: 'eye', key: 'Enter', run: () => go(to) },
    {
      ...{ name: 'open-tab', text: words.action.openTab, icon: 'tab' as const },
      run: () => window.open(placePath(to), '_blank', 'noopener'),
    },
    ...(source
      ? [
          {
            name: 'select',
            text: isSelected ? words.action.deselect : words.listing.select,
            ...{ icon: 'check' as const, key: 'x', run: () => toggleRow(source, row) },
          },
        ]
      : []),
    {
      ...{
        name: 'download',
        text: words.action.downloadOne,
        icon: 'download' as const,
        key: 'd',
        apart: true,
      },
      run: () => downloadRows([one]),
    },
    ...(isConversation
      ? [
          {
            ...{ name: 'download-conversation', icon: 'download' as const },
            text: words.action.downloadConversation(row.threadCount ?? 1),
            run: () => downloadRows([whole]),
          },
        ]
      : []),
    restoring(() => restoreRows([isConversation ? whole : one]), 'r'),
    { name: 'print', text: words.letter.print, icon: 'print', apart: true, run: withLetter(row, printing) },
    { name: 'source', text: words.letter.viewSource, icon: 'code', run: withLetter(row, openSource) },
    {
      ...{ name: 'headers', text: words.action.headers, icon: 'menu' as const, key: 'h' },
      run: withLetter(row, letter => {
        go(to)
        changeLook(letter, { headers: true })
      }),
    },
    { name: 'history', text: words.presence.lifeLine, icon: 'past', run: () => openHistory(row.id) },
    {
      name: 'copy',
      text: words.action.copyLink,
      icon: 'link',
      apart: true,
      run: () => copyLink(placePath(to)),
    },
  ]
}

function forSeveral(target: ActionTarget): Action[] {
  const { rows } = target
  return [
    {
      ...{ name: 'download', icon: 'download', key: 'd' },
      text: words.action.downloadAll(messagesOf(rows)),
      run: () => downloadRows(rows),
    },
    restoring(() => restoreRows(rows), 'r'),
    clearing(),
  ]
}

function restoring(run: () => void, key?: string): Action {
  return { name: 'restore', text: words.action.restore, icon: 'past', run, ...(key ? { key } : {}) }
}

function clearing(): Action {
  return { name: 'clear', text: words.listing.clear, icon: 'close', key: 'Esc', run: clearSelection }
}

/** Does something with a message that is not open: it is fetched for that. */
function withLetter(row: Row, act: (letter: Letter) => void): () => void {
  const backup = openBackup.peek()
  const account = row.accountId ?? (backup ? accountOf(backup) : '')
  return () => {
    loadMessage(account, row.id).then(
      message => {
        if (message) act({ message, account, email: row.id, depth: 0 })
        else say(words.message.missing)
      },
      () => say(words.message.failed),
    )
  }
}

function copyLink(path: string): void {
  navigator.clipboard.writeText(location.origin + path).then(
    () => say(words.action.linkCopied),
    () => say(words.action.linkNotCopied),
  )
}
