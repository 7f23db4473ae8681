import { isRefusal, Refusal } from '../domain/refusal.ts'
import type { JsonObject } from './json.ts'

/** Method-level errors of RFC 8620 3.6.2, 5.1-5.6 and RFC 8621 that a read-only server can come to. */
export type MethodErrorType =
  | 'serverFail'
  | 'unknownMethod'
  | 'invalidArguments'
  | 'invalidResultReference'
  | 'forbidden'
  | 'accountNotFound'
  | 'accountNotSupportedByMethod'
  | 'accountReadOnly'
  | 'requestTooLarge'
  | 'cannotCalculateChanges'
  | 'stateMismatch'
  | 'anchorNotFound'
  | 'unsupportedSort'
  | 'unsupportedFilter'
  | 'fromAccountNotFound'
  | 'fromAccountNotSupportedByMethod'

/** An error for one call of a request; the calls after it still run. `description` is for the client's developer. */
export function methodError(type: MethodErrorType, description: string): Refusal {
  return new Refusal(`jmap:${type}`, description)
}

/** What a call answers when it threw: the method error, or `serverFail` without a word of the fault's own. */
export function errorAnswer(error: unknown): JsonObject {
  if (isRefusal(error) && error.code.startsWith('jmap:')) {
    return { type: error.code.slice(5), description: error.message }
  }
  // RFC 8620 3.6.2 lets an error have further properties: a page translates by this one.
  if (isRefusal(error)) return { type: 'serverFail', description: error.message, code: error.code }
  return { type: 'serverFail', description: 'Something went wrong while answering this call.' }
}

/** Request-level errors of RFC 8620 3.6.1: the whole request fails, as problem details (RFC 7807). */
export interface RequestProblem {
  type: 'notJSON' | 'notRequest' | 'unknownCapability' | 'limit'
  detail: string
  /** the name of the limit, with 'limit' */
  limit?: string
}

/** The problem as an HTTP answer. */
export function problemAnswer(problem: RequestProblem): { status: number; type: string; body: string } {
  const { type, ...rest } = problem
  const body = { type: `urn:ietf:params:jmap:error:${type}`, status: 400, ...rest }
  return { status: 400, type: 'application/problem+json', body: JSON.stringify(body) }
}
