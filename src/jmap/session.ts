import { controlId, pointId } from '../domain/ids.ts'
import { CORE, MAIL, TIME_MACHINE } from '../domain/jmap-capabilities.ts'
import type { Point } from '../domain/point.ts'
import type { AccountReader } from '../domain/ports.ts'
import type { RestoreOffer } from '../domain/restore-reader.ts'
import { pointsState } from './call.ts'
import { CORE_LIMITS, MAIL_LIMITS } from './capabilities.ts'
import type { Json, JsonObject } from './json.ts'

/**
 * The Session object (RFC 8620 2) as JSON text: an account for each restore point, newest first and primary, and the
 * control account. With `only`, that one point and nothing else, for clients that open the primary account and no
 * other; null when the person has no such point. `base` is the public URL without a slash at its end.
 */
export async function sessionOf(
  person: AccountReader,
  urls: { base: string; only: number | null },
): Promise<string | null> {
  const points = await person.points()
  const shown = urls.only === null ? points : points.filter(({ number }) => number === urls.only)
  if (urls.only !== null && shown.length === 0) return null
  const [primary] = shown
  const offer = await person.restores.offer()
  const control = urls.only === null ? controlId(person.account) : null
  const session: JsonObject = {
    capabilities: { [CORE]: CORE_LIMITS, [MAIL]: {}, [TIME_MACHINE]: {} },
    accounts: {
      ...Object.fromEntries(shown.map(point => [pointId(point.number), mailAccount(person, point, primary)])),
      ...(control === null ? {} : { [control]: controlAccount(person, points, offer) }),
    },
    primaryAccounts: {
      ...(primary ? { [MAIL]: pointId(primary.number) } : {}),
      ...(control === null ? {} : { [TIME_MACHINE]: control }),
    },
    username: person.address,
    apiUrl: `${urls.base}/jmap/api`,
    downloadUrl: `${urls.base}/jmap/download/{accountId}/{blobId}/{name}?type={type}`,
    uploadUrl: `${urls.base}/jmap/upload/{accountId}`,
    eventSourceUrl: `${urls.base}/jmap/events?types={types}&closeafter={closeafter}&ping={ping}`,
    // The same in both kinds of session: answers carry it, and a client that sees another one fetches its session again.
    state: pointsState(points),
  }
  return JSON.stringify(session)
}

/** Exactly one account is personal: clients with several accounts open that one. */
function mailAccount(person: AccountReader, point: Point, primary: Point | undefined): Json {
  return {
    name: `${person.address}, ${whenTaken(point)}`,
    isPersonal: point === primary,
    isReadOnly: true,
    accountCapabilities: { [MAIL]: MAIL_LIMITS },
  }
}

function controlAccount(person: AccountReader, points: readonly Point[], offer: RestoreOffer): Json {
  return {
    name: person.address,
    isPersonal: false,
    isReadOnly: false,
    accountCapabilities: {
      [TIME_MACHINE]: {
        timeZone: person.zone,
        oldest: points.at(-1) ? pointId(points.at(-1)?.number ?? 0) : null,
        newest: points[0] ? pointId(points[0].number) : null,
        ...restoring(offer),
      },
    },
  }
}

/** Who decides about restores, in how many seconds, and what they cost; null with the reason where nobody does. */
function restoring({ decide, price, decideWithin, undoWithin, why, byMail }: RestoreOffer): JsonObject {
  if (decide === 'off') return { restore: null, noRestore: why ?? 'policy' }
  const seconds = (ms: number) => Math.floor(ms / 1000)
  const within = { decideWithin: seconds(decideWithin), undoWithin: seconds(undoWithin) }
  return { restore: { decide, price, byMail, ...within }, noRestore: null }
}

/** "Sat 14 Nov 2026 02:00" in the zone of the account: clients list accounts by name alone. */
function whenTaken({ takenAt, zone }: Point): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return format.format(takenAt).replaceAll(',', '')
}
