import type { AccountReader } from '../domain/ports.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Entry } from '../domain/way-in.ts'
import { type Asked, ask, pointsState } from './call.ts'
import { MAX_ANSWER } from './capabilities.ts'
import { errorAnswer, methodError, problemAnswer } from './errors.ts'
import type { JsonObject } from './json.ts'
import { findMethod } from './methods.ts'
import { type Answered, resolveReferences } from './references.ts'
import { type Invocation, parseRequest } from './request.ts'

/**
 * The answer to one JMAP request (RFC 8620 3.3-3.6): status, content type and JSON text. What the client did wrong is
 * in the answer; a fault of ours in one call becomes its `serverFail` and goes to `onFault` for the log. Rejects only
 * when the person's points cannot be read at all. `entry`: how the person came in.
 */
export async function answerJmap(
  person: AccountReader,
  request: Uint8Array,
  onFault: (fault: unknown, method: string) => void = () => {},
  entry: Entry = { how: 'password', isFresh: false },
): Promise<{ status: number; type: string; body: string }> {
  const parsed = parseRequest(request)
  if ('problem' in parsed) return problemAnswer(parsed.problem)
  const asked = await ask(person, parsed.using, fault => onFault(fault, 'Email/get'), entry)
  const answered: Answered[] = []
  const texts: string[] = []
  let room = MAX_ANSWER
  for (const call of parsed.methodCalls) {
    let answer = await run(asked, call, answered, onFault)
    let text = write(answer)
    if (text.length > room) {
      answer = failed(
        call,
        methodError('requestTooLarge', 'The answer would be too long; ask for less at once.'),
      )
      text = write(answer)
    }
    room -= text.length
    answered.push(answer)
    texts.push(text)
  }
  const ids = parsed.createdIds && { ...parsed.createdIds, ...asked.created }
  const created = ids ? `,"createdIds":${JSON.stringify(ids)}` : ''
  const state = JSON.stringify(pointsState(asked.points))
  return {
    status: 200,
    type: 'application/json',
    body: `{"methodResponses":[${texts.join(',')}],"sessionState":${state}${created}}`,
  }
}

async function run(
  asked: Asked,
  call: Invocation,
  answered: readonly Answered[],
  onFault: (fault: unknown, method: string) => void,
): Promise<Answered> {
  const [name, args, callId] = call
  try {
    const method = findMethod(asked.using, name)
    if (!method) throw methodError('unknownMethod', `There is no method "${name}" in the capabilities used.`)
    if (asked.entry.how === 'offline' && name.endsWith('/set')) throw lookOnly()
    return { name, callId, result: await method(asked, resolveReferences(args, answered)) }
  } catch (error) {
    if (!isRefusal(error)) onFault(error, name)
    return failed(call, error)
  }
}

// Whoever came in by a password of some days ago reads and downloads; what is wanted of the live mailbox waits for it.
function lookOnly(): Error {
  return methodError(
    'accountReadOnly',
    'You signed in without the mail server, so nothing can be changed or asked for. Sign in again when the mail server answers.',
  )
}

function failed([, , callId]: Invocation, error: unknown): Answered {
  return { name: 'error', callId, result: errorAnswer(error) }
}

/** Once and as text: the size is known before the next call adds to it. */
function write({ name, result, callId }: { name: string; result: JsonObject; callId: string }): string {
  return JSON.stringify([name, result, callId])
}
