import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import JSZip from 'jszip'
import {
  archiveLength,
  archiveOctets,
  type Container,
  type Item,
  Lost,
  type Member,
} from '../../src/formats/archive.ts'
import { streamedZip } from '../../src/formats/streamed-zip.ts'
import { tar } from '../../src/formats/tar.ts'
import { zip } from '../../src/formats/zip.ts'
import { fc } from '../world/fast-check.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

const run = promisify(execFile)
const slow = process.env.YESTERMAIL_TEST === 'all' ? {} : { skip: 'with npm run test:all' }
let temp: TempFolder
before(async () => {
  temp = await tempFolder('archive')
})
after(() => temp.remove())

const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  // "." and ".." lead elsewhere, and no name of ours is one
  .map(text => text.toWellFormed().replace(/[/\\\p{C}]|^\.{1,2}$/gu, '_'))
const file = fc.record({
  name: fc.array(part, { minLength: 1, maxLength: 4 }),
  bytes: fc.uint8Array({ maxLength: 3000 }),
  date: fc.integer({ min: 0, max: 0x7fff_ffff }),
  isLost: fc.boolean(),
})

// A date stands in the name of every message: none is shorter than errors.txt.
const nameOf = (name: readonly string[], i: number) => `${name.join('/')} #2026-11 ${i}.eml`

function measured(container: Container, of: Iterable<Member>): number {
  const stops = archiveLength(container, of)
  for (let step = stops.next(); ; step = stops.next()) if (step.done) return step.value
}

/** Items of made-up files; `lossy` loses those that are marked. */
function itemsOf(
  files: readonly { name: string[]; bytes: Uint8Array; date: number; isLost: boolean }[],
  lossy: boolean,
) {
  return function* (): Generator<Item> {
    for (const [i, { name, bytes, date, isLost }] of files.entries()) {
      const member: Member = {
        ...{ name: nameOf(name, i), size: bytes.length, crc32: crc32(bytes) },
        ...{ date, dos: 0x5b6e_5000 },
      }
      yield {
        member,
        *bytes() {
          if (lossy && isLost) throw new Lost(member.name)
          yield bytes.subarray(0, 1000)
          yield bytes.subarray(1000)
        },
      }
    }
  }
}

function* members(items: Iterable<Item>): Generator<Member> {
  for (const { member } of items) yield member
}

function written(
  container: Container,
  items: () => Iterable<Item>,
  from = 0,
  errorsName = 'errors.txt',
): Buffer {
  return Buffer.concat([...archiveOctets(container, items, { from, errorsName })])
}

test('a ZIP of any files is as long as was promised, and JSZip finds in it what was put in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 12 }), async files => {
      const items = itemsOf(files, false)
      const octets = written(zip, items)
      assert.equal(octets.length, measured(zip, members(items())))
      const archive = await JSZip.loadAsync(octets, { checkCRC32: true })
      for (const [i, { name, bytes }] of files.entries()) {
        const found = await archive.file(nameOf(name, i))?.async('uint8array')
        assert.deepEqual(found, bytes)
      }
    }),
    { numRuns: 60 },
  )
})

test('from any octet on an archive goes on as it was', () => {
  fc.assert(
    fc.property(
      fc.array(file, { maxLength: 8 }),
      fc.nat(),
      fc.constantFrom(zip, tar),
      (files, at, container) => {
        const items = itemsOf(files, false)
        const whole = written(container, items)
        const from = at % (whole.length + 1)
        assert.ok(written(container, items, from).equals(whole.subarray(from)))
      },
    ),
    { numRuns: 150 },
  )
})

test('what is lost is named in the room it leaves: the length stays, the rest is whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async files => {
      const items = itemsOf(files, true)
      for (const container of [zip, tar])
        assert.equal(written(container, items).length, measured(container, members(items())))
      const archive = await JSZip.loadAsync(written(zip, items), { checkCRC32: true })
      const lost = files.filter(one => one.isLost).length
      assert.equal(
        Object.values(archive.files).filter(one => !one.dir).length,
        files.length - lost + Math.min(1, lost),
      )
    }),
    { numRuns: 60 },
  )
})

test('where nothing may be left out, and behind the beginning, a loss ends it', () => {
  const items = itemsOf([{ name: ['a'], bytes: Buffer.from('abc'), date: 0, isLost: true }], true)
  assert.throws(() => [...archiveOctets(zip, items, { errorsName: null })], Lost)
  assert.throws(() => written(zip, items, 1), Lost)
})

test('tar and unzip and Python read names of every kind', async () => {
  const names = [
    ['plain'],
    ['Grüße', '日本語 🎂'],
    ['x'.repeat(99)],
    ['d'.repeat(90), 'e'.repeat(98)],
    ['ü'.repeat(115)],
  ]
  const files = names.map((name, i) => ({
    name,
    bytes: Buffer.from(`bytes of ${i}`),
    date: 1_700_000_000 + i,
    isLost: false,
  }))
  const items = itemsOf(files, false)
  await writeFile(join(temp.path, 'n.tar'), written(tar, items))
  await writeFile(join(temp.path, 'n.zip'), written(zip, items))
  for (const kind of ['tar', 'zip']) {
    const folder = join(temp.path, kind)
    await mkdir(folder)
    const [program, ...how] =
      kind === 'tar' ? ['tar', '-xf', 'n.tar', '-C', folder] : ['unzip', '-q', 'n.zip', '-d', folder]
    await run(program ?? '', how, { cwd: temp.path, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    for (const [i, name] of names.entries())
      assert.equal(await readFile(join(folder, nameOf(name, i)), 'utf8'), `bytes of ${i}`)
  }
  const script = `import zipfile,tarfile
z=zipfile.ZipFile('n.zip'); assert z.testzip() is None
t=tarfile.open('n.tar'); assert [m.name for m in t] == z.namelist()
assert [m.mtime for m in t] == list(range(1700000000, 1700000005))`
  await run('python3', ['-c', script], { cwd: temp.path })
})

test('a ZIP of files whose length is not known beforehand is read by unzip, Python and JSZip', async () => {
  const sums: string[] = []
  const given = ['a/INBOX.mbox', 'b.mbox'].map((name, i) => ({
    ...{
      name,
      date: 1_700_000_000,
      dos: 0x5b6e_5000,
      bytes: [Buffer.from('x'.repeat(i * 70_000)), Buffer.from('end')],
    },
    onWritten: (sum: string) => sums.push(sum),
  }))
  const octets = Buffer.concat([...streamedZip(given)])
  const path = join(temp.path, 'streamed.zip')
  await writeFile(path, octets)
  await run('unzip', ['-tq', path])
  await run('python3', [
    '-c',
    `import zipfile,sys; assert zipfile.ZipFile(sys.argv[1]).testzip() is None`,
    path,
  ])
  assert.equal(await (await JSZip.loadAsync(octets)).file('a/INBOX.mbox')?.async('string'), 'end')
  assert.match(sums.join(), /^[0-9a-f]{64},[0-9a-f]{64}$/)
})

/** `count` files of `size` equal octets, one of them at its end so that offsets matter. */
function uniform(count: number, size: number) {
  const piece = Buffer.alloc(Math.min(size, 1 << 20), 'a')
  let sum = 0
  for (let left = size; left > 0; left -= piece.length) sum = crc32(piece.subarray(0, left), sum)
  return function* (): Generator<Item> {
    for (let i = 0; i < count; i++)
      yield {
        member: { name: `INBOX/${i}.eml`, size, crc32: sum, date: 1_700_000_000, dos: 0x5b6e_5000 },
        *bytes() {
          for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, left)
        },
      }
  }
}

test('70,000 files are counted right where the old fields end, and Python finds them all', async () => {
  const items = uniform(70_000, 1)
  const octets = written(zip, items)
  assert.equal(octets.length, measured(zip, members(items())))
  const end = octets.subarray(-22)
  assert.deepEqual(
    [end.readUInt32LE(0), end.readUInt16LE(8), end.readUInt16LE(10)],
    [0x06054b50, 0xffff, 0xffff],
  )
  const locator = octets.subarray(-42, -22)
  const end64 = octets.subarray(Number(locator.readBigUInt64LE(8)))
  assert.equal(end64.readUInt32LE(0), 0x06064b50)
  assert.deepEqual([end64.readBigUInt64LE(24), end64.readBigUInt64LE(32)], [70_000n, 70_000n])
  assert.equal(Number(end64.readBigUInt64LE(40) + end64.readBigUInt64LE(48)), octets.length - 98)
  const path = join(temp.path, 'many.zip')
  await writeFile(path, octets)
  const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert len(z.namelist()) == 70000; assert z.read('INBOX/69999.eml') == b'a'`
  await run('python3', ['-c', script, path])
})

test('65,535 files need the large fields, 65,534 do not', () => {
  for (const [count, length] of [
    [65_534, 22],
    [65_535, 98],
  ] as const) {
    const end = zip.end({ count, start: 1, length: 1, mostMembers: count, mostOctets: 2 })
    assert.equal(end.length, length)
  }
})

test('where the list of files begins beyond 4 GiB the large fields hold it, and what is large asks for version 4.5', () => {
  const start = 5 * 2 ** 30
  for (const [begins, length] of [
    [start, 98],
    [2 ** 32 - 3, 22],
  ] as const) {
    const end = Buffer.from(
      zip.end({ count: 2, start: begins, length: 1, mostMembers: 2, mostOctets: begins }),
    )
    assert.equal(end.length, length)
    assert.equal(end.readUInt32LE(end.length - 6), Math.min(begins, 0xffff_ffff))
  }
  const end = Buffer.from(zip.end({ count: 2, start, length: 1, mostMembers: 2, mostOctets: start }))
  assert.deepEqual([end.readBigUInt64LE(48), end.readBigUInt64LE(64)], [BigInt(start), BigInt(start + 1)])
  const version = (size: number) =>
    Buffer.from(zip.head({ name: 'a.eml', size, crc32: 1, date: 0, dos: 0 })).readUInt16LE(4)
  assert.deepEqual([version(9), version(start)], [20, 45])
})

// Written with holes: 4.3 GB of zeros take no room on the disk.
test('more than 4 GiB: every field is right, and unzip and Python read what lies beyond', slow, async () => {
  const size = 430 << 20
  const zeros = Buffer.alloc(1 << 20)
  let sum = 0
  for (let at = 0; at < size; at += zeros.length) sum = crc32(zeros, sum)
  const items = function* (): Generator<Item> {
    for (let i = 0; i < 10; i++)
      yield {
        member: { name: `INBOX/${i}.eml`, size, crc32: sum, date: 1_700_000_000, dos: 0x5b6e_5000 },
        *bytes() {
          for (let at = 0; at < size; at += zeros.length) yield zeros
        },
      }
    const last = Buffer.from('the last one')
    const member = { name: 'INBOX/last.eml', size: last.length, crc32: crc32(last), date: 0, dos: 33 << 16 }
    yield { member, bytes: () => [last] }
  }
  for (const [container, name] of [
    [zip, 'far.zip'],
    [tar, 'far.tar'],
  ] as const) {
    const path = join(temp.path, name)
    const target = await open(path, 'w')
    let at = 0
    for (const piece of archiveOctets(container, items, { errorsName: 'errors.txt' })) {
      if (piece !== zeros) await target.write(piece, 0, piece.length, at)
      at += piece.length
    }
    await target.truncate(at)
    await target.close()
    assert.ok(at > 2 ** 32)
    assert.equal(at, measured(container, members(items())))
    const script =
      name === 'far.zip'
        ? `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.read('INBOX/last.eml') == b'the last one'; assert len(z.namelist()) == 11`
        : `import tarfile,sys
t=tarfile.open(sys.argv[1]); assert t.extractfile('INBOX/last.eml').read() == b'the last one'`
    await run('python3', ['-c', script, path])
    if (name === 'far.zip') await run('unzip', ['-tq', path], { maxBuffer: 1 << 20 })
    const resumed = archiveOctets(container, items, { from: at - 30, errorsName: null })
    const tail = Buffer.concat([...resumed])
    const reading = await open(path)
    const { buffer } = await reading.read(Buffer.alloc(30), 0, 30, at - 30)
    await reading.close()
    assert.ok(tail.equals(buffer))
    await rm(path)
  }
})

test('one file of more than 4 GiB, and one of more than 8 in a tar, have their true sizes in the headers', () => {
  const member: Member = { name: 'a.eml', size: 9 * 2 ** 30, crc32: 1, date: 0, dos: 0 }
  const head = Buffer.from(zip.head(member))
  const extra = head.subarray(30 + 5 + 9)
  assert.deepEqual([head.readUInt32LE(18), head.readUInt32LE(22)], [0xffff_ffff, 0xffff_ffff])
  assert.deepEqual(
    [extra.readUInt16LE(0), extra.readBigUInt64LE(4), extra.readBigUInt64LE(12)],
    [1, 9n << 30n, 9n << 30n],
  )
  const record = Buffer.from(zip.record(member, 2 ** 33, 2 ** 33))
  assert.equal(record.subarray(46 + 5 + 9).readUInt16LE(2), 24)
  assert.equal(record.subarray(46 + 5 + 9).readBigUInt64LE(20), 1n << 33n)
  assert.match(Buffer.from(tar.head(member)).toString('latin1'), /\d+ size=9663676416\n/)
})
