import { methodError } from './errors.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** One answer that is already there: what later calls may refer to. */
export interface Answered {
  name: string
  result: JsonObject
  callId: string
}

/** Values that the references of one call may bring in. More than any folder has messages. */
const MAX_VALUES = 2_000_000

/**
 * The arguments of a call with its result references (RFC 8620 3.7) put in. Throws `invalidArguments` where an
 * argument is given both ways and `invalidResultReference` where a reference leads nowhere.
 */
export function resolveReferences(args: JsonObject, answered: readonly Answered[]): JsonObject {
  const entries: [string, Json][] = []
  for (const [name, value] of Object.entries(args)) {
    if (!name.startsWith('#')) {
      entries.push([name, value])
      continue
    }
    const plain = name.slice(1)
    if (Object.hasOwn(args, plain)) {
      throw methodError('invalidArguments', `"${plain}" and "${name}" may not both be given.`)
    }
    entries.push([plain, refer(name, value, answered)])
  }
  const resolved = Object.fromEntries(entries)
  // References to echoed references double with every call; a count that stops early keeps 32 calls from 2^32 values.
  if (Object.keys(args).some(name => name.startsWith('#')) && !fits(resolved)) {
    throw methodError('invalidResultReference', 'The references bring in more than this server will take.')
  }
  return resolved
}

function refer(name: string, reference: Json, answered: readonly Answered[]): Json {
  if (!isJsonObject(reference)) throw bad(`"${name}" is not a result reference.`)
  const { resultOf, name: method, path } = reference
  if (typeof resultOf !== 'string' || typeof method !== 'string' || typeof path !== 'string') {
    throw bad(`"${name}" must have the strings "resultOf", "name" and "path".`)
  }
  // RFC 8620 3.7: the first response of that call id, and its name must be the one expected.
  const found = answered.find(({ callId }) => callId === resultOf)
  if (!found) throw bad(`No call before this one has the id "${resultOf}".`)
  if (found.name !== method) throw bad(`Call "${resultOf}" answered with "${found.name}", not "${method}".`)
  if (path !== '' && !path.startsWith('/')) throw bad(`"${path}" is not a JSON pointer.`)
  const value = follow(found.result, path.split('/').slice(1))
  if (value === undefined) throw bad(`"${path}" leads to nothing in the answer of call "${resultOf}".`)
  return value
}

function bad(description: string): Error {
  return methodError('invalidResultReference', description)
}

/** RFC 6901 with the `*` of RFC 8620 3.7: the rest of the path for each item, lists among the results joined. */
function follow(from: Json, tokens: readonly string[]): Json | undefined {
  let value: Json | undefined = from
  for (const [i, raw] of tokens.entries()) {
    const token = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) {
      if (token === '*') return followEach(value, tokens.slice(i + 1))
      value = /^(0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined
    } else {
      value = isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined
    }
    if (value === undefined) return undefined
  }
  return value
}

function followEach(list: Json[], rest: readonly string[]): Json[] | undefined {
  const all: Json[] = []
  for (const item of list) {
    const value = follow(item, rest)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) all.push(value)
    else for (const inner of value) all.push(inner)
    if (all.length > MAX_VALUES) throw bad('The reference brings in more than this server will take.')
  }
  return all
}

function fits(value: Json): boolean {
  const waiting: Json[] = [value]
  let left = MAX_VALUES * 2
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    left -= typeof next === 'string' ? 2 + (next.length >> 4) : 1
    if (left < 0) return false
    if (Array.isArray(next)) for (const item of next) waiting.push(item)
    else if (isJsonObject(next)) for (const item of Object.values(next)) waiting.push(item)
  }
  return true
}
