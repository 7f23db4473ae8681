import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { fc } from '../world/fast-check.ts'
import { assertHarmless } from './assert-harmless.ts'

const full = (html: string) =>
  safeHtml(html, { remote: false, partsUrl: '/render/p7/e1-a-b/part/', cids: new Map() })

describe('what is too much', () => {
  const many = (text: string, n: number) => text.repeat(n)
  const list = (n: number, item: (i: number) => string) =>
    Array.from({ length: n }, (_, i) => item(i)).join('')
  const cases: [name: string, html: string][] = [
    ['1 MB of <', many('<', 1_000_000)],
    ['100,000 nested tags', `${many('<div>', 100_000)}deep`],
    ['40,000 nested tables', `${many('<table><tr><td>', 40_000)}deep`],
    ['100,000 attributes on one tag', `<p${list(100_000, i => ` a${i}=1`)}>deep`],
    [
      'formatting elements opened again in each paragraph',
      `${list(900, i => `<font size=${i}>`)}${many('<p>x', 200_000)}deep`,
    ],
    ['200,000 elements fostered by a table', `<table>${many('<p>x</p>', 200_000)}deep`],
    ['nested CSS blocks', `<style>${many('a{', 170_000)}</style>deep`],
    ['nested CSS functions', `<p style="color:${many('calc(', 3_900)}">deep`],
    ['80,000 styles', `${many('<p style="color:red">', 80_000)}deep`],
    ['unclosed url( in CSS', `<style>${many('url(', 120_000)}</style>deep`],
    ['a link text of 1 MB that is nearly an address', `<a href=https://x.example>${many('a.', 500_000)}</a>`],
  ]
  for (const [name, html] of cases) {
    test(`${name}: shown or cut`, () => {
      const { html: safe } = full(html)
      assertHarmless(safe)
      assert.ok(safe.length < 8 * 1024 * 1024)
    })
  }

  test('is shown as its text, and says that it was cut', () => {
    const { html, cut } = full(`<p>first</p>${many('<i>', 5000)}<script>evil()</script>caf&#233; &lt;b&gt;`)
    assert.equal(cut, true)
    assert.match(html, /<div style="white-space:pre-wrap">first\s+café &#x3C;b><\/div>/)
  })

  test('keeps the words of what is nested deeper than 200', () => {
    const { html, cut } = full(`${many('<blockquote>', 300)}down here`)
    assert.deepEqual([cut, html.includes('down here')], [true, true])
  })

  test('never throws, also for halves of characters and control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const once = full(text).html
        assert.equal(full(once).html, once)
      }),
    )
    assert.equal(typeof full('\ud800<p>\udc00</p>\0\ufffe').html, 'string')
  })
})
