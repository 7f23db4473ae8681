import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binOf, topName } from '../../src/domain/folder-roles.ts'

const bin = (path: string, delimiter: string | null = '/') => binOf(null, topName({ path, delimiter }))

test('a second folder for what nobody wants is known by its name, trash and junk apart', () => {
  assert.deepEqual(
    ['Spam', 'Bulk Mail', 'cestino', 'INBOX/Trash'].map(path => bin(path)),
    ['junk', 'junk', 'trash', 'trash'],
  )
  assert.equal(bin('INBOX.Spam', '.'), 'junk')
  assert.equal(binOf('junk', 'spam'), 'junk')
})

test('a name that only begins like one, that is deeper or whose folder has another role is no bin', () => {
  assert.deepEqual(
    ['Inbox Trash', 'inbox-spam', 'Work/Trash', 'INBOX/Work/Trash', 'INBOX', ''].map(path => bin(path)),
    [null, null, null, null, null, null],
  )
  assert.equal(bin('INBOX.Trash', null), null)
  assert.equal(binOf('archive', 'trash'), null)
})
