import { methodError } from './errors.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/**
 * The arguments of one call, read by name and type. Each reader throws `invalidArguments` with the argument's name
 * when the type is wrong; `done` does so for arguments nobody read, because a misspelt one would else be ignored.
 */
export interface Arguments {
  /** RFC 8620 1.2: 1 to 255 of A-Z a-z 0-9 - _ */
  id(name: string): string
  idOrNull(name: string): string | null
  /** each once; null where absent or null */
  idsOrNull(name: string): string[] | null
  ids(name: string): string[]
  string(name: string): string
  stringOrNull(name: string): string | null
  stringsOrNull(name: string): string[] | null
  boolean(name: string): boolean
  /** Int of RFC 8620 1.3; 0 where absent */
  int(name: string): number
  /** UnsignedInt; 0 where absent */
  unsigned(name: string): number
  unsignedOrNull(name: string): number | null
  objectOrNull(name: string): JsonObject | null
  object(name: string): JsonObject
  /** any value; null where absent */
  any(name: string): Json
  done(): void
}

/** Readers for the arguments of one call. */
export function readArguments(args: JsonObject): Arguments {
  const read = new Set<string>()

  function get<T extends Json>(name: string, is: (value: Json) => value is T, wanted: string): T {
    const value = maybe(name)
    if (value === undefined) throw methodError('invalidArguments', `"${name}" is missing.`)
    if (!is(value)) throw methodError('invalidArguments', `"${name}" must be ${wanted}.`)
    return value
  }
  function or<T extends Json, D>(
    name: string,
    is: (value: Json) => value is T,
    wanted: string,
    absent: D,
  ): T | D {
    return maybe(name) === undefined ? absent : get(name, is, wanted)
  }
  function orNull<T extends Json>(name: string, is: (value: Json) => value is T, wanted: string): T | null {
    return maybe(name) === null ? null : or(name, is, `${wanted} or null`, null)
  }
  function maybe(name: string): Json | undefined {
    read.add(name)
    return Object.hasOwn(args, name) ? args[name] : undefined
  }

  return {
    id: name => get(name, isId, 'an id'),
    idOrNull: name => orNull(name, isId, 'an id'),
    ids: name => once(get(name, isIds, 'a list of ids')),
    idsOrNull: name => {
      const ids = orNull(name, isIds, 'a list of ids')
      return ids && once(ids)
    },
    string: name => get(name, isString, 'a string'),
    stringOrNull: name => orNull(name, isString, 'a string'),
    stringsOrNull: name => orNull(name, isStrings, 'a list of strings'),
    boolean: name => or(name, isBoolean, 'true or false', false),
    int: name => or(name, isInt, 'a whole number', 0),
    unsigned: name => or(name, isUnsigned, 'a whole number, not negative', 0),
    unsignedOrNull: name => orNull(name, isUnsigned, 'a whole number, not negative,'),
    object: name => get(name, isJsonObject, 'an object'),
    objectOrNull: name => orNull(name, isJsonObject, 'an object'),
    any: name => maybe(name) ?? null,
    done() {
      const unknown = Object.keys(args).find(name => !read.has(name))
      if (unknown !== undefined)
        throw methodError('invalidArguments', `There is no argument "${unknown}" here.`)
    },
  }
}

/** Is it an Id of RFC 8620 1.2? */
export function isId(value: Json): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,255}$/.test(value)
}

export function isString(value: Json): value is string {
  return typeof value === 'string'
}

function isStrings(value: Json): value is string[] {
  return Array.isArray(value) && value.every(isString)
}

export function isBoolean(value: Json): value is boolean {
  return typeof value === 'boolean'
}

export function isUnsigned(value: Json): value is number {
  return isInt(value) && value >= 0
}

function isIds(value: Json): value is string[] {
  return Array.isArray(value) && value.every(isId)
}

function isInt(value: Json): value is number {
  return Number.isSafeInteger(value)
}

/** RFC 8620 5.1: an id asked for twice is answered once. */
function once(ids: string[]): string[] {
  return [...new Set(ids)]
}
