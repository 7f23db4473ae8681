import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import type { StateCopy, StateHeader } from '../../src/domain/folder-state.ts'
import { decodeManifest, encodeManifest } from '../../src/formats/manifest.ts'
import { copyLines, nameOf } from '../../src/formats/manifest-names.ts'

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
  const bytes = await buffer(encodeManifest(header, copies))
  assert.deepEqual(await Array.fromAsync(decodeManifest(Readable.from([bytes]))), [header, ...copies])
})

test('one flipped bit anywhere, or a missing end, is a fault and never another mailbox', async () => {
  const bytes = await buffer(encodeManifest(header, copies))
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
  const bytes = await buffer(encodeManifest({ ...header, messages: hostile.length }, hostile))
  const found = (await Array.fromAsync(copyLines(Readable.from([bytes])))).flat().map(nameOf)
  assert.deepEqual(
    found,
    hostile.map(({ uid, sha, file }) => ({ uid, sha, base: file ?? sha })),
  )
  const many = await buffer(encodeManifest(header, copies))
  assert.deepEqual(
    (await Array.fromAsync(copyLines(Readable.from([many])))).flat().map(line => nameOf(line).uid),
    copies.map(({ uid }) => uid),
  )
})
