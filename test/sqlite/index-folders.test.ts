import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolesOf } from '../../src/domain/folder-roles.ts'
import type { PointFolder } from '../../src/domain/folder-state.ts'
import { placesOf } from '../../src/sqlite/write-index-folders.ts'
import { isUnread, keywordsOf } from '../../src/sqlite/write-index-keywords.ts'
import { folderShown } from './index-files.ts'

/** Role of each path, in the order given. */
function roles(...folders: [path: string, specialUse?: string][]): (string | undefined)[] {
  const shown = folders.map(([path, specialUse = null], i) =>
    folderShown(`f${i + 1}`, path, 1, { specialUse }),
  )
  const found = rolesOf(shown)
  return shown.map(f => found.get(f.folder))
}

test('what the server says of a folder comes before its name, and each role is given once', () => {
  assert.deepEqual(roles(['Sent'], ['Elsewhere', '\\Sent'], ['Also', '\\Sent']), [
    undefined,
    undefined,
    'sent',
  ])
  assert.deepEqual(
    roles(
      ['inbox', '\\Archive'],
      ['A', '\\ALL'],
      ['B', '\\Flagged'],
      ['C', '\\archive'],
      ['D', '\\Important'],
    ),
    ['inbox', 'all', 'flagged', 'archive', undefined],
  )
})

test('folders of mail programs are known by their names in six languages, at the top and below INBOX', () => {
  assert.deepEqual(roles(['Posta inviata'], ['Bozze'], ['Posta indesiderata'], ['Cestino']), [
    'sent',
    'drafts',
    'junk',
    'trash',
  ])
  assert.deepEqual(roles(['Envoyés'], ['Brouillons'], ['Indésirables'], ['Corbeille']), [
    'sent',
    'drafts',
    'junk',
    'trash',
  ])
  assert.deepEqual(roles(['Sendt'], ['Utkast'], ['Søppelpost'], ['Papirkurv']), [
    'sent',
    'drafts',
    'junk',
    'trash',
  ])
  assert.deepEqual(roles(['Gesendet'], ['Entwürfe'], ['SPAM'], ['Papierkorb']), [
    'sent',
    'drafts',
    'junk',
    'trash',
  ])
  assert.deepEqual(roles(['Enviados'], ['Borradores'], ['No deseado'], ['Papelera']), [
    'sent',
    'drafts',
    'junk',
    'trash',
  ])
  assert.deepEqual(roles(['INBOX'], ['INBOX/Sent'], ['INBOX/Old/Trash'], ['Work/Sent']), [
    'inbox',
    'sent',
    undefined,
    undefined,
  ])
  assert.deepEqual(roles(['Sent Items'], ['Sent']), [undefined, 'sent'])
})

test('a folder hangs below the nearest one that is there and is named by what is left of its path', () => {
  const folders: PointFolder[] = [
    folderShown('f1', 'INBOX', 1),
    folderShown('f2', 'inbox/Bills', 1),
    folderShown('f3', 'Archive', 1),
    folderShown('f4', 'Archive/2024/Q1', 1),
    folderShown('f5', 'Lost/Found', 1),
    folderShown('f6', 'a.b', 1, { delimiter: null }),
    folderShown('f7', '/odd', 1),
    folderShown('f8', 'Archive/', 1),
  ]
  assert.deepEqual(
    [...placesOf(folders).values()].map(({ parent, name }) => `${parent} ${name}`),
    [
      'null INBOX',
      'f1 Bills',
      'null Archive',
      'f3 2024/Q1',
      'null Lost/Found',
      'null a.b',
      'null /odd',
      'null Archive/',
    ],
  )
})

test('flags become JMAP keywords as RFC 8621 4.1.1 says; what it cannot write is left out', () => {
  assert.deepEqual(keywordsOf(['\\SEEN', '\\Flagged', '\\Answered', '\\Draft', '\\Deleted']), [
    '$answered',
    '$deleted',
    '$draft',
    '$flagged',
    '$seen',
  ])
  assert.deepEqual(keywordsOf(['$Forwarded', '$forwarded', 'Work', 'NonJunk', "a!#&'+,-./:;<=>?@^_`|~z"]), [
    '$forwarded',
    "a!#&'+,-./:;<=>?@^_`|~z",
    'nonjunk',
    'work',
  ])
  assert.deepEqual(
    keywordsOf(['\\Junk', 'a(b', 'a)b', 'a{b', 'a]b', 'a%b', 'a*b', 'a"b', 'é', 'a b', '', 'x'.repeat(256)]),
    [],
  )
})

test('an email is unread when it is neither seen nor a draft', () => {
  assert.deepEqual([[], ['$flagged'], ['$seen'], ['$draft']].map(isUnread), [true, true, false, false])
})
