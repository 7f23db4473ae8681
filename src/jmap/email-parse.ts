import type { PointReader } from '../domain/ports.ts'
import { headerFields } from '../formats/header-fields.ts'
import { heldPart } from '../formats/nested-part.ts'
import { readMessage } from '../formats/read-message.ts'
import { decodeTransferBytes } from '../formats/transfer-encoding.ts'
import { readArguments } from './arguments.ts'
import { type Asked, knowsTime, mailAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { readParsedProperties } from './email-properties.ts'
import { emailSource } from './email-source.ts'
import { methodError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { readShape, type Shape, toEmail } from './to-email.ts'

/** Octets of messages that one call parses; ordinary attached mail is far below. */
const MOST_OCTETS = 32 * 1_048_576

/** Email/parse (RFC 8621 4.9): messages that are attached to messages, as Email objects without a place in the store. */
export const emailParse: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const blobIds = given.ids('blobIds')
  if (blobIds.length > CORE_LIMITS.maxObjectsInGet) {
    throw methodError('requestTooLarge', `One call can parse ${CORE_LIMITS.maxObjectsInGet} blobs.`)
  }
  const withOurs = knowsTime(asked)
  const shape = readShape(given, readParsedProperties(given, withOurs), withOurs)
  given.done()
  const point = await mailAccount(asked, accountId)
  const parsed: [string, JsonObject][] = []
  const notParsable: string[] = []
  const notFound: string[] = []
  let left = MOST_OCTETS
  for (const blobId of blobIds) {
    const bytes = await find(point, blobId, left)
    if (bytes instanceof Uint8Array) {
      left -= bytes.length
      const email = await parse(asked, blobId, bytes, shape)
      if (email) parsed.push([blobId, email])
      else notParsable.push(blobId)
    } else if (bytes === 'not found') notFound.push(blobId)
    else notParsable.push(blobId)
  }
  return {
    accountId,
    parsed: parsed.length > 0 ? Object.fromEntries(parsed) : null,
    notParsable: notParsable.length > 0 ? notParsable : null,
    notFound: notFound.length > 0 ? notFound : null,
  }
}

/** The octets of a message of this point, or of a part of it at whatever depth. */
async function find(
  point: PointReader,
  blobId: string,
  most: number,
): Promise<Uint8Array | 'not found' | 'not parsable'> {
  const [sha = '', ...path] = blobId.split('_')
  const message = /^[0-9a-f]{64}$/.test(sha) ? await point.blob(sha) : null
  if (!message) return 'not found'
  const read = (start: number, end: number) => point.bytes(sha, message.receivedAt, start, end)
  if (path.length === 0) return message.size > most ? 'not parsable' : read(0, message.size)
  const held = await heldPart(read, message.structure, path)
  if (!held) return 'not found'
  const [start, end] = held.part.body
  if (end - start > most) return 'not parsable'
  return decodeTransferBytes(await held.read(start, end), held.part.encoding)
}

/** Null when it is no message: nothing in it looks like a header field. */
async function parse(
  asked: Asked,
  blobId: string,
  bytes: Uint8Array,
  shape: Shape,
): Promise<JsonObject | null> {
  const facts = readMessage(bytes)
  if (
    facts.notices.includes('unreadable') ||
    headerFields(bytes.subarray(0, facts.headerLength)).length === 0
  ) {
    return null
  }
  const known = { ...facts, blobId, size: bytes.length }
  const source = emailSource(asked, known, async (start, end) => bytes.subarray(start, end))
  return toEmail(asked, source, known, shape, name => metadata(blobId, name))
}

/** RFC 8621 4.9: what only the store could say is null. */
function metadata(blobId: string, name: string): Json {
  return name === 'blobId' ? blobId : null
}
