import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import JSZip from 'jszip'
import type { ExportEntry, ExportedMessage, Exporting, ExportPlan } from '../../src/domain/export.ts'
import { layout } from '../../src/maildir/layout.ts'
import { startExporting } from '../../src/threads/exporting.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

const account = 'a'.repeat(16)
let temp: TempFolder
let exporting: Exporting
before(async () => {
  temp = await tempFolder('exporting')
  exporting = startExporting(temp.path)
})
after(async () => {
  await exporting.close()
  await temp.remove()
})

/** Messages as they lie on the disk, and a plan that has them as a ZIP. */
async function planOf(messages: readonly Buffer[], lies = false): Promise<ExportPlan> {
  const entries: ExportEntry[] = []
  for (const [i, bytes] of messages.entries()) {
    const sha = createHash('sha256').update(bytes).digest('hex')
    const shard = layout(temp.path).shard(account, sha)
    await mkdir(shard, { recursive: true })
    await writeFile(join(shard, sha), lies ? Buffer.alloc(bytes.length, 'x') : bytes)
    const kinds = { kind: 'message' as const, sha, file: null, date: 0, dos: 33 << 16 }
    entries.push({ ...kinds, name: `${i}.eml`, size: bytes.length, crc32: crc32(bytes) })
  }
  const pages = [Buffer.from(JSON.stringify(entries))]
  return { pages, format: 'eml', container: 'zip', lost: 0, manifest: null, date: 0, dos: 33 << 16 }
}

const filled = (letter: string, sizes: readonly number[]) =>
  sizes.map((size, i) => Buffer.alloc(size, `${letter}${i}`))
const whole = { from: 0, mayLeaveOut: true, onLost: async () => undefined }

test('downloads that are taken at the same time, piece by piece, do not mix', async () => {
  const sizes = [10, 300_000, 17_000_000, 2000, 1_000_000]
  const mails = ['a', 'b', 'c'].map(letter => filled(letter, sizes))
  const taken = await Promise.all(
    mails.map(async messages => {
      const plan = await planOf(messages)
      const { length } = await exporting.measure(plan)
      const pieces: Uint8Array[] = []
      for await (const piece of exporting.open(account, plan, whole)) pieces.push(piece)
      const octets = Buffer.concat(pieces)
      assert.equal(octets.length, length)
      return JSZip.loadAsync(octets, { checkCRC32: true })
    }),
  )
  for (const [n, archive] of taken.entries())
    for (const [i, bytes] of (mails[n] ?? []).entries())
      assert.ok((await archive.file(`${i}.eml`)?.async('nodebuffer'))?.equals(bytes))
})

test('who goes away in the middle is forgotten, and others go on', async () => {
  const plan = await planOf(filled('d', [3_000_000, 3_000_000]))
  const first = exporting.open(account, plan, whole)
  await first.next()
  await first.return(undefined)
  let octets = 0
  for await (const piece of exporting.open(account, plan, whole)) octets += piece.length
  assert.equal(octets, (await exporting.measure(plan)).length)
})

test('of what is damaged is told before anything goes out that lacks it, and where nothing may lack it ends', async () => {
  const plan = await planOf(filled('e', [700_000, 17_000_000]), true)
  const told: ExportedMessage[] = []
  let octets = 0
  const onLost = async (lost: ExportedMessage[]) => {
    assert.equal(octets, 0)
    told.push(...lost)
  }
  for await (const piece of exporting.open(account, plan, { ...whole, onLost })) octets += piece.length
  assert.equal(told.length, 2)
  assert.equal(octets, (await exporting.measure(plan)).length)
  const strictly = exporting.open(account, plan, {
    from: 0,
    mayLeaveOut: false,
    onLost: async lost => void told.push(...lost),
  })
  await assert.rejects(strictly.next(), /is damaged/)
  assert.equal(told.length, 3)
})

test('who has long plans passed over again and again keeps nobody waiting', async () => {
  const entry = {
    kind: 'message',
    sha: '0'.repeat(64),
    file: null,
    size: 1,
    crc32: 0,
    date: 0,
    dos: 33 << 16,
  }
  const pages = Array.from({ length: 60 }, (_, page) =>
    Buffer.from(JSON.stringify(Array.from({ length: 500 }, (_, i) => ({ ...entry, name: `${page} ${i}` })))),
  )
  const long: ExportPlan = { ...(await planOf([])), pages }
  const { length } = await exporting.measure(long)
  assert.ok(length)
  const short = await planOf(filled('g', [10]))
  const order: string[] = []
  const last = { from: length - 1, mayLeaveOut: false, onLost: whole.onLost }
  const passing = [1, 2, 3, 4].map(async () => {
    const pieces = exporting.open('b'.repeat(16), long, last)
    assert.equal((await pieces.next()).value?.length, 1)
    order.push('long')
    await pieces.return(undefined)
  })
  const measuring = exporting.measure(long).then(() => order.push('measured'))
  for await (const piece of exporting.open(account, short, whole)) order.push(`short ${piece.length > 0}`)
  assert.deepEqual(order, ['short true'])
  await Promise.all([...passing, measuring])
  assert.equal(order.length, 6)
})

test('another plan has another mark', async () => {
  const [one, two] = await Promise.all([planOf(filled('f', [5])), planOf(filled('f', [6]))])
  const marks = await Promise.all([one, two, one].map(async plan => (await exporting.measure(plan)).mark))
  assert.equal(marks[0], marks[2])
  assert.notEqual(marks[0], marks[1])
})
