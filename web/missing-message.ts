import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Backup } from './backups.ts'
import { clock, longDay } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { ready } from './loaded.ts'
import { loadHolders } from './mail.ts'
import { Empty } from './notice.ts'
import { accountOf, backups, onDay } from './open.ts'
import { follow, placePath } from './place.ts'
import { words } from './words.ts'

/** At most this many days to each side are asked. */
const reach = 30

/** The message is not in this backup: on which days it is. */
export function MissingMessage({ email, backup }: { email: string; backup: Backup }) {
  const found = useSignal<{ before: Backup | undefined; after: Backup | undefined } | null>(null)
  const all = ready(backups.value)?.all ?? []
  useEffect(() => {
    let current = true
    const at = all.indexOf(backup)
    const near = all.slice(Math.max(0, at - reach), at + reach + 1)
    loadHolders(near.map(accountOf), email).then(
      holds => {
        const holders = near.filter((_, i) => holds[i])
        const before = holders.findLast(one => one.takenAt < backup.takenAt)
        const after = holders.find(one => one.takenAt > backup.takenAt)
        if (current) found.value = { before, after }
      },
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [email, backup, all.length])
  const it = found.value
  return html`<${Empty} icon="past" title=${words.message.missing}>
    <p>${words.message.missingText}</p>
    ${it && html`<div class="offers">${offer(words.message.foundBefore, it.before)}${offer(words.message.foundAfter, it.after)}</div>`}
    ${it && !it.before && !it.after && html`<p>${words.message.foundNowhere}</p>`}
  <//>`
}

function offer(text: string, one: Backup | undefined) {
  return (
    one &&
    html`<p><span class="offer">${text}</span>
      <a class="button" href=${placePath(onDay(one))} onClick=${follow(onDay(one))}>${icon('calendar')}${longDay(one.takenAt, one.zone)}, ${clock(one.takenAt, one.zone)}</a></p>`
  )
}
