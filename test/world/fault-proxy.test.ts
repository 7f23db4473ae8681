import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, startFaultProxy } from './fault-proxy.ts'

const size = 300_000

describe('a bad network', () => {
  it('lets everything through while it behaves', async () => {
    const { received, error } = await through({ kind: 'none' })
    assert.deepEqual([received, error], [size, undefined])
  })

  it('cuts after exactly so many octets', async () => {
    assert.deepEqual(await through({ kind: 'cut', after: 123_457 }), {
      received: 123_457,
      error: undefined,
      ended: true,
    })
  })

  it('resets', async () => {
    const { received, error } = await through({ kind: 'rst', after: 100_000 })
    assert.equal(error, 'ECONNRESET')
    assert.ok(received <= 100_000)
  })

  it('stalls, the connection open', async () => {
    const { received, ended } = await through({ kind: 'stall', after: 1000 })
    assert.deepEqual([received, ended], [1000, false])
  })

  it('is slow', async () => {
    const { received, ended } = await through({ kind: 'slow', perSecond: 100_000 })
    assert.ok(received > 5000 && received < 80_000, `${received}`)
    assert.equal(ended, false)
  })

  it('refuses once, then behaves', async () => {
    await using target = await startTarget()
    await using proxy = await startFaultProxy(target)
    proxy.fail({ kind: 'refuse' }, 1)
    assert.equal((await receive(proxy.port)).received, 0)
    assert.equal((await receive(proxy.port)).received, size)
    assert.equal(proxy.connections(), 2)
    assert.equal(proxy.bytes(), size)
  })
})

async function through(fault: Fault) {
  await using target = await startTarget()
  await using proxy = await startFaultProxy(target)
  proxy.fail(fault)
  return await receive(proxy.port)
}

async function receive(port: number) {
  const socket = connect(port, '127.0.0.1')
  const result: { received: number; error: string | undefined; ended: boolean } = {
    received: 0,
    error: undefined,
    ended: false,
  }
  socket.on('data', chunk => {
    result.received += chunk.length
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    result.error = error.code
  })
  const closed = new Promise<void>(resolve =>
    socket.on('close', () => {
      result.ended = true
      resolve()
    }),
  )
  await Promise.race([closed, sleep(400)])
  const seen = { ...result }
  socket.destroy()
  return seen
}

async function startTarget() {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.end(Buffer.alloc(size, 'x'))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      server.close()
    },
  }
}
