import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { test } from 'node:test'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { freeWritten } from '../../src/http/free-written.ts'

const PIECE = 300_000

test('pieces of an answer are free when the network has them, and their octets arrive as they were', async () => {
  const made = Array.from({ length: 40 }, (_, i) => new Uint8Array(PIECE).fill(i))
  const theirs = new Uint8Array(PIECE).fill(99)
  await using server = await serving(env => {
    const free = freeWritten(env)
    const pieces = [...made, theirs]
    return new ReadableStream({
      pull(controller) {
        const piece = pieces.shift()
        if (!piece) return controller.close()
        if (piece !== theirs) free(piece)
        controller.enqueue(piece)
      },
    })
  })
  const octets = new Uint8Array(await (await fetch(server.url)).arrayBuffer())
  assert.equal(octets.length, 41 * PIECE)
  for (let i = 0; i < 41; i++)
    assert.ok(octets.subarray(i * PIECE, (i + 1) * PIECE).every(one => one === (i < 40 ? i : 99)))
  assert.deepEqual(new Set(made.map(piece => piece.buffer.byteLength)), new Set([0]))
  assert.equal(theirs.length, PIECE)
})

test('what the network never took is left as it is', async () => {
  const made: Uint8Array[] = []
  const closed = Promise.withResolvers<unknown>()
  await using server = await serving(env => {
    const free = freeWritten(env)
    env.outgoing.once('close', closed.resolve)
    return new ReadableStream({
      pull(controller) {
        // More than any socket holds: one of them stays behind.
        const piece = new Uint8Array(64_000_000)
        made.push(piece)
        free(piece)
        controller.enqueue(piece)
      },
    })
  })
  const reader = connect(Number(new URL(server.url).port), '127.0.0.1')
  reader.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  await once(reader, 'readable')
  reader.destroy()
  await closed.promise
  assert.ok(made.some(piece => piece.length === 64_000_000))
})

async function serving(bodyFor: (env: HttpBindings) => ReadableStream) {
  const server = createServer(
    getRequestListener((_, env) => new Response(bodyFor(env as HttpBindings)), {
      overrideGlobalObjects: false,
    }),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
