import type { Part } from '../domain/message.ts'
import type { Asked } from './call.ts'
import type { Wanted } from './email-properties.ts'
import type { EmailSource } from './email-source.ts'
import { methodError } from './errors.ts'
import { headerValue, rawHeaders } from './header-property.ts'
import type { Json, JsonObject } from './json.ts'

/**
 * EmailBodyPart of RFC 8621 4.1.4, with the parts below it when `deep`. A multipart in bodyStructure always tells its
 * `subParts`, asked for or not: without them the structure would say nothing.
 */
export async function bodyPart(
  asked: Asked,
  source: EmailSource,
  part: Part,
  wanted: Wanted,
  deep: boolean,
): Promise<JsonObject> {
  if (--asked.budget.parts < 0)
    throw methodError('requestTooLarge', 'That is more parts than one request can have.')
  const entries: [string, Json][] = []
  for (const name of wanted.plain) {
    if (name === 'headers') entries.push([name, rawHeaders(await source.fields(part.header))])
    else if (name !== 'subParts') entries.push([name, property(source, part, name)])
  }
  for (const header of wanted.headers) {
    entries.push([header.property, headerValue(header, await source.fields(part.header))])
  }
  if (deep && part.parts) {
    const below: JsonObject[] = []
    // The walker that made the structure bounds its depth.
    for (const inner of part.parts) below.push(await bodyPart(asked, source, inner, wanted, deep))
    entries.push(['subParts', below])
  } else if (wanted.plain.includes('subParts')) {
    entries.push(['subParts', null])
  }
  return Object.fromEntries(entries)
}

/** A list of parts, such as textBody. */
export async function bodyParts(
  asked: Asked,
  source: EmailSource,
  parts: readonly Part[],
  wanted: Wanted,
): Promise<JsonObject[]> {
  const all: JsonObject[] = []
  for (const part of parts) all.push(await bodyPart(asked, source, part, wanted, false))
  return all
}

function property(source: EmailSource, part: Part, name: string): Json {
  switch (name) {
    case 'partId':
      return part.id
    case 'blobId':
      return source.blobId(part)
    case 'size':
      return part.size
    case 'name':
      return part.name
    case 'type':
      return part.type
    case 'charset':
      // RFC 8621 4.1.4: what text without a charset is implicitly.
      return part.charset ?? (part.type.startsWith('text/') ? 'us-ascii' : null)
    case 'disposition':
      return part.disposition
    case 'cid':
      return part.cid
    case 'language':
      return part.language
    case 'location':
      return part.location
    default:
      throw new Error(`no such body part property: ${name}`)
  }
}
