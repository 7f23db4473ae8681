import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import { describe, test } from 'node:test'
import {
  folderPaths,
  maildirPaths,
  messageFileName,
  type NamedFolder,
  type Names,
  safePart,
} from '../../src/formats/archive-names.ts'
import { fc } from '../world/fast-check.ts'

/** Names made to leave their folder, to be taken for another, or to be none on some system. */
const nasty = [
  ...[
    '',
    '.',
    '..',
    '...',
    '/',
    '\\',
    '../..',
    '..\\..',
    '/etc/passwd',
    'C:\\Windows',
    'C:',
    '\\\\host\\share',
  ],
  ...[
    'a/../../b',
    'a\0b',
    'a\nb',
    '\u202efdp.exe',
    'CON',
    'nul.txt',
    'COM1',
    'aux ',
    ' lead',
    'trail ',
    'dot.',
  ],
  ...[
    'X',
    'x',
    'X (f3)',
    'x (f2)',
    'É',
    'E\u0301',
    'ﬁ',
    'fi',
    'K',
    '\u212a',
    'ß',
    'SS',
    'ss',
    'a.eml',
    'README.txt',
  ],
  ...[
    'errors.txt',
    'INBOX',
    'inbox',
    'cur',
    'new',
    'tmp',
    '.cur',
    'a'.repeat(300),
    '界'.repeat(100),
    '\ud800',
    '~',
    '$HOME',
  ],
  ...[
    '-rf',
    '*',
    '?',
    '<x>',
    '"',
    '|',
    ':',
    'a:b',
    '&',
    '&-',
    '&AOk-',
    '%2e%2e%2f',
    '\u2024\u2024',
    '\uff0e\uff0e\uff0f',
  ],
]
const part = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 40 }))
const folders = fc
  .array(fc.array(part, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 25 })
  .map(list => list.map((parts, i): NamedFolder => ({ id: `f${i + 1}`, parts })))

describe('names in archives', () => {
  test('never leave the archive, and no two folders share one, whatever they are called', () => {
    fc.assert(
      fc.property(folders, fc.constantFrom<Names>('unix', 'windows'), (list, names) => {
        const paths = folderPaths(list, names)
        assert.equal(paths.size, list.length)
        for (const path of paths.values()) assertInside(path, names)
        assertApart([...paths.values()])
      }),
      { numRuns: 500 },
    )
  })

  test('of a Maildir are each one directory of their own', () => {
    fc.assert(
      fc.property(folders, fc.constantFrom<Names>('unix', 'windows'), (list, names) => {
        const paths = maildirPaths(list, names)
        const own = [...paths.values()].filter(Boolean)
        for (const path of own) {
          assert.match(path, /^\.[^/\p{Cc}]+$/u)
          assert.notEqual(path, '..')
          assert.ok(Buffer.byteLength(path) <= 255, path)
          if (names === 'windows') assert.doesNotMatch(path, /[:*?"<>|]/)
        }
        assert.equal(new Set(own.map(path => path.toLowerCase())).size, own.length)
      }),
      { numRuns: 500 },
    )
  })

  test('of messages are one name each, with .eml behind it', () => {
    fc.assert(
      fc.property(part, fc.constantFrom<Names>('unix', 'windows'), (subject, names) => {
        const name = messageFileName('2026-11-14T08:09:10Z', subject, 7, names)
        assertInside(name, names)
        assert.match(name, /^2026-11-14T0809 .* #7\.eml$/u)
        assertInside(safePart(subject, names, 80), names)
      }),
      { numRuns: 500 },
    )
  })

  const corpora = process.env.YESTERMAIL_CORPORA ?? ''
  const file = join(corpora, 'D-formats/folders/folder-names.json')
  if (!corpora) console.log('YESTERMAIL_CORPORA is not set: its names of folders are not tried.')
  else
    test('of the folders of the corpora are each their own', () => {
      assert.ok(existsSync(file))
      const found = Array.from(
        readFileSync(file, 'utf8').matchAll(/"(?:name|unicode)":\s*("(?:[^"\\]|\\.)*")/g),
      )
      const list = found.map(
        ([, name], i): NamedFolder => ({
          id: `f${i + 1}`,
          parts: [String(JSON.parse(name ?? '""'))],
        }),
      )
      assert.ok(list.length > 50, `${list.length} names`)
      for (const names of ['unix', 'windows'] as const) {
        const paths = [...folderPaths(list, names).values()]
        for (const path of paths) assertInside(path, names)
        assertApart(paths)
      }
    })
})

/** Relative, below where it is unpacked, by the rules of both kinds of systems. */
function assertInside(path: string, names: Names): void {
  assert.ok(path.length > 0)
  assert.ok(!posix.isAbsolute(path) && !win32.isAbsolute(path), path)
  assert.ok(!posix.normalize(path).startsWith('..') && !win32.normalize(path).startsWith('..'), path)
  for (const one of path.split('/')) {
    assert.doesNotMatch(one, /^\.{0,2}$|[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[. ]$/u, path)
    assert.ok(one.isWellFormed() && Buffer.byteLength(one) <= 255, path)
    assert.doesNotMatch(one, /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i, path)
    if (names === 'windows') assert.doesNotMatch(one, /[:*?"<>|]/, path)
  }
}

/** As file systems that do not tell case, or composed and decomposed letters. */
function assertApart(paths: readonly string[]): void {
  const folded = paths.map(path => path.normalize('NFKC').toUpperCase().toLowerCase())
  assert.equal(new Set(folded).size, paths.length, JSON.stringify(paths))
}
