import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlText } from '../../src/formats/html-text.ts'

const text = (html: string) => htmlText(html).replace(/\s+/g, ' ').trim()

test('blocks part words, inline elements do not', () => {
  assert.equal(
    text('<p>one</p><p>t<b>w</b>o</p><table><tr><td>a</td><td>b</td></tr></table>x<br/>y'),
    'one two a b x y',
  )
})

test('scripts, styles, titles and comments are no text', () => {
  assert.equal(
    text('<TITLE>t</TITLE><style>a<b</style><script>if (a<b) "</scriptx>"</script>c<!-- > d -->e'),
    'ce',
  )
  assert.equal(text('a<style>never closed'), 'a')
  assert.equal(text('a<!-- never closed'), 'a')
})

test('a ">" in an attribute ends no tag, and a lone "<" is text', () => {
  assert.equal(text('<a title="x > y" href=\'>\'>link</a>'), 'link')
  assert.equal(text('1 < 2 and 3 <4 << 5'), '1 < 2 and 3 <4 << 5')
  assert.equal(text("it's <b class=x>don't</b>"), "it's don't")
})

test('entities by name and number', () => {
  assert.equal(
    text('&lt;b&gt; &amp;amp; &euro;&#8364;&#x20ac; &eacute;&Eacute &nbsp;| &nosuch; &#0;&#128;'),
    '<b> &amp; €€€ éÉ | &nosuch; \ufffd€',
  )
})

test('pictures speak by their alternative text', () => {
  assert.equal(
    text('a<img src="x" alt="Winter sale &amp; more">b<IMG ALT=now><img alt="https://x.example/">'),
    'a Winter sale & more b now',
  )
})
