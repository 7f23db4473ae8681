import assert from 'node:assert/strict'
import { test } from 'node:test'
import { previewOf } from '../../src/formats/preview.ts'

const cases: [what: string, text: string, preview: string][] = [
  ['white space is folded', ' a \r\n\r\n\tb ', 'a b'],
  ['quoted lines are left out', 'Yes!\n\n> Shall we?\n> Anna\n', 'Yes!'],
  ['and who wrote them', 'On Fri, Anna wrote:\n> Shall we?\n\nYes!', 'Yes!'],
  [
    'in two lines, too',
    'Il giorno ven 13 nov 2026 Anna <anna@home.example> ha\nscritto:\n\n> Andiamo?\n\nSì.',
    'Sì.',
  ],
  ['each answer counts', '> one?\nfirst\n> two?\nsecond', 'first second'],
  ['a colon elsewhere is text', 'Note:\n\nsee below', 'Note: see below'],
  ['a line before the answer that is none', 'As I said.\n> x\nfine', 'As I said. fine'],
  ['what is nothing but quotes is shown', '> one\n> two\n', '> one > two'],
  ['an arrow within a line is text', 'a > b\nc', 'a > b c'],
  ['nothing', '', ''],
]
for (const [what, text, preview] of cases) {
  test(`a preview: ${what}`, () => {
    assert.equal(previewOf(text), preview)
  })
}

test('a preview is as long as RFC 8621 lets it be, of any text in time that grows with it', () => {
  assert.equal(previewOf('x'.repeat(1000)).length, 256)
  assert.ok(previewOf('😀'.repeat(1000)).isWellFormed())
  assert.equal(previewOf(`${'a:\n> b\n'.repeat(200_000)}`).length > 0, true)
})
