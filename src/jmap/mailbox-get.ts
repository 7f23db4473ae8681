import type { FolderInPoint } from '../domain/point.ts'
import { readArguments } from './arguments.ts'
import { mailAccount, pointState } from './call.ts'
import { pick, propertiesToGet } from './get.ts'
import { hiddenEmails } from './hidden.ts'
import type { JsonObject } from './json.ts'
import { visibleFolders } from './mailbox-counts.ts'
import { sortOrder } from './mailbox-order.ts'
import type { Method } from './methods.ts'

const PROPERTIES = [
  'id',
  'name',
  'parentId',
  'role',
  'sortOrder',
  'totalEmails',
  'unreadEmails',
  'totalThreads',
  'unreadThreads',
  'myRights',
  'isSubscribed',
]

/** A picture of the past can be read and nothing else (RFC 8621 2). */
const RIGHTS = {
  mayReadItems: true,
  mayAddItems: false,
  mayRemoveItems: false,
  maySetSeen: false,
  maySetKeywords: false,
  mayCreateChild: false,
  mayRename: false,
  mayDelete: false,
  maySubmit: false,
}

/**
 * Mailbox/get (RFC 8621 2.1). No limit on their number: a person's folders are few enough, and a client that asks
 * for all of them could do nothing with a refusal.
 */
export const mailboxGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = given.idsOrNull('ids')
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  const point = await mailAccount(asked, accountId)
  const folders = await visibleFolders(point, await hiddenEmails(asked, point))
  return { accountId, state: pointState(asked, point), ...pick(folders.map(toMailbox), ids, properties) }
}

function toMailbox(folder: FolderInPoint): JsonObject {
  return {
    id: folder.folder,
    name: folder.name,
    parentId: folder.parent,
    role: folder.role,
    sortOrder: sortOrder(folder),
    totalEmails: folder.total,
    unreadEmails: folder.unread,
    totalThreads: folder.threads,
    unreadThreads: folder.unreadThreads,
    myRights: RIGHTS,
    isSubscribed: folder.subscribed,
  }
}
