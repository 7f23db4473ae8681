import { CORE, MAIL, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'

/** Somebody signed in, who speaks JMAP over HTTP and fetches what the page would. */
export interface Client {
  readonly cookie: string
  /** GET, or POST of JSON; throws unless it is answered with 200 (206 for a part) */
  ask(path: string, body?: object, headers?: Record<string, string>): Promise<Response>
  /** one JMAP request; the arguments of each answer in turn. Throws at a method's error. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the server under test, looked into by its callers
  jmap(...calls: [method: string, args: object][]): Promise<any[]>
}

const using = [CORE, MAIL, TIME_MACHINE]

/** Signs in at `url` as a browser would. */
export async function signIn(url: string, address: string, password: string): Promise<Client> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address, password, consent: true }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map(one => one.split(';', 1)[0])
    .join('; ')
  if (answer.status !== 200 || cookie === '')
    throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  const ask = async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${url}${path}`, {
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    if (reply.status !== 200 && reply.status !== 206)
      throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return reply
  }
  return {
    cookie,
    ask,
    async jmap(...calls) {
      const methodCalls = calls.map(([name, args], i) => [name, args, `${i}`])
      const reply = await ask('/jmap/api', { using, methodCalls })
      const { methodResponses } = (await reply.json()) as { methodResponses: [string, object, string][] }
      for (const [name, args] of methodResponses)
        if (name === 'error') throw new Error(`${JSON.stringify(calls)}: ${JSON.stringify(args)}`)
      return methodResponses.map(([, args]) => args)
    },
  }
}
