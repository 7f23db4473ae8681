import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import Database from 'better-sqlite3'
import { matchExpression, soughtIn } from '../../src/formats/search-query.ts'
import { foldForSearch } from '../../src/formats/search-text.ts'
import { fc } from '../world/fast-check.ts'

const db = new Database(':memory:')
after(() => db.close())
db.exec(
  `CREATE VIRTUAL TABLE search USING fts5(
     subject, sender, recipients, cc, bcc, others, files, text, content='', tokenize='unicode61 remove_diacritics 2')`,
)
const add = db.prepare('INSERT INTO search(rowid, subject, sender, files, text) VALUES(?, ?, ?, ?, ?)')
const letters: [subject: string, sender: string, files: string, text: string][] = [
  ['Fattura 2026-118', 'Maria Rossi maria@rossi.example', 'fattura-118.pdf', 'Gentile cliente, in allegato'],
  ['Re: Größe', 'Jörg Öst joerg@nord.example', '', 'Crème brûlée und "Zitate" AND OR NOT NEAR'],
  ['請求書', '田中 tanaka@east.example', '請求書.pdf', '来月の請求書をお送りします。猫'],
  ['세금', 'Kim kim@east.example', '', '계산서를 보냅니다 猫が好き'],
  ["L'avviso", 'Comune comune@prato.example', '', "l'avviso di pagamento it's rock 'n' roll"],
]
for (const [i, texts] of letters.entries()) add.run(i + 1, ...texts.map(foldForSearch))
const find = db
  .prepare<string, number>('SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid')
  .pluck()

type Condition = Parameters<typeof matchExpression>[0]
function found(condition: Condition): number[] | string {
  const expression = matchExpression(condition)
  return expression === 'all' || expression === 'none' ? expression : find.all(expression)
}

const cases: [condition: Condition, found: number[] | string][] = [
  [{ text: 'fattura' }, [1]],
  [{ text: 'FATTURA cliente' }, [1]],
  [{ text: 'fattura größe' }, []],
  [{ text: 'fatt' }, [1]],
  [{ text: 'fat' }, []],
  [{ text: 'fat*' }, [1]],
  [{ text: 'fatt cliente' }, []],
  [{ text: 'fatt* cliente' }, [1]],
  [{ text: '"fatt"' }, []],
  [{ text: '"in allegato"' }, [1]],
  [{ text: '"allegato in"' }, []],
  [{ text: "'in allegato'" }, [1]],
  [{ text: '"gentile cliente" foo' }, []],
  [{ text: '"gentile clie' }, [1]],
  [{ text: 'maria@rossi.example' }, [1]],
  [{ text: '2026-118' }, [1]],
  [{ text: 'grosse' }, []],
  [{ text: 'größe' }, [2]],
  [{ text: 'GROẞE' }, [2]],
  [{ text: 'grosze joerg' }, []],
  [{ text: 'jorg ost' }, [2]],
  [{ text: 'JÖRG' }, [2]],
  [{ text: 'jo\u0308rg' }, [2]],
  [{ text: 'creme brulee' }, [2]],
  [{ text: "l'avviso" }, [5]],
  [{ text: 'avviso' }, [5]],
  [{ text: "it's" }, [5]],
  [{ text: "rock 'n' roll" }, [5]],
  [{ text: '請求' }, [3]],
  [{ text: '請求書' }, [3]],
  [{ text: '請求書を' }, [3]],
  [{ text: '求' }, [3]],
  [{ text: '書' }, [3]],
  [{ text: '猫' }, [3, 4]],
  [{ text: '"猫"' }, [3, 4]],
  [{ text: '猫が' }, [4]],
  [{ text: '書求' }, []],
  [{ text: '請求 猫' }, [3]],
  [{ text: '"請求書.pdf"' }, [3]],
  [{ text: '계산서' }, [4]],
  [{ text: '계산' }, [4]],
  [{ from: 'maria' }, [1]],
  [{ from: 'fattura' }, []],
  [{ subject: 'fattura' }, [1]],
  [{ body: 'fattura' }, []],
  [{ body: 'allegato', from: 'rossi' }, [1]],
  [{ body: 'allegato', from: 'tanaka' }, []],
  [{ fileName: 'fattura' }, [1]],
  [{ fileName: 'fattura-118.pdf' }, [1]],
  [{ fileName: '.pdf' }, [1, 3]],
  [{ to: 'maria' }, []],
  [{ text: '' }, 'all'],
  [{ text: '   ' }, 'all'],
  [{}, 'all'],
  [{ text: '!!!' }, 'none'],
  [{ text: '🎉' }, 'none'],
  [{ text: 'fattura & cliente' }, [1]],
  [{ text: '*' }, 'none'],
  [{ text: '"' }, 'none'],
  [{ text: '""' }, 'none'],
  // what would be syntax is text
  [{ text: 'AND' }, [2]],
  [{ text: 'zitate AND or NOT near' }, [2]],
  [{ text: 'NEAR(fattura cliente)' }, []],
  [{ text: 'subject:fattura' }, []],
  [{ text: '{subject} : fattura' }, []],
  [{ text: '-fattura' }, [1]],
  [{ text: '^fattura' }, [1]],
  [{ text: 'fattura + cliente' }, [1]],
  [{ text: 'fattura) OR (größe' }, []],
  [{ text: '"fattura\\" OR größe"' }, []],
  [{ text: '"\\"zitate\\""' }, [2]],
  [{ text: 'fattura\u0000 cliente' }, [1]],
]
for (const [condition, rows] of cases) {
  test(`${JSON.stringify(condition)} finds ${JSON.stringify(rows)}`, () => {
    assert.deepEqual(found(condition), rows)
  })
}

test('no text at all ever makes an expression that the index refuses', () => {
  const pieces = [
    '"',
    "'",
    '*',
    '\\',
    '(',
    ')',
    '{',
    '}',
    ':',
    '+',
    '-',
    '^',
    ' ',
    '\u0000',
    '\n',
    '\ud800',
    'AND',
  ]
  const unit = fc.oneof(fc.constantFrom(...pieces, 'a', '日', '本', 'é', '\u0301', 'NEAR', '🎉'), fc.string())
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), parts => {
      const text = parts.join('')
      found({ text })
      found({ subject: text, from: text })
    }),
    { numRuns: 500 },
  )
})

test('every piece of a text is found again where it was written', () => {
  const unit = fc.constantFrom(' ab ', ' é-', ' a.', '日', '本', '語', '한', 'ไ', ' ')
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), fc.nat(11), fc.nat(11), (units, a, b) => {
      const index = new Database(':memory:')
      index.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
      index.prepare('INSERT INTO t VALUES(?)').run(foldForSearch(units.join('')))
      const piece = units.slice(Math.min(a, b), Math.max(a, b) + 1).join('')
      for (const text of [piece, `"${piece}"`]) {
        const expression = matchExpression({ text })
        if (expression !== 'all' && expression !== 'none')
          assert.ok(index.prepare('SELECT 1 FROM t WHERE t MATCH ?').get(expression), `${text} in ${units}`)
      }
      index.close()
    }),
    { numRuns: 200 },
  )
})

test('words and phrases are told apart', () => {
  assert.deepEqual(soughtIn("a \"b c\" d* 'e f' it's g"), [
    { text: 'a', isPrefix: false },
    { text: 'b c', isPrefix: false },
    { text: 'd', isPrefix: true },
    { text: 'e f', isPrefix: false },
    { text: "it's", isPrefix: false },
    { text: 'g', isPrefix: false },
  ])
  assert.deepEqual(soughtIn('abc'), [{ text: 'abc', isPrefix: false }])
  assert.deepEqual(soughtIn('a-abcd '), [{ text: 'a-abcd', isPrefix: true }])
  assert.deepEqual(soughtIn('ab*'), [{ text: 'ab', isPrefix: true }])
  assert.deepEqual(soughtIn('  '), [])
})
