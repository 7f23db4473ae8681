import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveFolder } from '../../src/domain/live-mailbox.ts'
import { chooseFolders } from '../../src/snapshot/folder-choice.ts'

function live(raw: string, more: Partial<LiveFolder> = {}): LiveFolder {
  const common = { path: raw, raw, exact: raw, delimiter: '/', specialUse: null, subscribed: true }
  return { ...common, selectable: true, unsafeName: false, status: null, ...more }
}

const names = (folders: LiveFolder[]) => folders.map(folder => folder.raw)

test('junk is the folder the server marks, else the one with a usual name, and what lies below it', () => {
  const out = (...listed: LiveFolder[]) =>
    chooseFolders([live('INBOX'), ...listed], { junk: false, shared: false }, false).leftOut
  assert.deepEqual(out(live('Bulk', { specialUse: '\\Junk' }), live('Spam')), ['Bulk'])
  assert.deepEqual(out(live('Spam'), live('Spam/2025'), live('Spam2')), ['Spam', 'Spam/2025'])
  assert.deepEqual(out(live('INBOX.Posta indesiderata', { delimiter: '.' })), ['INBOX.Posta indesiderata'])
  assert.deepEqual(out(live('Junk', { delimiter: null }), live('JunkX', { delimiter: null })), ['Junk'])
  assert.deepEqual(out(live('Work')), [])
})

test("junk of other people's mailboxes is not the account's own", () => {
  const listed = [
    live('INBOX'),
    live('Other/ben/Junk', { namespace: 'other', specialUse: '\\Junk' }),
    live('Spam'),
  ]
  const chosen = chooseFolders(listed, { junk: false, shared: true }, false)
  assert.deepEqual(chosen.leftOut, ['Spam'])
})

test('everything is taken by a plan that takes everything, All Mail last at Gmail alone', () => {
  const listed = [
    live('INBOX'),
    live('All', { specialUse: '\\All' }),
    live('Starred', { specialUse: '\\Flagged' }),
    live('Z'),
  ]
  const plan = { junk: true, shared: true }
  assert.deepEqual(names(chooseFolders(listed, plan, false).taken), ['INBOX', 'All', 'Starred', 'Z'])
  assert.deepEqual(names(chooseFolders(listed, plan, true).taken), ['INBOX', 'Z', 'All'])
})
