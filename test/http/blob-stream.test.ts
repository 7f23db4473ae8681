import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { blobStream } from '../../src/http/blob-stream.ts'
import type { WebContext, WebEdges } from '../../src/http/web.ts'
import { tempFolder } from '../world/temp.ts'

test('a message too long to be proven before is proven while it goes out; with a flipped bit its last octets never leave', async () => {
  await using temp = await tempFolder('blob')
  const file = join(temp.path, 'message')
  const bytes = randomBytes(700_000)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await writeFile(file, bytes)
  assert.deepEqual(await download(file, bytes.length, sha256), {
    octets: bytes.length,
    cut: false,
    logged: [],
  })
  bytes[1] = (bytes[1] ?? 0) ^ 1
  await writeFile(file, bytes)
  const broken = await download(file, bytes.length, sha256)
  assert.ok(broken.octets < bytes.length)
  assert.equal(broken.cut, true, 'the connection ends before its announced length')
  assert.deepEqual(broken.logged, ['download broken'])
  await assert.rejects(download(file, bytes.length + 1, sha256), { code: 'damaged' })
})

async function download(file: string, size: number, sha256: string) {
  const logged: string[] = []
  let cut = false
  const outgoing = { destroy: () => (cut = true), once: () => {}, on: () => {}, off: () => {} }
  const incoming = { socket: { destroyed: false, destroy: () => {} }, once: () => {} }
  const c = { env: { outgoing, incoming }, req: { path: '/jmap/download', url: 'http://host/jmap/download' } }
  const log = { error: (event: string) => logged.push(event) }
  const place = { file, start: 0, end: size, encoding: null, type: '', charset: null, name: null, size }
  const stream = await blobStream(
    { log } as unknown as Pick<WebEdges, 'log'>,
    c as unknown as WebContext,
    place,
    { start: 0, end: size, sha256 },
  )
  let octets = 0
  for await (const piece of stream) octets += piece.length
  return { octets, cut, logged }
}
