import { controlId, parsePointId, pointId } from '../domain/ids.ts'
import { TIME_MACHINE } from '../domain/jmap-capabilities.ts'
import type { Point } from '../domain/point.ts'
import type { AccountReader, PointReader } from '../domain/ports.ts'
import type { Entry } from '../domain/way-in.ts'
import { MAX_BODY_VALUE_BYTES, MAX_HEADER_BYTES, MAX_PARTS, MAX_SNIPPET_BYTES } from './capabilities.ts'
import { type MethodErrorType, methodError } from './errors.ts'

/** What the calls of one request share. Points are opened once, however many calls name them. */
export interface Asked {
  person: AccountReader
  using: ReadonlySet<string>
  /** how the person came in */
  entry: Entry
  /** sealed points, newest first, the same for the whole request */
  points: Point[]
  open(number: number): Promise<PointReader | null>
  /** what this request may still be answered with: octets of body values, octets of header and of text read, body parts */
  budget: { body: number; header: number; snippet: number; parts: number }
  /** ids that this request's calls gave to what they created, by creation id (RFC 8620 3.3) */
  created: Record<string, string>
  /** told of bytes that are damaged or lost, where the rest is answered all the same */
  onLost(fault: unknown): void
}

/** Begin a request of this person. */
export async function ask(
  person: AccountReader,
  using: ReadonlySet<string>,
  onLost: (fault: unknown) => void,
  entry: Entry,
): Promise<Asked> {
  const readers = new Map<number, Promise<PointReader | null>>()
  return {
    person,
    using,
    entry,
    points: await person.points(),
    open(number) {
      const reader = readers.get(number) ?? person.open(number)
      readers.set(number, reader)
      return reader
    },
    budget: {
      body: MAX_BODY_VALUE_BYTES,
      header: MAX_HEADER_BYTES,
      snippet: MAX_SNIPPET_BYTES,
      parts: MAX_PARTS,
    },
    created: {},
    onLost,
  }
}

/** Does the client know restore points? Without that, \Deleted mail and everything of ours is as if it did not exist. */
export function knowsTime(asked: Asked): boolean {
  return asked.using.has(TIME_MACHINE)
}

/** The restore point that an account id names. Throws `accountNotFound`, or `accountNotSupportedByMethod` for the control account. */
export async function mailAccount(asked: Asked, accountId: string): Promise<PointReader> {
  const point = await findPoint(asked, accountId)
  if (point) return point
  throw accountError(asked, accountId, 'accountNotFound', 'accountNotSupportedByMethod')
}

/** The same for `fromAccountId` (RFC 8620 5.4). */
export async function fromMailAccount(asked: Asked, accountId: string): Promise<PointReader> {
  const point = await findPoint(asked, accountId)
  if (point) return point
  throw accountError(asked, accountId, 'fromAccountNotFound', 'fromAccountNotSupportedByMethod')
}

/** Holds the account id to be this person's control account. */
export async function controlAccount(asked: Asked, accountId: string): Promise<void> {
  if (accountId === controlId(asked.person.account)) return
  if (await findPoint(asked, accountId)) {
    throw methodError('accountNotSupportedByMethod', 'This method is for the control account.')
  }
  throw methodError('accountNotFound', `There is no account "${accountId}".`)
}

/**
 * The one state string of everything in a restore point, which never changes. The last number is raised when the
 * same messages come to be answered differently (another preview, say), so that clients drop what they keep.
 */
export function pointState(asked: Asked, point: PointReader): string {
  return `${pointId(point.point.number)}-1${knowsTime(asked) ? 'd' : ''}`
}

/** State of the list of points, and so of the Session: numbers only grow, so newest and count name one set. */
export function pointsState(points: readonly Point[]): string {
  return `${Math.max(0, ...points.map(point => point.number))}-${points.length}`
}

async function findPoint(asked: Asked, accountId: string): Promise<PointReader | null> {
  const number = parsePointId(accountId)
  return number === null ? null : await asked.open(number)
}

function accountError(
  asked: Asked,
  id: string,
  missing: MethodErrorType,
  unsupported: MethodErrorType,
): Error {
  if (id === controlId(asked.person.account)) {
    return methodError(
      unsupported,
      'The control account has no mail; each restore point is an account of its own.',
    )
  }
  return methodError(
    missing,
    `There is no account "${id}". A restore point may have reached the end of its time.`,
  )
}
