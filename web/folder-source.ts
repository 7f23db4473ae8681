import type { Backup } from './backups.ts'
import { outcome } from './folder-outcome.ts'
import type { FolderNode } from './folder-tree.ts'
import { html } from './html.ts'
import { orderOf } from './list-choice.ts'
import { type ListQuery, loadListPage, loadListRank } from './list-query.ts'
import type { ListSource } from './list-source.ts'
import { Empty } from './notice.ts'
import { accountOf, inBackup } from './open.ts'
import { go, type ListFilter, place } from './place.ts'
import { words } from './words.ts'

const conditions: Record<ListFilter, Record<string, unknown>> = {
  all: {},
  unread: { notKeyword: '$seen' },
  flagged: { hasKeyword: '$flagged' },
  attachments: { hasAttachment: true },
}

interface Wanted {
  backup: Backup
  node: FolderNode
  filter: ListFilter
  /** of the place: "-size"; null: newest first */
  sort: string | null
  /** conversations are one row */
  grouped: boolean
}

/** The messages of one folder on one day. */
export function folderSource({ backup, node, filter, sort, grouped }: Wanted): ListSource {
  const { id, role, totalEmails } = node.folder
  const accountId = accountOf(backup)
  const order = orderOf(sort)
  const isWhole = filter === 'all'
  // sorted by anything else a conversation has no one place in the list, and a filter may be for some of it only
  const isGrouped = grouped && isWhole && order.property === 'receivedAt'
  const query: ListQuery = {
    accountId,
    filter: { inMailbox: id, ...conditions[filter] },
    sort: [order],
    grouped: isGrouped ? id : null,
  }
  const missing = outcome(node)
  return {
    key: [accountId, id, filter, order.property, order.isAscending, isGrouped].join(' '),
    view: `folder ${id} ${filter}`,
    grouped: query.grouped,
    title: node.name,
    total: totalEmails === 0 || (isWhole && !isGrouped) ? totalEmails : null,
    load: page => loadListPage(query, page),
    rank: email => loadListRank(query, email),
    place: row => ({ ...inBackup(id, row.id), sort, show: isWhole ? null : filter }),
    outgoing: role === 'sent' || role === 'drafts',
    seenFrom: backup.takenAt,
    what: [isWhole ? { accountId, mailboxId: id } : { accountId, filter: query.filter ?? {} }],
    messages: isWhole ? totalEmails : null,
    empty: nothing(totalEmails > 0 && !isWhole, missing === words.folders.notRead),
    note: missing,
  }
}

function nothing(isFiltered: boolean, isNotRead: boolean) {
  if (isFiltered)
    return html`<${Empty} icon="folder" title=${words.listing.noneSuch}>
      <button type="button" class="button" onClick=${() => go({ ...place.peek(), show: null })}>${words.listing.showAll}</button><//>`
  if (isNotRead)
    return html`<${Empty} icon="warning" title=${words.list.emptyNotRead}><p>${words.list.emptyNotReadText}</p><//>`
  return html`<${Empty} icon="folder" title=${words.list.empty}><p>${words.list.emptyText}</p><//>`
}
