import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachmentDisposition, safeFileName } from '../../src/formats/content-disposition.ts'
import { fc } from '../world/fast-check.ts'

test('both forms are given, and each is read back as the name', () => {
  assert.equal(
    attachmentDisposition('Rechnung März.pdf'),
    `attachment; filename="Rechnung Marz.pdf"; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf`,
  )
  assert.equal(
    attachmentDisposition("it's (1).eml"),
    `attachment; filename="it's (1).eml"; filename*=UTF-8''it%27s%20%281%29.eml`,
  )
  assert.equal(
    attachmentDisposition('請求書.pdf'),
    `attachment; filename="file.pdf"; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf`,
  )
})

test('no path, device, control or direction mark survives', () => {
  assert.equal(safeFileName('../../etc/passwd'), '_.._etc_passwd')
  assert.equal(safeFileName('..\\..\\win.ini'), '_.._win.ini')
  assert.equal(safeFileName('CON'), '_CON')
  assert.equal(safeFileName('nul.txt'), '_nul.txt')
  assert.equal(safeFileName('con .txt'), '_con .txt')
  assert.equal(safeFileName('COM¹'), '_COM¹')
  assert.equal(safeFileName('invoice\u202efdp.exe'), 'invoicefdp.exe')
  assert.equal(safeFileName('a\r\nSet-Cookie: x'), 'aSet-Cookie_ x')
  assert.equal(safeFileName(' . '), 'file')
  assert.equal(safeFileName(''), 'file')
  assert.equal(safeFileName('\ud800.txt'), '\ufffd.txt')
})

test('a long name is cut between characters and keeps its extension', () => {
  const cut = safeFileName(`${'ü'.repeat(300)}.pdf`)
  assert.ok(Buffer.byteLength(cut) <= 180)
  assert.match(cut, /^ü+\.pdf$/)
})

test('whatever the name, the header is one line of printable ASCII with exactly two quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), name => {
      const header = attachmentDisposition(name)
      assert.match(header, /^attachment; filename="[^"\\]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/)
      assert.match(header, /^[\x20-\x7e]+$/)
      assert.equal(decodeURIComponent(header.split("UTF-8''")[1] ?? ''), safeFileName(name))
    }),
  )
})

// Full-width forms become ASCII where the plain name is made.
const wide = (name: string) =>
  name.replace(/[!-~]/g, c => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))

test('the plain name is harmless too, though characters become other ones in it', () => {
  const plain = (name: string) => /filename="([^"]*)"/.exec(attachmentDisposition(name))?.[1]
  assert.equal(plain(`x${wide('/../.bashrc')}`), 'x_.._.bashrc')
  assert.equal(plain(wide('../../.bashrc')), 'file.._.._.bashrc')
  assert.equal(plain(wide('..\\win.ini')), 'file.._win.ini')
  assert.equal(plain(wide('CON')), '_CON')
  assert.equal(plain('ⓒon.txt'), '_con.txt')
  assert.equal(plain('表.pdf'), 'file.pdf')
  assert.equal(plain('表'), 'file')
  const unit = fc.oneof(
    fc.constantFrom(...Array.from('/\\:."%. \u0000\n', c => [c, wide(c)]).flat()),
    fc.constantFrom('CON', 'nul', 'com1', 'LPT9', 'aux', 'prn').map(wide),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), parts => {
      const name = plain(parts.join('')) ?? ''
      assert.doesNotMatch(name, /[/\\\p{Cc}]|^\.|^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)|^\s|[\s.]$|^$/iu)
    }),
    { numRuns: 2000 },
  )
})
