import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { jmap } from './jmap.ts'
import { loaded, ready } from './loaded.ts'
import { shortCount } from './numbers.ts'
import { backups, openBackup } from './open.ts'
import { follow, home, type Place, place, placePath } from './place.ts'
import { comparedTimes } from './presence.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** What counts as missing: also what lies only in Trash or Junk, from where it goes by itself one day. */
export const missingStates = ['gone', 'trash', 'junk'] as const

/** Folders and messages of the day come first; the number is asked for after this. */
const quiet = 500

/** On top of the folders: what backups hold and the mailbox lacks. */
export function MissingFolder({ chosen }: { chosen?: () => void }) {
  const backup = openBackup.value
  const control = me.value?.control
  const times = comparedTimes.value
  const isQuiet = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      isQuiet.value = true
    }, quiet)
    return () => clearTimeout(timer)
  }, [])
  if (!backup || !control) return null
  const to: Place = { ...home, point: backup.number, view: 'missing', all: true }
  const isHere = place.value.view === 'missing' && place.value.folder === null
  const onClick = (event: MouseEvent) => {
    follow(to)(event)
    if (event.defaultPrevented) chosen?.()
  }
  const key = `missing count ${control} ${ready(backups.value)?.all.at(-1)?.number} ${times}`
  const missing = isQuiet.value
    ? ready(loaded(key, () => countFound(control, { missing: missingStates })).value)
    : null
  return html`<div class="missing-folder"><a class="folder" href=${placePath(to)} onClick=${onClick} title=${words.missing.whatIs}
    aria-current=${isHere ? 'page' : undefined}>
    ${icon('past')}<span class="folder-name">${words.missing.title}</span>
    ${missing ? html`<span class="folder-unread"><span aria-hidden="true">${shortCount(missing)}</span><span class="unseen">, ${words.folders.messages(missing)}</span></span>` : null}
  </a></div>`
}

/** How many messages a filter finds in all backups; null where there is no number to be had. */
export async function countFound(accountId: string, filter: object): Promise<number | null> {
  const [answer] = await jmap<[{ total?: number }]>([
    'EmailSearch/query',
    { accountId, filter, limit: 0, calculateTotal: true },
  ])
  return answer.total ?? null
}
