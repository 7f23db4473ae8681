import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LiveFolder } from '../../src/domain/live-mailbox.ts'
import { startProgress } from '../../src/snapshot/progress.ts'
import { underWayText } from '../../web/folder-path.ts'
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

describe('the folder that the first backup reads', () => {
  it('is named as it will be named, whatever the mail server calls it and divides paths by', () => {
    const live = (path: string, delimiter: string | null, specialUse: string | null = null): LiveFolder => ({
      ...{ path, raw: path, exact: path, delimiter, specialUse, status: null },
      ...{ subscribed: true, selectable: true, unsafeName: false },
    })
    const listed = [
      ...[
        live('INBOX', '.'),
        live('INBOX.Posta inviata', '.', '\\Sent'),
        live('INBOX.Projects.Kitchen', '.'),
      ],
      ...[live('Work/2026', '/'), live('Café/Bar', null)],
    ]
    const told: string[] = []
    const progress = startProgress(listed, now => void told.push(underWayText(now)))
    for (const folder of listed) progress.enter(folder)
    assert.deepEqual(told, ['Inbox', 'Sent', 'Inbox / Projects / Kitchen', 'Work / 2026', 'Café/Bar'])
  })
})
