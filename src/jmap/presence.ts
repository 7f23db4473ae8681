import { pointId } from '../domain/ids.ts'
import { readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { utcDate } from './dates.ts'
import { allDays, daysState, toPresence } from './days.ts'
import { methodError } from './errors.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { SINGLETON, setSingleton } from './singleton-set.ts'

const PROPERTIES = ['id', 'state', 'comparedAt', 'basis', 'point', 'unknown', 'problem']

/** Presence/get: with what "now" was compared, and how it stands with a check that was asked for. One object, "singleton". */
export const presenceGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const presence = await current(asked)
  return { accountId, state: stateOf(presence), ...pick([presence], ids, properties) }
}

/** Presence/set: `update` of the singleton with `check: true` asks for a look at the live mailbox; nothing else can be set. */
export const presenceSet: Method = (asked, args) =>
  setSingleton(asked, args, async () => ({
    state: async () => stateOf(await current(asked)),
    async change(patch) {
      const wrong = wrongIn(patch)
      if (!wrong.length && patch.check === true) await asked.person.checkPresence()
      return wrong
    },
    mismatch: 'The presence has changed; get it again.',
  }))

/** EmailPresence/get: where the messages of these emails are now. There are too many to ask for all. */
export const emailPresenceGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, ['id', 'state', 'places', 'lastSeen', 'goneSince'])
  given.done()
  await controlAccount(asked, accountId)
  if (ids === null) throw methodError('requestTooLarge', 'Name the emails that are wanted.')
  const days = await allDays(asked)
  const found = await days.presence(ids)
  const objects = [...found].map(([id, presence]) => ({ id, ...toPresence(asked, presence) }))
  return { accountId, state: daysState(asked, await days.basis()), ...pick(objects, ids, properties) }
}

async function current(asked: Asked): Promise<JsonObject> {
  const { state, problem } = await asked.person.presenceNow()
  const days = await asked.person.allDays()
  const basis = await days?.basis()
  return {
    id: SINGLETON,
    state,
    comparedAt: basis ? utcDate(basis.comparedAt) : null,
    basis: basis?.basis ?? 'backup',
    point: basis ? pointId(basis.point) : null,
    unknown: basis?.unknown.map(({ folder, path }) => ({ mailboxId: folder, path })) ?? [],
    problem,
  }
}

function stateOf({ state, comparedAt, basis, point, problem }: JsonObject): string {
  return [state, comparedAt, basis, point, problem].join(' ')
}

function wrongIn(patch: JsonObject): string[] {
  return Object.entries(patch).flatMap(([name, value]) =>
    name === 'check' && typeof value === 'boolean' ? [] : name,
  )
}
