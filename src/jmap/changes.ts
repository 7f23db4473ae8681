import { type Arguments, readArguments } from './arguments.ts'
import { type Asked, mailAccount, pointState } from './call.ts'
import { methodError } from './errors.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/** Email/changes (RFC 8620 5.2): a restore point has one state for ever. */
export const emailChanges: Method = (asked, args) => changesSince(args, stateOfPoint(asked))

/** Thread/changes. */
export const threadChanges: Method = (asked, args) => changesSince(args, stateOfPoint(asked))

/** Mailbox/changes, with the one argument more that RFC 8621 2.2 answers. */
export const mailboxChanges: Method = async (asked, args) => ({
  ...(await changesSince(args, stateOfPoint(asked))),
  updatedProperties: null,
})

/** A /changes (RFC 8620 5.2) that knows only the state there is: from any other it cannot calculate. */
export async function changesSince(
  args: JsonObject,
  stateOf: (accountId: string) => Promise<string>,
): Promise<JsonObject> {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const since = given.string('sinceState')
  readMaxChanges(given)
  given.done()
  const state = await stateOf(accountId)
  holdState(since, state)
  return {
    accountId,
    oldState: state,
    newState: state,
    hasMoreChanges: false,
    created: [],
    updated: [],
    destroyed: [],
  }
}

/** What the since-state of a /changes or /queryChanges must be: the state itself. There is no other in a restore point. */
export function holdState(since: string, state: string): void {
  if (since !== state) throw methodError('cannotCalculateChanges', 'That state is not one of this account.')
}

/** `maxChanges` of RFC 8620 5.2 and 5.6: absent, null or above zero. */
export function readMaxChanges(args: Arguments): void {
  if (args.unsignedOrNull('maxChanges') === 0) {
    throw methodError('invalidArguments', '"maxChanges" must be greater than 0.')
  }
}

function stateOfPoint(asked: Asked): (accountId: string) => Promise<string> {
  return async accountId => pointState(asked, await mailAccount(asked, accountId))
}
