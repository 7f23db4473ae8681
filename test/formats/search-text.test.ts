import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { foldForQuery, foldForSearch } from '../../src/formats/search-text.ts'
import { fc } from '../world/fast-check.ts'

test('runs without spaces become overlapping pairs, all else stays', () => {
  assert.equal(foldForSearch('Größe and more'), 'Größe and more')
  assert.equal(foldForSearch('日本語').trim(), '日本 本語 語')
  assert.equal(foldForSearch('請求書PDF').replace(/ +/g, ' ').trim(), '請求 求書 書 PDF')
  assert.equal(foldForSearch('字').trim(), '字')
  assert.equal(foldForSearch('ﾃｽﾄ').trim(), 'テス スト ト')
  assert.equal(foldForSearch('ＡＢＣ'), 'ABC')
})

test('a word is found inside a text of its script in the index that is used', () => {
  const db = new Database(':memory:')
  db.exec(`CREATE VIRTUAL TABLE t USING fts5(x, tokenize="unicode61 remove_diacritics 2")`)
  const texts: [text: string, words: string[]][] = [
    ['来月の請求書をお送りします', ['請求', '請求書', 'お送り', '来月']],
    ['发票已经寄出，请查收', ['发票', '查收', '已经寄出']],
    ['세금계산서를 보냅니다', ['계산서', '세금']],
    ['ส่งใบแจ้งหนี้ให้แล้ว', ['ใบแจ้งหนี้', 'แล้ว']],
    ['ຂໍ້ຄວາມພາສາລາວ', ['ພາສາ']],
    ['វិក្កយបត្រថ្មី', ['វិក្កយបត្រ']],
    ['ငွေတောင်းခံလွှာ', ['တောင်းခံ']],
    ['Größe der Übung', ['größe', 'ubung']],
  ]
  const add = db.prepare('INSERT INTO t(rowid, x) VALUES (?, ?)')
  texts.forEach(([text], i) => {
    add.run(i + 1, foldForSearch(text))
  })
  const find = db.prepare('SELECT rowid FROM t WHERE t MATCH ?').pluck()
  texts.forEach(([, words], i) => {
    for (const word of words) assert.deepEqual(find.all(`"${foldForQuery(word).words}"`), [i + 1], word)
  })
  assert.deepEqual(find.all(`"${foldForQuery('書求').words}"`), [])
  db.close()
})

test('letters are never lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('日', '本', 'a', ' ', '한', 'ไ', '😀', '𠀀') }), text => {
      assert.deepEqual(new Set(foldForSearch(text).replace(/ /g, '')), new Set(text.replace(/ /g, '')))
    }),
  )
})
