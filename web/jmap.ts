import { ask, trouble } from './server.ts'

/** One method call: name and arguments. An argument "#ids" made by `answerOf` points into an earlier call of the same list. */
export type Call = [name: string, args: Record<string, unknown>]

type Response = [name: string, args: Record<string, unknown>, id: string]

interface Waiting {
  calls: Call[]
  settle: (answers: Record<string, unknown>[]) => void
  fail: (error: unknown) => void
}

/** The capabilities of domain/jmap-capabilities.ts; a test holds them equal. */
export const using = [
  'urn:ietf:params:jmap:core',
  'urn:ietf:params:jmap:mail',
  'https://yestermail.example/jmap/timemachine',
]
/** RFC 8620 2 suggests servers take at least 16 calls in one request. */
const mostCalls = 16
let waiting: Waiting[] = []

/** The value of an argument that is taken from the answer of call number `call` (RFC 8620 3.7). */
export function answerOf(call: number, name: string, path: string) {
  return { resultOf: call, name, path }
}

/**
 * Asks the mailbox. All calls of one tick travel in one POST. Resolves to the answers of these calls in order;
 * throws the trouble of the first that failed, with the JMAP error type as its code.
 */
export function jmap<T extends unknown[]>(...calls: Call[]): Promise<T> {
  return new Promise((settle, fail) => {
    waiting.push({ calls, settle: answers => settle(answers as T), fail })
    if (waiting.length === 1) queueMicrotask(flush)
  })
}

function flush(): void {
  const all = waiting
  waiting = []
  let batch: Waiting[] = []
  let size = 0
  for (const one of all) {
    if (size + one.calls.length > mostCalls && batch.length > 0) {
      send(batch)
      batch = []
      size = 0
    }
    batch.push(one)
    size += one.calls.length
  }
  send(batch)
}

async function send(batch: Waiting[]): Promise<void> {
  const methodCalls = batch.flatMap((one, group) =>
    one.calls.map(([name, args], i) => [name, named(args, group), `${group}.${i}`]),
  )
  try {
    const answer = await ask<{ methodResponses: Response[] }>('/jmap/api', { using, methodCalls })
    const byId = new Map(answer.methodResponses.map(response => [response[2], response]))
    batch.forEach((one, group) => {
      deliver(one, i => byId.get(`${group}.${i}`))
    })
  } catch (error) {
    for (const one of batch) one.fail(error)
  }
}

function named(args: Record<string, unknown>, group: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) =>
      key.startsWith('#')
        ? [key, { ...(value as object), resultOf: `${group}.${(value as { resultOf: number }).resultOf}` }]
        : [key, value],
    ),
  )
}

function deliver(one: Waiting, answer: (i: number) => Response | undefined): void {
  const answers: Record<string, unknown>[] = []
  for (let i = 0; i < one.calls.length; i++) {
    const [name, args] = answer(i) ?? ['error', { type: 'serverFail' }, '']
    if (name === 'error') {
      one.fail(trouble(String(args.code ?? args.type), String(args.description ?? args.type)))
      return
    }
    answers.push(args)
  }
  one.settle(answers)
}
