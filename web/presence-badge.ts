import { useEffect } from 'preact/hooks'
import { dayRange } from './dates.ts'
import { leafText, pathText } from './folder-path.ts'
import { comparedTimes, type Presence, presenceOf, type Spot, wantPresence } from './presence.ts'
import { words } from './words.ts'

/** What a row says about where its message is today, in words. */
export interface Badge {
  text: string
  kind: 'gone' | 'trash' | 'moved' | 'unknown'
}

/** Messages of a conversation that are looked at; of longer ones only the newest is. */
const mostOfOne = 50

/**
 * Whether the message of a row is still in the mailbox: null while it is, or while nobody knows yet; of a conversation how
 * many are not. Asked for once the row stays on screen, so the list never waits for it; only that row is drawn again.
 */
export function usePresence(
  row: { id: string; badge?: Badge; selects?: readonly string[] } | undefined,
): Badge | null {
  const ids = row && !row.badge ? idsOf(row) : []
  const times = comparedTimes.value
  useEffect(() => {
    const ends = ids.map(wantPresence)
    return () => {
      for (const end of ends) end()
    }
  }, [ids.join(), times])
  if (row?.badge) return row.badge
  const known = ids.flatMap(id => presenceOf(id).value ?? [])
  const own = row && presenceOf(row.id).value
  return own && known.length === ids.length ? badgeOfAll(known, own) : null
}

/** The badge of a row that stands for these messages: how many are missing, where several are; else that of its own. */
export function badgeOfAll(known: readonly Presence[], own: Presence): Badge | null {
  const missing = known.filter(one => missingStates.includes(one.state)).length
  if (known.length < 2 || missing === 0) return badgeOf(own)
  return { text: words.presence.badge.some(missing, known.length), kind: 'gone' }
}

const missingStates: readonly Presence['state'][] = ['gone', 'trash', 'junk']

function idsOf({ id, selects = [] }: { id: string; selects?: readonly string[] }): readonly string[] {
  return selects.length > 1 && selects.length <= mostOfOne ? selects : [id]
}

/** The badge for what is known of a message; none where it stands where it stood. */
export function badgeOf(it: Presence): Badge | null {
  const { badge } = words.presence
  if (it.state === 'there') return null
  if (it.state === 'gone') return { text: badge.gone, kind: 'gone' }
  if (it.state === 'trash') return { text: badge.trash, kind: 'trash' }
  if (it.state === 'junk') return { text: badge.junk, kind: 'trash' }
  if (it.state === 'unknown') return { text: badge.unknown, kind: 'unknown' }
  const [to] = it.places
  return { text: to ? badge.moved(spotLeaf(to)) : badge.movedSomewhere, kind: 'moved' }
}

/** The same in a list over all days, where it matters since when. */
export function foundBadge(it: Presence): Badge | null {
  const badge = badgeOf(it)
  if (it.state !== 'gone' || !badge || !it.goneSince) return badge
  const { localDay } = it.goneSince
  return { ...badge, text: words.presence.badge.goneSince(dayRange(localDay, localDay)) }
}

/** What a folder is called in the reader's language: the role's word for special ones, else its path. */
export function spotName(spot: NamedSpot): string {
  return roleName(spot) ?? pathText(spot.path)
}

/** The same where there is little room: its own name alone. */
export function spotLeaf(spot: NamedSpot): string {
  return roleName(spot) ?? leafText(spot.path)
}

type NamedSpot = Pick<Spot, 'path'> & { role?: string | null }

function roleName({ path, role }: NamedSpot): string | undefined {
  const roles: Record<string, string> = words.folders.role
  return (role && roles[role]) || (path.toUpperCase() === 'INBOX' ? words.folders.role.inbox : undefined)
}
