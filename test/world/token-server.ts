import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from './certificate.ts'
import { tempFolder } from './temp.ts'

export interface TokenServer extends AsyncDisposable {
  /** https://127.0.0.1:PORT/token */
  readonly tokenUrl: string
  /** http://127.0.0.1:PORT/introspect, as Dovecot asks about tokens */
  readonly introspectionUrl: string
  /** the authority of its certificate, PEM */
  readonly ca: string
  /** every form that was posted to the token endpoint */
  readonly asked: URLSearchParams[]
  /** what the next token requests are answered, in order; then what `usual` says */
  next: Answer[]
  usual(form: URLSearchParams): Answer
  /** tokens that are good, and whose mailbox they open ("*": everybody's who asks) */
  readonly good: Map<string, string>
}

export type Answer = { status: number; body: unknown; headers?: Record<string, string> } | 'silence' | 'cut'

/** An OAuth 2 token endpoint over https, and the introspection (RFC 7662) of its tokens for a mail server. */
export async function startTokenServer(): Promise<TokenServer> {
  const temp = await tempFolder('tokens')
  const certificate = await makeCertificate(temp.path)
  const held = new Set<ServerResponse>()
  let n = 0
  const server: Omit<TokenServer, 'tokenUrl' | 'introspectionUrl' | typeof Symbol.asyncDispose> = {
    ca: certificate.ca,
    asked: [],
    next: [],
    good: new Map(),
    usual() {
      const token = `access-${++n}`
      server.good.set(token, '*')
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } }
    },
  }
  const tokens = createHttps(
    { cert: await readFile(certificate.certFile), key: await readFile(certificate.keyFile) },
    async (request, response) => {
      const form = new URLSearchParams(await textOf(request))
      server.asked.push(form)
      const answer = server.next.shift() ?? server.usual(form)
      if (answer === 'silence') held.add(response)
      else if (answer === 'cut') request.socket.destroy()
      else {
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
      }
    },
  )
  const introspection = createHttp(async (request, response) => {
    const token = new URLSearchParams(await textOf(request)).get('token') ?? ''
    const username = server.good.get(token)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(username === undefined ? { active: false } : { active: true, username }))
  })
  for (const one of [tokens, introspection]) await once(one.listen(0, '127.0.0.1'), 'listening')
  const port = (one: typeof tokens | typeof introspection) => (one.address() as AddressInfo).port
  return Object.assign(server, {
    tokenUrl: `https://127.0.0.1:${port(tokens)}/token`,
    introspectionUrl: `http://127.0.0.1:${port(introspection)}/introspect`,
    async [Symbol.asyncDispose]() {
      for (const one of [tokens, introspection]) {
        one.closeAllConnections()
        await once(one.close(), 'close')
      }
      await temp.remove()
    },
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}
