import assert from 'node:assert/strict'
import type { Entry } from '../../src/domain/way-in.ts'
import { answerJmap } from '../../src/jmap/answer.ts'
import type { Person } from './person.ts'

export const CORE = 'urn:ietf:params:jmap:core'
export const MAIL = 'urn:ietf:params:jmap:mail'
export const TIME = 'https://yestermail.example/jmap/timemachine'

/** An answer as a client reads it: any name may be there, and is asserted on. */
export interface Answer {
  [name: string]: Answer
}

export interface Sent {
  status: number
  type: string
  body: Answer
}

/** Sends a body as it is. A fault of the server fails the test. */
export async function post(
  person: Person,
  body: string | Uint8Array,
  entry: Entry = { how: 'password', isFresh: false },
): Promise<Sent> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const faults: unknown[] = []
  const answer = await answerJmap(person.reader, bytes, fault => faults.push(fault), entry)
  if (faults.length > 0) throw faults[0]
  return { ...answer, body: JSON.parse(answer.body) }
}

/** Sends calls `[name, args, id]` and gives back the responses. */
export async function calls(
  person: Person,
  methodCalls: [string, object, string][],
  using: string[] = [CORE, MAIL],
): Promise<[string, Answer, string][]> {
  const { status, body } = await post(person, JSON.stringify({ using, methodCalls }))
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.methodResponses as unknown as [string, Answer, string][]
}

/** One call: its arguments, or the error as `{ error: type }`. */
export async function call(person: Person, name: string, args: object, using?: string[]): Promise<Answer> {
  const [response] = await calls(person, [[name, args, '0']], using)
  if (!response) throw new Error('no response')
  const [as, result] = response
  if (as !== 'error') return result
  assert.equal(typeof result.description, 'string')
  return { error: result.type } as Answer
}

/** The part of an answer that is a list of strings. */
export function strings(answer: Answer | undefined): string[] {
  assert.ok(Array.isArray(answer) && answer.every(item => typeof item === 'string'))
  return answer
}
