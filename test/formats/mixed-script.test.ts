import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkTarget, realTarget } from '../../src/formats/links.ts'
import { isMixedScript } from '../../src/formats/mixed-script.ts'

const odd = [
  'p\u0430ypal.example',
  'www.go\u043egle.example',
  'α\u0061lpha.example',
  '\u0430\u0440\u0440\u04cf\u0435.example',
  'a.b\u0585nk.example',
]
const fine = [
  ...['bank.example', 'müller.example', 'łódź.example', 'пример.example', 'ελλάδα.example', '例え.example'],
  ...[
    'ラーメンshop.example',
    '中文web.example',
    '한국어.example',
    'שלום.example',
    'xn--mller-kva.example',
    '',
  ],
]

test('a host of letters that no language writes together is found', () => {
  for (const host of odd) assert.ok(isMixedScript(host), host)
  for (const host of fine) assert.ok(!isMixedScript(host), host)
})

test('a link to such a host says so whatever its text is, one to an honest host of other letters only beside its address', () => {
  const target = (href: string) => linkTarget(href) ?? ''
  const evil = target('https://p\u0430ypal.example/x')
  for (const text of ['Click here', '', 'https://paypal.example/'])
    assert.equal(realTarget(text, evil), 'xn--pypal-4ve.example', text)
  const honest = target('https://müller.example/')
  assert.equal(realTarget('Click here', honest), null)
  assert.equal(realTarget('https://müller.example/', honest), 'xn--mller-kva.example')
  assert.equal(realTarget('Click here', target('https://bank.example/')), null)
})

test('a very long host is looked at, too', () => {
  assert.ok(isMixedScript(`${'\u0430a'.repeat(100_000)}.example`))
})
