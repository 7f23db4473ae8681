import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { StateCopy, StateHeader } from '../../src/domain/folder-state.ts'
import { inColumns, unpack } from '../../src/domain/pack-copies.ts'
import { decodeManifest, encodeManifest } from '../../src/formats/manifest.ts'
import { decodeInColumns } from '../../src/formats/manifest-columns.ts'
import { copyLines, nameOf } from '../../src/formats/manifest-names.ts'
import { manifestLines } from '../../src/formats/manifest-writer.ts'
import { folderCopies } from '../../src/snapshot/folder-copies.ts'
import { fc } from '../world/fast-check.ts'

const copies: StateCopy[] = Array.from({ length: 3000 }, (_, i) => ({
  uid: i + 1,
  sha: i.toString(16).padStart(64, '0'),
  date: i,
  size: i,
  flags: i % 2 ? ['\\Seen', 'line\nbreak "quoted"'] : [],
}))
const header: StateHeader = {
  v: 1,
  folder: 'f1',
  n: 7,
  path: 'Grüße',
  raw: 'Gr&APwA3w-e',
  delimiter: '/',
  specialUse: null,
  subscribed: true,
  uidValidity: 1,
  uidNext: 3001,
  highestModseq: '18446744073709551615',
  readAt: 1,
  messages: copies.length,
  bytes: 1,
  gaps: [],
  unread: 0,
}

test('a manifest comes back as it was written', async () => {
  const bytes = await buffer(encodeManifest(header, inColumns(copies)))
  assert.deepEqual(await Array.fromAsync(decodeManifest(Readable.from([bytes]))), [header, ...copies])
})

test('every line is what JSON makes of its copy, and is read as JSON would, whatever stands in it', async () => {
  const count = fc.oneof(
    fc.nat(),
    fc.maxSafeInteger().map(Math.abs),
    fc.constantFrom(0, 9, 10, 99, 100, 2 ** 32),
  )
  const text = fc.string({ unit: 'binary', maxLength: 30 })
  const copy = fc.record(
    {
      uid: count,
      sha: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(octets => Buffer.from(octets).toString('hex')),
      date: fc.oneof(count, fc.integer({ max: -1 })),
      size: count,
      flags: fc.oneof(
        fc.array(text, { maxLength: 3 }),
        fc.constantFrom([], ['\\Seen'], ['\\Seen', ']}', '$A']),
      ),
      said: count,
      emailId: text,
      file: text,
    },
    { requiredKeys: ['uid', 'sha', 'date', 'size', 'flags'] },
  )
  // In the order in which they are written; a second size is kept where it is another one.
  const ordered = ({ uid, sha, date, size, flags, ...more }: StateCopy): StateCopy => ({
    ...{ uid, sha, date, size, flags },
    ...(more.said === undefined ? {} : { said: more.said }),
    ...(more.emailId === undefined ? {} : { emailId: more.emailId }),
    ...(more.file === undefined ? {} : { file: more.file }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(copy, { maxLength: 40 }), async some => {
      const written = some.map(one => ordered(one as StateCopy))
      const head = { ...header, messages: written.length }
      const bytes = await buffer(encodeManifest(head, inColumns(written)))
      const lines = [head, ...written].map(line => `${JSON.stringify(line)}\n`).join('')
      assert.equal(zstdDecompressSync(bytes).toString(), Buffer.from(lines).toString())
      assert.deepEqual(await Array.fromAsync(decodeManifest(Readable.from([bytes]))), [head, ...written])
    }),
  )
})

test('as many sets of flags as copies: each pack holds those of its own', async () => {
  const many = copies.map((copy, i) => ({ ...copy, flags: [`k${i}`] }))
  const bytes = await buffer(encodeManifest(header, inColumns(many)))
  const read = folderCopies()
  for await (const { copies: pack } of decodeInColumns(Readable.from([bytes]))) {
    assert.ok(pack.sets.length <= pack.uids.length)
    read.load(pack)
  }
  const packs = [...read.columns(100)]
  assert.deepEqual(new Set(packs.map(({ sets }) => sets.length)), new Set([100]))
  assert.deepEqual(
    packs.flatMap(pack => Array.from(pack.uids, (_, row) => unpack(pack)(row))),
    many,
  )
})

test('lines of any length go through in pieces of some hundred kilobytes', async () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `keyword-number-${i}`)
  const sets = [[], words(100), words(400), words(30_000), ['\\Seen']]
  const long = copies.slice(0, 200).map((copy, i) => ({ ...copy, flags: sets[i % sets.length] ?? [] }))
  const made: number[] = []
  for (const pack of inColumns(long).columns(1000))
    for (const piece of manifestLines(pack)) made.push(piece.length)
  assert.ok(Math.max(...made) < 700_000 && Math.min(...made) > 0)
  const bytes = await buffer(encodeManifest({ ...header, messages: long.length }, inColumns(long)))
  assert.deepEqual((await Array.fromAsync(decodeManifest(Readable.from([bytes])))).slice(1), long)
})

test('lines that are no copies are a fault', async () => {
  const usual = JSON.stringify(copies[1])
  for (const line of [usual.replace('"sha":"0', '"sha":"'), '{}', '7', usual.slice(0, -1), `${usual}x`]) {
    const bytes = zstdCompressSync(`${JSON.stringify({ ...header, messages: 1 })}\n${line}\n`)
    await assert.rejects(Array.fromAsync(decodeManifest(Readable.from([bytes]))), line)
  }
})

test('one flipped bit anywhere, or a missing end, is a fault and never another mailbox', async () => {
  const bytes = await buffer(encodeManifest(header, inColumns(copies)))
  for (let place = 0; place < bytes.length; place += 97) {
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(place) ^ 4, place)
    await assert.rejects(Array.fromAsync(decodeManifest(Readable.from([flipped]))), `octet ${place}`)
  }
  await assert.rejects(Array.fromAsync(decodeManifest(Readable.from([bytes.subarray(0, -20)]))))
})

test('the names of a manifest are those of its copies, whatever stands in their flags', async () => {
  const hostile: StateCopy[] = [
    ...copies.slice(0, 3),
    {
      uid: 4000,
      sha: 'b'.repeat(64),
      date: 1,
      size: 1,
      flags: ['"file":"../../etc"', '{"uid":1,"sha":"c"}', '\\"'],
    },
    { uid: 4001, sha: 'd'.repeat(64), date: 1, size: 1, flags: [], file: `${'d'.repeat(64)}-1` },
  ]
  const bytes = await buffer(encodeManifest({ ...header, messages: hostile.length }, inColumns(hostile)))
  const found = (await Array.fromAsync(copyLines(Readable.from([bytes])))).flat().map(nameOf)
  assert.deepEqual(
    found,
    hostile.map(({ uid, sha, file }) => ({ uid, sha, base: file ?? sha })),
  )
  const many = await buffer(encodeManifest(header, inColumns(copies)))
  assert.deepEqual(
    (await Array.fromAsync(copyLines(Readable.from([many])))).flat().map(line => nameOf(line).uid),
    copies.map(({ uid }) => uid),
  )
})
