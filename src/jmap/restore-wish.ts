import { isFolderPath } from '../domain/folder-path.ts'
import { parseEmailId, parsePointId } from '../domain/ids.ts'
import { isLanguage, type Language } from '../domain/language.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { RestoreTarget, RestoreWhat, RestoreWish } from '../domain/restore.ts'
import { isBoolean, isId } from './arguments.ts'
import type { Asked } from './call.ts'
import { exportSearch } from './export-search.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** What one request may name: a request of JMAP holds no more single ids than that anyway. */
const MOST_PARTS = 1000
/** Each goes through the mailbox. */
const MOST_SEARCHES = 20
/** As requests/read-restore-ask.ts has it. */
const MOST_EMAILS = 100_000

/**
 * The wish of a RestoreRequest that is created, its searches answered by the emails they find now; or the names of the
 * properties that are wrong.
 */
export async function readWish(
  asked: Asked,
  { what = null, target = null, moved = false, binned = false, language = 'en', ...more }: JsonObject,
): Promise<{ wish: RestoreWish; language: Language } | { wrong: string[] }> {
  const parts = await readWhat(asked, what)
  const goal = readTarget(target)
  const wrong = [
    ...(parts ? [] : ['what']),
    ...(goal ? [] : ['target']),
    ...(isBoolean(moved) ? [] : ['moved']),
    ...(isBoolean(binned) ? [] : ['binned']),
    ...(isLanguage(language) ? [] : ['language']),
    ...Object.keys(more),
  ]
  if (wrong.length || !parts || !goal || !isLanguage(language)) return { wrong }
  return { wish: { what: parts, target: goal, moved: moved === true, binned: binned === true }, language }
}

async function readWhat(asked: Asked, value: Json): Promise<RestoreWhat[] | null> {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PARTS) return null
  const searches = value.filter(part => isJsonObject(part) && Object.hasOwn(part, 'filter'))
  if (searches.length > MOST_SEARCHES) return null
  const ids = new Map<number, Set<string>>()
  const whole: RestoreWhat[] = []
  for (const part of value) {
    const read = isJsonObject(part) ? await readPart(asked, part) : null
    if (!read) return null
    for (const one of read) {
      if (!('ids' in one)) whole.push(one)
      else {
        const known = ids.get(one.point) ?? new Set()
        for (const id of one.ids) known.add(id)
        ids.set(one.point, known)
      }
    }
    // `work` takes no more, so none of them is written down.
    if ([...ids.values()].reduce((sum, set) => sum + set.size, 0) > MOST_EMAILS) return null
  }
  const single = [...ids].sort(([a], [b]) => b - a).map(([point, set]) => ({ point, ids: [...set] }))
  return single.some(one => one.ids.length) || whole.length ? [...whole, ...single] : null
}

async function readPart(asked: Asked, part: JsonObject): Promise<RestoreWhat[] | null> {
  const { accountId = null, ...rest } = part
  const names = Object.keys(rest).sort().join(' ')
  const { filter = null } = rest
  if (accountId === null)
    return names === 'filter' && isJsonObject(filter) ? foundEverywhere(asked, filter) : null
  const point = typeof accountId === 'string' ? parsePointId(accountId) : null
  const reader = point === null ? null : await asked.open(point)
  if (point === null || !reader) return null
  if (names === '') return [{ point, only: null }]
  if (names === 'inboxOnly')
    return isBoolean(rest.inboxOnly ?? null) ? [{ point, only: rest.inboxOnly ? 'inbox' : null }] : null
  if (names === 'ids') {
    const { ids = null } = rest
    return Array.isArray(ids) && ids.every(id => typeof id === 'string' && parseEmailId(id) !== null)
      ? [{ point, ids: ids as string[] }]
      : null
  }
  if (names === 'filter' && isJsonObject(filter))
    return understood(async () => [{ point, ids: await exportSearch(asked.person).inPoint(reader, filter) }])
  const { mailboxId = null, withInside = false } = rest
  if (!['mailboxId', 'mailboxId withInside'].includes(names) || !isId(mailboxId) || !isBoolean(withInside))
    return null
  const isThere = (await reader.folders()).some(one => one.folder === mailboxId)
  return isThere ? [{ point, folder: mailboxId, inside: withInside }] : null
}

// Each in the newest point that holds it.
async function foundEverywhere(asked: Asked, filter: JsonObject): Promise<RestoreWhat[] | null> {
  return understood(async () => {
    const parts = new Map<number, string[]>()
    for (const { point, id } of await exportSearch(asked.person).everywhere(filter)) {
      const number = parsePointId(point) ?? 0
      const ids = parts.get(number)
      if (ids) ids.push(id)
      else parts.set(number, [id])
    }
    return [...parts].map(([point, ids]) => ({ point, ids }))
  })
}

async function understood<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (isRefusal(error) && error.code === 'bad-request') return null
    throw error
  }
}

function readTarget(value: Json): RestoreTarget | null {
  if (value === null) return { kind: 'in-place' }
  if (!isJsonObject(value)) return null
  const { kind = null, path = null, ...more } = value
  if (Object.keys(more).length) return null
  if (kind === 'in-place' || kind === 'beside') return path === null ? { kind } : null
  if (kind !== 'folder' || typeof path !== 'string') return null
  return isFolderPath(path) ? { kind, path } : null
}
