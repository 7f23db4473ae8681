import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Reading } from '../../src/domain/ports.ts'
import { type AnsweringLimits, openAnswering } from '../../src/http/answering.ts'
import { errorAnswer } from '../../src/http/errors.ts'
import { jmapApi } from '../../src/http/jmap.ts'
import { listen } from '../../src/http/listen.ts'
import { inPieces, type Pace } from '../../src/http/pace.ts'
import type { Web, WebEdges } from '../../src/http/web.ts'

const MB = 1_048_576
const log = { error: () => {} } as unknown as WebEdges['log']
const sockets: Socket[] = []
const closes: (() => Promise<unknown>)[] = []
// A server that is left by a test that failed would keep this process for ever.
after(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(closes.map(close => close()))
})

/** The one route, with answers of `size` octets; the account is who the header says. */
async function startApi(size: number, limits?: AnsweringLimits) {
  const asked: { account: string; gone: AbortSignal | undefined }[] = []
  const reading = {
    async jmap(account: string, _: Uint8Array, gone?: AbortSignal) {
      asked.push({ account, gone })
      return { status: 200, type: 'application/json', body: 'x'.repeat(size) }
    },
  } as unknown as Reading
  const app = new Hono<Web>()
  app.onError((error, c) => errorAnswer({ log }, error, c))
  app.use(async (c, next) => {
    const id = c.req.header('X-Account') ?? ''
    c.set('account', { id, address: '', zone: '', state: 'active' })
    c.set('session', {
      account: id,
      began: Date.now(),
      ends: 0,
      how: 'password',
      link: null,
      token: '',
      key: '',
    })
    await next()
  })
  app.post('/jmap/api', jmapApi({ reading, now: Date.now } as unknown as WebEdges, openAnswering(limits)))
  const { port, url, close } = await listen(app, { host: '127.0.0.1', port: 0, tls: null, log })
  closes.push(close)
  /** asks and reads nothing */
  const stall = (account: string, times = 1): Socket => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    socket.on('error', () => {})
    socket.pause()
    const head = 'POST /jmap/api HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    socket.write(`${head}X-Account: ${account}\r\nContent-Length: 2\r\n\r\n{}`.repeat(times))
    return socket
  }
  const ask = (account: string) => {
    const headers = { 'content-type': 'application/json', 'x-account': account }
    return fetch(`${url}/jmap/api`, { method: 'POST', body: '{}', headers })
  }
  return { asked, stall, ask }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1500, 'it never came')
    await pause(20)
  }
}

async function answerWith(status: number, ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    await answer.arrayBuffer()
    if (answer.status === status) return answer
    assert.ok(tries < 200, `${answer.status} again and again`)
    await pause(20)
  }
}

test('an account whose answers nobody reads is answered four times, and again when those connections are gone', async () => {
  const { asked, stall, ask } = await startApi(16 * MB)
  const stalled = Array.from({ length: 20 }, () => stall('anna'))
  await until(() => asked.length >= 4)
  await pause(300)
  assert.equal(asked.length, 4)
  const other = await ask('ben')
  assert.equal(other.headers.get('content-length'), String(16 * MB))
  assert.equal((await other.text()).length, 16 * MB)
  for (const socket of stalled) socket.destroy()
  assert.equal((await (await ask('anna')).arrayBuffer()).byteLength, 16 * MB)
  assert.ok(asked.slice(0, 4).every(({ gone }) => gone?.aborted))
})

test('requests behind one another on a connection that is lost give their turns back', async () => {
  const { asked, stall, ask } = await startApi(16 * MB)
  const socket = stall('anna', 4)
  await until(() => asked.length >= 1)
  await pause(200)
  socket.destroy()
  for (let i = 0; i < 5; i++) assert.equal((await (await ask('anna')).arrayBuffer()).byteLength, 16 * MB)
})

test('when all that waits to be read is too much, large answers are refused for a while and small ones are not', async () => {
  const large = await startApi(16 * MB, { unsent: 40 * MB })
  const stalled = ['a', 'b'].map(account => large.stall(account))
  await until(() => large.asked.length === 2)
  // what waits is counted, and counted no longer, a moment after it was asked for or given up
  const refused = await answerWith(503, () => large.ask('ben'))
  assert.equal(refused.headers.get('retry-after'), '5')
  for (const socket of stalled) socket.destroy()
  await answerWith(200, () => large.ask('ben'))
  const small = await startApi(1000, { unsent: 10 })
  assert.equal((await small.ask('ben')).status, 200)
})

test('a reader that stops or crawls is cut off, a steady one gets everything', async () => {
  const pace: Pace = { lookEvery: 100, silentLooks: 3, looks: 6, least: 4 * MB }
  const app = new Hono<Web>().get('/', c => c.body(inPieces(c, Buffer.alloc(32 * MB), pace)))
  const { port, url, close } = await listen(app, { host: '127.0.0.1', port: 0, tls: null, log })
  closes.push(close)
  assert.equal((await (await fetch(url)).arrayBuffer()).byteLength, 32 * MB)
  const read = async (octets: number) => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    let got = 0
    socket.on('data', data => {
      got += data.length
      socket.pause()
    })
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    const reading = setInterval(() => octets && socket.resume(), 50)
    // The rest of what the network holds is read, so that the end is seen.
    setTimeout(() => {
      clearInterval(reading)
      socket.removeAllListeners('data').on('data', data => {
        got += data.length
      })
      socket.resume()
    }, 2000)
    await once(socket, 'close')
    return got
  }
  const [stopped, crawling] = await Promise.all([read(0), read(1)])
  assert.ok(stopped < 32 * MB, `a silent reader got ${stopped}`)
  assert.ok(crawling < 32 * MB, `a slow reader got ${crawling}`)
})
