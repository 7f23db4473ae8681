import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderPaths, maildirPaths, messageFileName, safePart } from '../../src/formats/archive-names.ts'
import { fc } from '../world/fast-check.ts'

const hostile = [
  ...['..', '.', '', ' ', '...', '../../etc/passwd', 'a/b\\c', 'CON', 'con.eml', 'LPT¹', 'nul .txt'],
  ...[
    'a\u202Egpj.exe',
    'a\0b',
    'line\r\nbreak',
    'ü'.repeat(300),
    '👩‍👩‍👧'.repeat(60),
    '\ud800',
    'x:y*z?"<>|',
    'end. ',
  ],
]

test('no name leads anywhere, is too long, or is one that a system keeps for itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })),
      fc.constantFrom('unix' as const, 'windows' as const),
      (text, names) => {
        const safe = safePart(text, names, 80)
        assert.ok(safe.length > 0 && Buffer.byteLength(safe) <= 81)
        assert.doesNotMatch(safe, /[/\\\p{Cc}\p{Cf}]|^\.|[. ]$|^ /u)
        assert.doesNotMatch(safe, /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        assert.equal(safe, safe.normalize('NFC'))
        if (names === 'windows') assert.doesNotMatch(safe, /[:*?"<>|]/)
        const file = messageFileName('2026-11-14 09:12:33', text, 7, names)
        assert.match(file, /^2026-11-14 0912 .* #7\.eml$/s)
        assert.ok(Buffer.byteLength(file) <= 255)
      },
    ),
    { numRuns: 2000 },
  )
})

test('folders whose names some file system takes for one lie apart, whatever they are called', () => {
  const name = fc.oneof(
    fc.constantFrom(
      ...hostile,
      'Work',
      'WORK',
      'work',
      'Caf\u00e9',
      'Cafe\u0301',
      'Straße',
      'STRASSE',
      'errors.txt',
      'x #1.eml',
    ),
    fc.string({ maxLength: 10 }),
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(name, { minLength: 1, maxLength: 12 }), { maxLength: 30 }),
      fc.constantFrom('unix' as const, 'windows' as const),
      (all, names) => {
        const folders = all.map((parts, i) => ({ id: `f${i + 1}`, parts }))
        const plain = [...folderPaths(folders, names).values()]
        const folded = plain.map(path => path.normalize('NFKC').toUpperCase().toLowerCase())
        assert.equal(new Set(folded).size, plain.length)
        for (const path of plain) {
          assert.ok(Buffer.byteLength(path) < 1100)
          for (const part of path.split('/')) assert.doesNotMatch(part, /^\.|^$|\.(eml|txt|mbox|sha256)$/i)
        }
        const maildir = [...maildirPaths(folders, names).entries()].filter(([, own]) => own !== '')
        assert.equal(new Set(maildir.map(([, own]) => own.toLowerCase())).size, maildir.length)
        for (const [, own] of maildir) assert.match(own, /^\.[\x20-\x2e\x30-\x7e]{1,220}$/)
      },
    ),
    { numRuns: 300 },
  )
})

test('a Maildir++ has INBOX as its root and dots between the parts, in modified UTF-7', () => {
  const paths = maildirPaths(
    [['INBOX'], ['Grüße', 'a.b/c'], ['x:y*']].map((parts, i) => ({ id: `f${i}`, parts })),
    'windows',
  )
  assert.deepEqual([...paths.values()], ['', '.Gr&APwA3w-e.a&AC4-b&AC8-c', '.x&ADo-y&ACo-'])
})
