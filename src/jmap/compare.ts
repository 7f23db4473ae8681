import { parsePointId, pointId } from '../domain/ids.ts'
import type { ChangeKind, ComparedEmail, ComparedFolder } from '../domain/time-reader.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { utcDate } from './dates.ts'
import { allDays } from './days.ts'
import { methodError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'

const KINDS: readonly ChangeKind[] = ['added', 'gone', 'moved', 'flags']

/** RestorePoint/compare: what changed from one restore point to another, by folder and one by one. */
export const restorePointCompare: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const [from, to] = [given.id('from'), given.id('to')]
  const folder = given.idOrNull('mailboxId')
  const kinds = readKinds(given)
  const position = given.unsigned('position')
  const limit = given.unsignedOrNull('limit') ?? CORE_LIMITS.maxObjectsInGet
  given.done()
  await controlAccount(asked, accountId)
  if (limit > CORE_LIMITS.maxObjectsInGet)
    throw methodError('requestTooLarge', `One call can list ${CORE_LIMITS.maxObjectsInGet} changes.`)
  if (folder !== null && !/^f[1-9][0-9]{0,8}$/.test(folder))
    throw methodError('invalidArguments', '"mailboxId" must be the id of a folder or null.')
  const numbers = [from, to].map(id => numberOf(asked, id)) as [number, number]
  const days = await allDays(asked)
  const { folders, list, total } = await days.compare(...numbers, { folder, kinds, position, limit })
  return { accountId, from, to, folders: folders.map(toFolder), list: list.map(toChange), total }
}

function readKinds(given: Arguments): ChangeKind[] | null {
  const names = given.stringsOrNull('kinds')
  const unknown = names?.find(name => !KINDS.some(kind => kind === name))
  if (unknown !== undefined)
    throw methodError('invalidArguments', `"kinds" must be a list of ${KINDS.join(', ')}, or null.`)
  return names && KINDS.filter(kind => names.includes(kind))
}

function numberOf({ points }: Asked, id: string): number {
  const number = parsePointId(id)
  if (number === null || !points.some(point => point.number === number))
    throw methodError('invalidArguments', `There is no restore point "${id}".`)
  return number
}

function toFolder({ folder, path, role, state, added, gone, moved, flags }: ComparedFolder): JsonObject {
  return { mailboxId: folder, path, role, state, added, gone, moved, flags }
}

function toChange(one: ComparedEmail): JsonObject {
  const { kind, email, point, folder, path, toFolder: to, toPath, from, subject } = one
  return {
    kind,
    emailId: email,
    accountId: pointId(point),
    mailboxId: folder,
    path,
    toMailboxId: to,
    toPath,
    from: from as Json,
    subject,
    receivedAt: utcDate(one.receivedAt),
    before: toKeywords(one.before),
    after: toKeywords(one.after),
  }
}

function toKeywords(keywords: readonly string[] | null): JsonObject | null {
  return keywords && Object.fromEntries(keywords.map(keyword => [keyword, true]))
}
