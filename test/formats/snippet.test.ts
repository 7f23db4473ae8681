import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { foundPlaces, hasAll } from '../../src/formats/found-places.ts'
import { matchExpression, soughtIn } from '../../src/formats/search-query.ts'
import { foldForSearch } from '../../src/formats/search-text.ts'
import { markedSnippet } from '../../src/formats/snippet.ts'
import { fc } from '../world/fast-check.ts'

const cases: [text: string, sought: string, found: string[]][] = [
  ['La fattura è arrivata', 'fattura', ['fattura']],
  ['La FATTURA, la fattura', 'Fattura', ['FATTURA', 'fattura']],
  ['Fatture e fatturazione', 'fatt', ['Fatture', 'fatturazione']],
  ['Fatture e fatturazione', '"fatt"', []],
  ['fat and fatture', 'fat', ['fat']],
  ['Jörg and jorg', 'JORG', ['Jörg', 'jorg']],
  ['Jo\u0308rg', 'jörg', ['Jo\u0308rg']],
  ['a great deal, a deal', '"great deal"', ['great deal']],
  ['great, deal', '"great deal"', ['great, deal']],
  ['write to maria@rossi.example now', 'maria@rossi.example', ['maria@rossi.example']],
  ['来月の請求書をお送りします', '請求書', ['請求書']],
  ['請求書PDF', '請求書pdf', ['請求書PDF']],
  ['猫が好き', '猫', ['猫']],
  ['ﾃｽﾄ', 'テスト', ['ﾃｽﾄ']],
  ['ส่งใบแจ้งหนี้ให้แล้ว', 'ใบแจ้งหนี้', ['ใบแจ้งหนี้']],
  ['nothing here', 'fattura', []],
  ['nothing here', '!!!', []],
  ['', 'x', []],
]
for (const [text, sought, found] of cases) {
  test(`${JSON.stringify(sought)} stands in ${JSON.stringify(text)} at ${JSON.stringify(found)}`, () => {
    const places = foundPlaces(text, soughtIn(sought))
    assert.deepEqual(
      places.map(([start, end]) => text.slice(start, end)),
      found,
    )
    assert.equal(hasAll(text, soughtIn(sought)), found.length > 0 || sought === '!!!')
  })
}

test('what the index finds is found in the text too, and nothing else', () => {
  const letter = fc.constantFrom(
    'a',
    'B',
    'é',
    'E\u0301',
    '日',
    '本',
    '한',
    'ไ',
    ' ',
    '.',
    '-',
    '🎉',
    'ß',
    '1',
  )
  const text = fc.array(letter, { maxLength: 10 }).map(letters => letters.join(''))
  const index = new Database(':memory:')
  index.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
  const add = index.prepare('INSERT INTO t(rowid, x) VALUES(1, ?)')
  const find = index.prepare('SELECT 1 FROM t WHERE t MATCH ?')
  fc.assert(
    fc.property(text, text, (written, wanted) => {
      const sought = `"${wanted}"`
      const expression = matchExpression({ text: sought })
      if (expression === 'all' || expression === 'none') return
      index.exec('DELETE FROM t')
      add.run(foldForSearch(written))
      const isInText = foundPlaces(written, soughtIn(sought)).length > 0
      const isInIndex = find.get(expression) !== undefined
      assert.equal(isInText, isInIndex)
    }),
    { numRuns: 400 },
  )
  index.close()
})

const snip = (text: string, sought: string, most = 255) =>
  markedSnippet(text, foundPlaces(text, soughtIn(sought)), { most })

test('a snippet is HTML that holds nothing but marks', () => {
  assert.equal(
    snip('<b>fat</b> & "more"', 'fat'),
    '&lt;b&gt;<mark>fat</mark>&lt;/b&gt; &amp; &quot;more&quot;',
  )
  assert.equal(snip('a\n\n\tfat  \r\n cat', 'fat'), 'a <mark>fat</mark> cat')
  assert.equal(snip('<mark>fat</mark>', 'fat'), '&lt;mark&gt;<mark>fat</mark>&lt;/mark&gt;')
})

test('a long text is cut around the first place, at words, to the octets there are', () => {
  const long = `${'before '.repeat(100)}fattura ${'after '.repeat(100)}`
  const html = snip(long, 'fattura')
  assert.match(html, /^…before before .* <mark>fattura<\/mark> after .*…$/)
  assert.ok(Buffer.byteLength(html) <= 255 && Buffer.byteLength(html) > 240)
})

test('no snippet is longer than it may be, is cut within a character or a tag, or loses its mark', () => {
  const unit = fc.constantFrom('<', '&', '日', '😀', 'a', ' ', '\ud800', 'é', '"', '\u0000')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 400 }), fc.string({ unit, maxLength: 400 }), (before, after) => {
      const html = snip(`${before} needle ${after}`, 'needle')
      assert.ok(Buffer.byteLength(html) <= 255, html)
      assert.equal(html.match(/<mark>needle<\/mark>/g)?.length, 1)
      assert.doesNotMatch(html.replace(/<\/?mark>/g, ''), /[<>"]|&(?!(amp|lt|gt|quot|#39);)/)
      assert.ok(html.isWellFormed())
    }),
    { numRuns: 300 },
  )
  const word = 'x'.repeat(1000)
  assert.ok(Buffer.byteLength(snip(word, word)) <= 255)
  assert.match(snip(word, word), /^<mark>x{30}<\/mark>/)
})
