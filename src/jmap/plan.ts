import { createHash } from 'node:crypto'
import type { KeptPlan } from '../domain/ports.ts'
import { readArguments } from './arguments.ts'
import { controlAccount } from './call.ts'
import { utcDate } from './dates.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'

const SINGLETON = 'singleton'
const PROPERTIES = ['id', 'name', 'schedule', 'keep', 'byHand', 'junk', 'shared', 'nextAt']

/** Plan/get: one object, "singleton": when this person's backups are taken, what is kept and what the owner may do. */
export const planGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const plan = toPlan(await asked.person.plan())
  const state = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16)
  return { accountId, state, ...pick([plan], ids, properties) }
}

// Rules that a plan does not have are not there, rather than null: a client shows those there are.
function toPlan({ plan, next }: KeptPlan): JsonObject {
  const { name, schedule, keep, byHand, junk, shared } = plan
  return {
    ...{ id: SINGLETON, name, schedule: { ...schedule }, keep: { ...keep }, byHand, junk, shared },
    nextAt: next === null ? null : utcDate(next),
  }
}
