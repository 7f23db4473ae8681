import { createHash } from 'node:crypto'
import {
  changePreferences,
  DEFAULT_PREFERENCES,
  type Preferences,
  readPreferences,
} from '../domain/preferences.ts'
import { readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { SINGLETON, setSingleton } from './singleton-set.ts'

const PROPERTIES = ['id', ...Object.keys(DEFAULT_PREFERENCES)]

/** Preferences/get (RFC 8620 5.1): one object, "singleton", as VacationResponse of RFC 8621 8 is. */
export const preferencesGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const preferences = await current(asked)
  return {
    accountId,
    state: stateOf(preferences),
    ...pick([{ id: SINGLETON, ...(preferences as unknown as JsonObject) }], ids, properties),
  }
}

/** Preferences/set (RFC 8620 5.3): only `update` of the singleton; a patch names whole properties, null sets the default. */
export const preferencesSet: Method = (asked, args) =>
  setSingleton(asked, args, async () => {
    let now = await current(asked)
    return {
      state: async () => stateOf(now),
      async change(patch) {
        const { preferences, wrong } = changePreferences(now, patch)
        const kept = asked.entry.how === 'access' ? Object.keys(patch).filter(isOfAlarm) : []
        if (wrong.length || kept.length) return [...new Set([...wrong, ...kept])]
        await asked.person.setPreferences(preferences)
        now = preferences
        return []
      },
      mismatch: 'The preferences were changed elsewhere; get them again.',
    }
  })

// What the owner is told of when much mail vanishes is not for whoever holds an admin's link to switch off.
function isOfAlarm(name: string): boolean {
  return name.startsWith('vanish')
}

async function current({ person }: Asked): Promise<Preferences> {
  return readPreferences(await person.preferences())
}

function stateOf(preferences: Preferences): string {
  const values = PROPERTIES.map(name => (preferences as unknown as JsonObject)[name] ?? null)
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
}
