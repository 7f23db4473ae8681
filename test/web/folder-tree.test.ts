import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Folder, flatten, folderTree, isAt } from '../../web/folder-tree.ts'
import { en } from '../../web/i18n/en.ts'
import { enMore } from '../../web/i18n/en-more.ts'
import { setWords } from '../../web/words.ts'

setWords({ ...en, ...enMore }, ['en-GB'])

const folder = (
  id: string,
  name: string,
  parentId: string | null = null,
  role: string | null = null,
  sortOrder = 10,
): Folder => ({
  ...{ id, name, parentId, role, sortOrder },
  ...{ totalEmails: 0, unreadEmails: 0 },
})

describe('the folder tree', () => {
  it('follows the server’s order, names special folders by their role, and has people’s own below by name', () => {
    const tree = folderTree([
      folder('f9', 'Zoo'),
      folder('f1', 'INBOX', null, 'inbox', 1),
      folder('f2', 'Papierkorb', null, 'trash', 6),
      folder('f3', 'ärger'),
      folder('f4', 'Clients'),
      folder('f5', 'Rossi 10', 'f4'),
      folder('f6', 'Rossi 9', 'f4'),
      folder('f7', 'Verzonden', null, 'sent', 2),
      folder('f8', 'Concepten', null, 'drafts', 3),
    ])
    assert.deepEqual(
      flatten(tree).map(one => `${one.depth} ${one.name}`),
      [
        '0 Inbox',
        '0 Sent',
        '0 Drafts',
        '0 Trash',
        '0 ärger',
        '0 Clients',
        '1 Rossi 9',
        '1 Rossi 10',
        '0 Zoo',
      ],
    )
    assert.equal(flatten(tree).find(one => one.folder.id === 'f6')?.path, 'Clients / Rossi 9')
  })

  it('shows a folder whose parent is not there at the top', () => {
    assert.deepEqual(
      flatten(folderTree([folder('f2', 'Lost', 'f1')])).map(one => one.name),
      ['Lost'],
    )
  })

  it('bears depth without end', () => {
    const deep = Array.from({ length: 5000 }, (_, i) => folder(`f${i}`, 'x', i === 0 ? null : `f${i - 1}`))
    assert.equal(flatten(folderTree(deep)).length, 5000)
  })

  it('knows a folder by its path, whatever the delimiter', () => {
    const [, child] = flatten(folderTree([folder('f1', 'Clients'), folder('f2', 'a/b', 'f1')]))
    assert.ok(child && isAt(child, 'Clients.a/b'))
    assert.ok(child && !isAt(child, 'a/b'))
    assert.ok(child && !isAt(child, 'Clients'))
  })
})
