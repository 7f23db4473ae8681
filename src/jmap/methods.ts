import { CORE, MAIL, TIME_MACHINE } from '../domain/jmap-capabilities.ts'
import { auditEntryGet } from './audit-entry.ts'
import { backupRunGet, backupRunQuery } from './backup-run.ts'
import { backupRunSet } from './backup-run-set.ts'
import type { Asked } from './call.ts'
import { emailChanges, mailboxChanges, threadChanges } from './changes.ts'
import { restorePointCompare } from './compare.ts'
import { emailGet } from './email-get.ts'
import { emailHistoryGet } from './email-history.ts'
import { emailParse } from './email-parse.ts'
import { emailQuery, emailQueryChanges } from './email-query.ts'
import { emailSearchQuery } from './email-search.ts'
import { emailSearchGet } from './email-search-get.ts'
import type { JsonObject } from './json.ts'
import { mailboxGet } from './mailbox-get.ts'
import { mailboxQuery, mailboxQueryChanges } from './mailbox-query.ts'
import { planGet } from './plan.ts'
import { preferencesGet, preferencesSet } from './preferences.ts'
import { emailPresenceGet, presenceGet, presenceSet } from './presence.ts'
import { pushSubscriptionGet, pushSubscriptionSet } from './push-subscription.ts'
import { blobCopy, emailCopy, emailImport, emailSet, mailboxSet } from './read-only.ts'
import { receiptGet } from './receipt.ts'
import { restoreItemGet, restoreItemQuery } from './restore-item.ts'
import { restorePointChanges, restorePointGet, restorePointQuery } from './restore-point.ts'
import { restoreRequestGet, restoreRequestQuery } from './restore-request.ts'
import { restoreRequestSet } from './restore-request-set.ts'
import { searchSnippetGet } from './search-snippet-get.ts'
import { threadGet } from './thread-get.ts'

/** One method: resolved arguments to the object it answers with; throws a method error. */
export type Method = (asked: Asked, args: JsonObject) => Promise<JsonObject>

/** Every method there is, under the capability that a request must name to use it. */
const METHODS: ReadonlyMap<string, { capability: string; run: Method }> = new Map(
  Object.entries({
    [CORE]: {
      'Core/echo': async (_: Asked, args: JsonObject) => args,
      'Blob/copy': blobCopy,
      'PushSubscription/get': pushSubscriptionGet,
      'PushSubscription/set': pushSubscriptionSet,
    },
    [MAIL]: {
      'Mailbox/get': mailboxGet,
      'Mailbox/changes': mailboxChanges,
      'Mailbox/query': mailboxQuery,
      'Mailbox/queryChanges': mailboxQueryChanges,
      'Mailbox/set': mailboxSet,
      'Thread/get': threadGet,
      'Thread/changes': threadChanges,
      'Email/get': emailGet,
      'Email/changes': emailChanges,
      'Email/query': emailQuery,
      'Email/queryChanges': emailQueryChanges,
      'Email/parse': emailParse,
      'Email/set': emailSet,
      'Email/copy': emailCopy,
      'Email/import': emailImport,
      'SearchSnippet/get': searchSnippetGet,
    },
    [TIME_MACHINE]: {
      'RestorePoint/get': restorePointGet,
      'RestorePoint/query': restorePointQuery,
      'RestorePoint/changes': restorePointChanges,
      'BackupRun/get': backupRunGet,
      'BackupRun/query': backupRunQuery,
      'BackupRun/set': backupRunSet,
      'Receipt/get': receiptGet,
      'Plan/get': planGet,
      'Preferences/get': preferencesGet,
      'Preferences/set': preferencesSet,
      'RestorePoint/compare': restorePointCompare,
      'Presence/get': presenceGet,
      'Presence/set': presenceSet,
      'EmailPresence/get': emailPresenceGet,
      'EmailSearch/query': emailSearchQuery,
      'EmailSearch/get': emailSearchGet,
      'EmailHistory/get': emailHistoryGet,
      'RestoreRequest/get': restoreRequestGet,
      'RestoreRequest/query': restoreRequestQuery,
      'RestoreRequest/set': restoreRequestSet,
      'RestoreItem/query': restoreItemQuery,
      'RestoreItem/get': restoreItemGet,
      'AuditEntry/get': auditEntryGet,
    },
  }).flatMap(([capability, methods]) =>
    Object.entries<Method>(methods).map(([name, run]) => [name, { capability, run }] as const),
  ),
)

/** The method of that name when the request names its capability; null is `unknownMethod` (RFC 8620 3.3, 3.6.2). */
export function findMethod(using: ReadonlySet<string>, name: string): Method | null {
  const method = METHODS.get(name)
  return method && using.has(method.capability) ? method.run : null
}
