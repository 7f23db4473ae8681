import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { flatten, folderTree } from '../../web/folder-tree.ts'
import { en } from '../../web/i18n/en.ts'
import { chipText } from '../../web/search-chips.ts'
import { fieldsOf, termsOf } from '../../web/search-fields.ts'
import { parseTerms, termsText } from '../../web/search-terms.ts'
import { setWords } from '../../web/words.ts'

describe('the search as a form', () => {
  before(() => setWords(en, ['en-GB']))

  it('is filled from what was typed, and gives the same again', () => {
    const typed =
      'oak -junk from:rossi from:"de luca" file:pdf in:Clients after:2026-11-10 until:2026-11-14 larger:5MB has:attachment is:unread is:missing'
    const fields = fieldsOf(parseTerms(typed), folders())
    assert.equal(fields.words, 'oak -junk')
    assert.equal(fields.from, 'rossi "de luca"')
    assert.equal(fields.folder, 'Clients')
    assert.equal(fields.until, '2026-11-14')
    assert.ok(fields.attachment && fields.unread && fields.missing && !fields.flagged)
    assert.equal(termsText(termsOf(fields)), typed)
  })

  it('what no field can say stays among the words', () => {
    const typed = 'oak is:answered in:nowhere larger:big after:2026 cc:luca'
    const fields = fieldsOf(parseTerms(typed), folders())
    assert.equal(fields.words, typed)
    assert.equal(termsText(termsOf(fields)), typed)
  })

  it('every term reads as words', () => {
    const typed =
      'oak "oak worktop" from:Rossi -in:INBOX in:nowhere after:2026-11-10 until:2026-11 before:2026 larger:5MB has:attachment is:missing'
    const nodes = folders()
    assert.deepEqual(
      parseTerms(typed).map(term => chipText(term, nodes)),
      [
        ...['oak', '“oak worktop”', 'from Rossi', 'not: in Inbox', 'no folder “nowhere”'],
        ...['from Tue, 10 Nov 2026', 'to November 2026', 'before 2026'],
        ...['larger than 5 MB', 'has attachments', 'not in the mailbox any more'],
      ],
    )
  })
})

function folders() {
  const folder = (id: string, name: string, role: string | null) => ({
    ...{ id, name, role, parentId: null, sortOrder: 1, totalEmails: 0, unreadEmails: 0 },
  })
  return flatten(folderTree([folder('f1', 'INBOX', 'inbox'), folder('f2', 'Clients', null)]))
}
