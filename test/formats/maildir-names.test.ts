import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packCopies } from '../../src/domain/pack-copies.ts'
import { maildirFolder } from '../../src/formats/maildir-folder.ts'
import { flagLetters, maildirName, putMaildirName } from '../../src/formats/maildir-name.ts'
import { folderName } from '../../src/imap/folder-name.ts'
import { fc } from '../world/fast-check.ts'

test('a file name carries INTERNALDATE, UID, exact size and the flags in ASCII order', () => {
  const copy = {
    date: 1700000000,
    uid: 42,
    size: 1234,
    flags: ['\\Seen', '$Work', '\\ANSWERED', '\\Deleted'],
  }
  assert.equal(maildirName(copy), '1700000000.42.yestermail,S=1234:2,RST')
  assert.equal(maildirName({ ...copy, date: -5, flags: [] }), '0.42.yestermail,S=1234:2,')
})

test('folder names become Maildir++ names that Dovecot reads back, awkward ones with a hash', () => {
  const taken = new Set<string>()
  const name = (path: string, delimiter: string | null = '/') => maildirFolder(path, delimiter, path, taken)
  assert.equal(name('Clients/Rossi'), '.Clients.Rossi')
  assert.equal(name('Grüße'), '.Gr&APwA3w-e')
  assert.equal(name('a.b/c'), '.a&AC4-b.c')
  assert.equal(name('x/y', '.'), '.x&AC8-y')
  assert.equal(name('R&D'), '.R&-D')
  assert.match(name('a//b'), /^\.a-?.*[0-9a-f]{16}$/)
  assert.match(name('l'.repeat(300)), /^\.l+-[0-9a-f]{16}$/)
})

test('whatever a folder is called, its name stays inside the day, is a Maildir++ name and its own', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { maxLength: 20 }), paths => {
      const taken = new Set(['.', '..'])
      const names = paths.map(path => maildirFolder(path, '/', path, taken))
      assert.equal(new Set(names).size, names.length)
      for (const name of names) assert.match(name, /^\.(?!\.?$)[^/\0]{1,220}$/)
    }),
  )
})

test('a listed name that would open another folder is unsafe; every other opens itself', () => {
  for (const raw of ['INBOX', 'R&-D', '&AOk-', 'a b', 'Entw&APw-rfe/2024'])
    assert.equal(folderName(raw, false).unsafe, false, raw)
  for (const raw of ['R&D', '&Jjo!', '&U,BTFw-&ZeVnLIqe-', 'é'])
    assert.equal(folderName(raw, false).unsafe, true, raw)
  assert.deepEqual(folderName('é', true), { exact: 'é', unsafe: false })
})

test('a name made in octets is the same name', () => {
  const count = fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.constantFrom(0, 9, 10, 2 ** 32 - 1))
  const flags = fc.subarray(['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '\\Deleted', '$Work'])
  fc.assert(
    fc.property(count.map(Math.abs), count, count.map(Math.abs), flags, (uid, date, size, set) => {
      const copy = { uid, sha: 'ab'.repeat(32), date, size, flags: set }
      const [columns] = packCopies([copy], 1)
      assert.ok(columns)
      const octets = Buffer.alloc(300, 0x2a)
      const end = putMaildirName(octets, 3, columns, 0, Buffer.from(flagLetters(set)))
      assert.equal(octets.toString('latin1', 3, end), maildirName(copy))
    }),
  )
})
