import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { flatten, folderTree } from '../../web/folder-tree.ts'
import { en } from '../../web/i18n/en.ts'
import { folderNamed, nameOf, questionOf } from '../../web/search-filter.ts'
import { fieldTerms, parseTerms, termsText } from '../../web/search-terms.ts'
import { daySpan, octetsOf, octetsText } from '../../web/search-values.ts'
import { setWords } from '../../web/words.ts'
import { fc } from '../world/fast-check.ts'

describe('what a person types into the search box', () => {
  before(() => setWords(en, ['en-GB']))

  it('words, phrases and operators, some of them turned round', () => {
    const terms = parseTerms(
      'invoice "oak  worktop" from:"Maria Rossi" to: luca -in:Trash Re:x is:unread from:',
    )
    assert.deepEqual(
      terms.map(({ kind, value, exact, not }) => [kind, value, exact, not]),
      [
        ['text', 'invoice', false, false],
        ['text', 'oak worktop', true, false],
        ['from', 'Maria Rossi', true, false],
        ['to', 'luca', false, false],
        ['in', 'Trash', false, true],
        ['text', 'Re:x', false, false],
        ['is', 'unread', false, false],
        ['text', 'from:', false, false],
      ],
    )
  })

  it('sizes in two words, as they are written in most languages', () => {
    const terms = parseTerms('larger:5 Mo -smaller: 1,5\u202fMB larger:2 months "larger:5 MB"')
    assert.deepEqual(
      terms.map(({ kind, value }) => `${kind} ${value}`),
      ['larger 5Mo', 'smaller 1,5MB', 'larger 2', 'text months', 'text larger:5 MB'],
    )
  })

  it('any text can be read, and what was read is read the same again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab"-: é漢\t5', 'from:', 'in:', 'larger:') }),
        text => {
          const terms = parseTerms(text)
          assert.deepEqual(parseTerms(termsText(terms)), terms)
        },
      ),
    )
    assert.equal(parseTerms('a '.repeat(10_000)).length, 40)
  })

  it('is one filter: words of one kind together, folders side by side, days of the reader', () => {
    const nodes = folders()
    const { filter, missing, problems, hasWords } = questionOf(
      parseTerms(
        'oak "work top" from:weber in:inbox in:clients/garcia larger:5MB has:attachment is:unread is:missing',
      ),
      nodes,
    )
    assert.deepEqual(filter, {
      operator: 'AND',
      conditions: [
        {
          text: 'oak "work top"',
          from: 'weber',
          minSize: 5_000_000,
          hasAttachment: true,
          notKeyword: '$seen',
        },
        { operator: 'OR', conditions: [{ inMailbox: 'f1' }, { inMailbox: 'f3' }] },
      ],
    })
    assert.deepEqual(missing, ['gone', 'trash', 'junk'])
    assert.equal(problems.size, 0)
    assert.ok(hasWords)
    const dates = questionOf(parseTerms('after:2026-11-10 until:2026-11-14'), nodes).filter
    assert.deepEqual(dates, {
      after: new Date(2026, 10, 10).toISOString(),
      before: new Date(2026, 10, 15).toISOString(),
    })
    assert.deepEqual(questionOf(parseTerms('-spam is:flagged is:read'), nodes).filter, {
      operator: 'AND',
      conditions: [
        { hasKeyword: '$flagged' },
        { operator: 'NOT', conditions: [{ text: 'spam' }] },
        { hasKeyword: '$seen' },
      ],
    })
    assert.equal(questionOf([], nodes).filter, null)
  })

  it('what means nothing is named and left out', () => {
    const terms = parseTerms('in:nowhere larger:big after:2026-02-31 is:blue has:legs -is:gone tree')
    const { filter, problems } = questionOf(terms, folders())
    assert.deepEqual(filter, { text: 'tree' })
    assert.deepEqual([...problems], terms.slice(0, 6))
    const joined = parseTerms('oak OR elm or "OR"')
    const question = questionOf(joined, folders())
    assert.deepEqual(question.filter, { text: 'oak elm or "OR"' })
    assert.deepEqual([...question.problems], joined.slice(1, 2))
  })

  it('folders are found by path, name, role or id, and named so that they are found again', () => {
    const nodes = folders()
    for (const name of ['Clients/García', 'clients / garcia', 'garcia', 'f3'])
      assert.equal(folderNamed(name, nodes)?.folder.id, 'f3', name)
    assert.equal(folderNamed('Inbox', nodes)?.folder.id, 'f1')
    assert.equal(folderNamed('trash', nodes)?.folder.id, 'f4')
    for (const one of nodes) assert.equal(folderNamed(nameOf(one, nodes), nodes), one)
  })

  it('fields of the form become terms', () => {
    assert.equal(termsText(fieldTerms('from', 'maria "de rossi')), 'from:maria from:"de rossi"')
    assert.deepEqual(fieldTerms('to', ' "" '), [])
  })

  it('sizes and days', () => {
    assert.deepEqual(['5MB', '1,5 m', '300 KB', '12', '2GiB'].map(octetsOf), [5e6, 1.5e6, 3e5, 12, 2e9])
    // French counts in octets, with spaces that do not break
    assert.deepEqual(
      ['5Mo', '1,5\u202fMo', '300 ko', '12 o', '2Go'].map(octetsOf),
      [5e6, 1.5e6, 3e5, 12, 2e9],
    )
    assert.deepEqual(['', 'MB', '-3', '1e9', '5 TB'].map(octetsOf), [null, null, null, null, null])
    assert.deepEqual([5e6, 1.5e6, 999].map(octetsText), ['5MB', '1.5MB', '999'])
    assert.deepEqual(daySpan('2026'), { from: +new Date(2026, 0, 1), to: +new Date(2027, 0, 1) })
    assert.deepEqual(daySpan('2026/2'), { from: +new Date(2026, 1, 1), to: +new Date(2026, 2, 1) })
    assert.equal(daySpan('14.11.2026'), null)
  })
})

function folders() {
  const folder = (id: string, name: string, role: string | null, parentId: string | null = null) => ({
    ...{ id, name, role, parentId, sortOrder: 1, totalEmails: 0, unreadEmails: 0 },
  })
  return flatten(
    folderTree([
      folder('f1', 'INBOX', 'inbox'),
      folder('f2', 'Clients', null),
      folder('f3', 'García', null, 'f2'),
      folder('f4', 'Deleted Items', 'trash'),
      folder('f5', 'say "hi"', null),
    ]),
  )
}
