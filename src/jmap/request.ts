import { CAPABILITIES, CORE_LIMITS } from './capabilities.ts'
import type { RequestProblem } from './errors.ts'
import { parseIJson } from './i-json.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

export type Invocation = [name: string, args: JsonObject, callId: string]

/** RFC 8620 3.3. */
export interface JmapRequest {
  using: ReadonlySet<string>
  methodCalls: Invocation[]
  /** null when the client sent none; then none is sent back */
  createdIds: JsonObject | null
}

/** The Request object of a body, or what is wrong with it as a whole. */
export function parseRequest(bytes: Uint8Array): JmapRequest | { problem: RequestProblem } {
  if (bytes.length > CORE_LIMITS.maxSizeRequest) {
    return limit('maxSizeRequest', `A request may have ${CORE_LIMITS.maxSizeRequest} octets.`)
  }
  const parsed = parseIJson(bytes)
  if (!parsed) {
    return {
      problem: { type: 'notJSON', detail: 'The body is not I-JSON (RFC 7493), or nested too deeply.' },
    }
  }
  const request = parsed.value
  if (!isJsonObject(request)) return notRequest('The request is not an object.')
  const { using, methodCalls, createdIds } = request
  if (!isStrings(using)) return notRequest('"using" must be a list of capability URIs.')
  if (!Array.isArray(methodCalls)) return notRequest('"methodCalls" must be a list of calls.')
  if (!methodCalls.every(isInvocation)) {
    return notRequest('Each call must be [name, arguments, call id]: a string, an object, a string.')
  }
  if (createdIds !== undefined && !isIdMap(createdIds)) {
    return notRequest('"createdIds" must be a map from creation id to id.')
  }
  const unknown = using.find(uri => !CAPABILITIES.has(uri))
  if (unknown !== undefined) {
    return { problem: { type: 'unknownCapability', detail: `This server does not know "${unknown}".` } }
  }
  if (methodCalls.length > CORE_LIMITS.maxCallsInRequest) {
    return limit('maxCallsInRequest', `A request may have ${CORE_LIMITS.maxCallsInRequest} calls.`)
  }
  return { using: new Set(using), methodCalls, createdIds: createdIds ?? null }
}

function notRequest(detail: string): { problem: RequestProblem } {
  return { problem: { type: 'notRequest', detail } }
}

function limit(name: string, detail: string): { problem: RequestProblem } {
  return { problem: { type: 'limit', limit: name, detail } }
}

function isStrings(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

function isInvocation(value: Json | Invocation): value is Invocation {
  if (!Array.isArray(value) || value.length !== 3) return false
  return typeof value[0] === 'string' && isJsonObject(value[1]) && typeof value[2] === 'string'
}

function isIdMap(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.values(value).every(id => typeof id === 'string')
}
