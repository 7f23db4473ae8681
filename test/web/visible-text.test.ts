import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { safeFileName, visible } from '../../web/visible-text.ts'
import { fc } from '../world/fast-check.ts'

describe('names that mail chose', () => {
  it('show what would turn them round', () => {
    assert.equal(visible('invoice\u202Egpj.exe'), 'invoice[U+202E]gpj.exe')
    assert.equal(visible('a\u2066b'), 'a[U+2066]b')
    assert.equal(visible('one\r\ntwo\u0000three'), 'one two three')
    assert.equal(visible('pay\u200Bpal\u00AD'), 'paypal')
    assert.equal(visible('سمير حداد 👨‍👩‍👧'), 'سمير حداد 👨‍👩‍👧')
  })

  it('become file names that any disk takes', () => {
    assert.equal(safeFileName('../../etc/passwd', 'x'), '_.._etc_passwd')
    assert.equal(safeFileName('a/b\\c:d*e?"<>|.pdf', 'x'), 'a_b_c_d_e_.pdf')
    assert.equal(safeFileName(null, 'unnamed'), 'unnamed')
    assert.equal(safeFileName(' .. ', 'unnamed'), 'unnamed')
    assert.match(safeFileName(`${'long '.repeat(100)}.pdf`, 'x'), /^long .*\.pdf$/)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), name => {
        const safe = safeFileName(name, 'x')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        assert.doesNotMatch(safe, /[\\/:*?"<>|\u0000-\u001f\u202a-\u202e]|^\.|^\s|^$/)
        assert.ok([...safe].length <= 130)
      }),
    )
  })
})
