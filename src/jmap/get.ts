import type { Arguments } from './arguments.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'

/** `ids` of a /get (RFC 8620 5.1), held to the limit; null asks for every object. */
export function idsToGet(args: Arguments): string[] | null {
  const ids = args.idsOrNull('ids')
  if (ids && ids.length > CORE_LIMITS.maxObjectsInGet) throw tooMany()
  return ids
}

/** RFC 8620 5.1: more than one call may have. */
export function tooMany(): Error {
  return methodError('requestTooLarge', `One call can get ${CORE_LIMITS.maxObjectsInGet} objects.`)
}

/** `properties` of a /get of simple objects: those asked for and `id`, or all; throws `invalidArguments` for unknown ones. */
export function propertiesToGet(args: Arguments, all: readonly string[]): string[] {
  const asked = args.stringsOrNull('properties') ?? all
  const unknown = asked.find(name => !all.includes(name))
  if (unknown !== undefined) throw methodError('invalidArguments', `There is no property "${unknown}" here.`)
  return [...new Set(['id', ...asked])]
}

/** The /get answer of simple objects that are all at hand: `ids` in their order (null: all), cut to the properties. */
export function pick(
  objects: readonly JsonObject[],
  ids: readonly string[] | null,
  properties: readonly string[],
): { list: JsonObject[]; notFound: string[] } {
  const byId = new Map(objects.map(object => [object.id, object]))
  const list: JsonObject[] = []
  const notFound: string[] = []
  for (const id of ids ?? byId.keys()) {
    const object = byId.get(id as string)
    if (object) list.push(Object.fromEntries(properties.map(name => [name, object[name] as Json])))
    else notFound.push(id as string)
  }
  return { list, notFound }
}
