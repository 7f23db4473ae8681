import type { EmailRow } from '../domain/message.ts'
import { bodyLists } from '../formats/body-lists.ts'
import type { Arguments } from './arguments.ts'
import { type BodyValues, bodyValues, readBodyValues } from './body-values.ts'
import type { Asked } from './call.ts'
import { bodyPart, bodyParts } from './email-body.ts'
import { CONVENIENCE, readPartProperties, type Wanted } from './email-properties.ts'
import type { EmailSource } from './email-source.ts'
import { headerValue, rawHeaders } from './header-property.ts'
import type { Json, JsonObject } from './json.ts'

/** How emails are wanted: their properties, those of their parts, and which texts. */
export interface Shape {
  email: Wanted
  part: Wanted
  values: BodyValues
}

/** What is known of a message from its bytes, in the index or just read. */
export type Known = Pick<
  EmailRow,
  'envelope' | 'structure' | 'headerLength' | 'hasAttachment' | 'preview' | 'notices' | 'size'
>

/** The arguments that Email/get and Email/parse share beside the email's own properties. */
export function readShape(given: Arguments, email: Wanted, withOurs: boolean): Shape {
  return { email, part: readPartProperties(given), values: readBodyValues(given, withOurs) }
}

/**
 * The Email object of RFC 8621 4.1 with the properties wanted. `metadata` answers what is not in the message itself
 * (id, mailboxIds and so on).
 */
export async function toEmail(
  asked: Asked,
  source: EmailSource,
  known: Known,
  shape: Shape,
  metadata: (name: string) => Json,
): Promise<JsonObject> {
  const entries: [string, Json][] = []
  for (const name of shape.email.plain) {
    const value = await fromMessage(asked, source, known, shape, name)
    entries.push([name, value === undefined ? metadata(name) : value])
  }
  for (const header of shape.email.headers) {
    entries.push([header.property, headerValue(header, await source.fields([0, known.headerLength]))])
  }
  return Object.fromEntries(entries)
}

/** A property that comes from the message; undefined is metadata. */
async function fromMessage(
  asked: Asked,
  source: EmailSource,
  { envelope, structure, headerLength, hasAttachment, preview, notices, size }: Known,
  { part, values }: Shape,
  name: string,
): Promise<Json | undefined> {
  const convenience = CONVENIENCE.find(known => known === name)
  if (convenience) return envelope[convenience] as Json
  switch (name) {
    case 'headers':
      return rawHeaders(await source.fields([0, headerLength]))
    case 'bodyStructure':
      return bodyPart(asked, source, structure, part, true)
    case 'textBody':
    case 'htmlBody':
    case 'attachments':
      return bodyParts(asked, source, bodyLists(structure)[name], part)
    case 'bodyValues':
      return bodyValues(asked, source, { structure, ...bodyLists(structure) }, values)
    case 'hasAttachment':
      return hasAttachment
    case 'preview':
      return preview
    case 'notices':
      return notices
    case 'size':
      return size
    default:
      return undefined
  }
}
