import type { Backup } from './backups.ts'
import { overDays } from './found-list.ts'
import { html } from './html.ts'
import { openFolders } from './known-folders.ts'
import { orderOf } from './list-choice.ts'
import type { ListSource } from './list-source.ts'
import { missingStates } from './missing-folder.ts'
import { MissingHead, NothingMissing } from './missing-head.ts'
import { accountOf } from './open.ts'
import type { Place } from './place.ts'
import { questionOf } from './search-filter.ts'
import { answersOverDays } from './search-source.ts'
import { parseTerms } from './search-terms.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Orders of what is missing, the usual one first. */
export const missingOrders = [
  ...['-goneSince', 'goneSince', '-receivedAt', 'receivedAt'],
  ...['from', 'subject', '-size', 'size'],
]

/** What the mailbox lacks today of all backups, of one, or of one folder. `at.q` says which states: "is:gone", "is:moved". */
export function missingSource(at: Place, backup: Backup): ListSource {
  const folders = openFolders() ?? []
  const { filter, missing } = questionOf(parseTerms(at.q ?? ''), folders)
  const folder = folders.find(one => one.folder.id === at.folder)
  const query = {
    accountId: me.value?.control ?? '',
    filter: overDays(filter, {
      missing: missing ?? missingStates,
      inPoint: at.all ? null : accountOf(backup),
      inMailbox: at.folder,
    }),
    sort: [orderOf(at.sort, missingOrders)],
  }
  const name = folder && visible(folder.name)
  return {
    ...answersOverDays(at, backup, query),
    view: `missing ${at.all} ${at.folder} ${at.q}`,
    title: name ? words.missing.of(name) : words.missing.title,
    outgoing: false,
    messages: null,
    head: html`<${MissingHead} missing=${missing} orders=${missingOrders} folder=${name} />`,
    empty: html`<${NothingMissing} isNarrowed=${missing !== null} />`,
  }
}
