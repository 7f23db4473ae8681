import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attachmentDisposition, safeFileName } from '../../src/formats/content-disposition.ts'

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
