import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES } from '../../src/domain/language.ts'
import type { LiveFolder } from '../../src/domain/live-mailbox.ts'
import type { Point } from '../../src/domain/point.ts'
import type { RestoreTarget } from '../../src/domain/restore.ts'
import { chosenFolder } from '../../src/restore/chosen-folder.ts'
import { liveFolders } from '../../src/restore/plan-folders.ts'
import { planTargets } from '../../src/restore/plan-targets.ts'

/** Folders by path; a number before it says which of ours it is: "3 Orders". */
function liveOf(names: string[], prefix = '', delimiter: string | null = '/', others: string[] = []) {
  const named = names.map(name => /^(?:(\d+) )?(.*)$/s.exec(name) ?? [])
  const listed = [
    ...named.map(([, , path = '']) => [path, 'personal'] as const),
    ...others.map(path => [path, 'other'] as const),
  ]
  const folders: LiveFolder[] = listed.map(([path, namespace]) => ({
    ...{ path, raw: path, exact: path, delimiter, specialUse: null, subscribed: true, namespace },
    ...{ selectable: true, unsafeName: false, status: null },
  }))
  const check = named.map(([, id, path = '']) => ({
    ...{ folder: id === undefined ? null : `f${id}`, path, delimiter, specialUse: null },
    ...{ state: null, known: true, gone: [], arrived: [] },
  }))
  return liveFolders(folders, { folders: check }, { prefix, delimiter })
}

function targetsOf(
  live: ReturnType<typeof liveOf>,
  paths: Record<number, string>,
  { kind = 'in-place', path = '', delimiter = '/', language = 'en' as const, from = '' } = {},
  promised: string[] = [],
) {
  const folders = new Map(
    Object.entries(paths).map(([id, one]) => [Number(id), { path: one, delimiter: from || delimiter }]),
  )
  const point = { number: 7, localDay: '2026-11-14' } as Point
  const target = (kind === 'folder' ? { kind, path } : { kind }) as RestoreTarget
  const targets = planTargets(live, { folders, point }, { target, language, promised })
  return { beside: targets.beside, to: Object.keys(paths).map(id => targets.to(Number(id)).path) }
}

test('a folder that was renamed gets its mail under its new name, and one that is gone is made anew', () => {
  const live = liveOf(['1 INBOX', '2 Purchases', 'Orders'])
  assert.deepEqual(targetsOf(live, { 1: 'INBOX', 2: 'Orders', 3: 'Gone/Old' }).to, [
    'INBOX',
    'Purchases',
    'Gone/Old',
  ])
  // One of that name that is another folder by now gets it, where ours is nowhere.
  assert.deepEqual(targetsOf(live, { 9: 'Orders' }).to, ['Orders'])
})

test('paths are written as the server of today writes them', () => {
  const courier = liveOf(['1 INBOX', 'INBOX.Sent'], 'INBOX.', '.')
  assert.deepEqual(targetsOf(courier, { 2: 'Orders/Old', 3: 'v1.5/a', 4: 'inbox', 5: 'Sent' }).to, [
    'INBOX.Orders.Old',
    'INBOX.v1_5.a',
    'INBOX',
    'INBOX.Sent',
  ])
  assert.deepEqual(targetsOf(courier, { 2: 'INBOX.Orders' }, { from: '.' }).to, ['INBOX.Orders'])
  const plain = liveOf(['INBOX'], '', '/')
  assert.deepEqual(targetsOf(plain, { 2: 'INBOX.Orders.a/b', 3: 'INBOX' }, { from: '.' }).to, [
    'Orders/a_b',
    'INBOX',
  ])
  const flat = liveOf(['INBOX'], '', null)
  assert.deepEqual(targetsOf(flat, { 2: 'Orders/Old' }).to, ['Orders, Old'])
})

test('beside is a new folder: of several folders each in its own, flat where folders do not nest, numbered where taken', () => {
  const live = liveOf([
    '1 INBOX',
    '2 Orders',
    '3 Orders/Old',
    'restored 2026-11-14',
    'Restored 2026-11-14 (2)/INBOX',
  ])
  const beside = { kind: 'beside' }
  assert.deepEqual(targetsOf(live, { 1: 'INBOX' }, beside), {
    beside: 'Restored 2026-11-14 (3)',
    to: ['Restored 2026-11-14 (3)'],
  })
  // What waits for a decision will make its own.
  const two = ['Restored 2026-11-14', 'Restored 2026-11-14 (2)']
  assert.equal(targetsOf(liveOf(['1 INBOX']), { 1: 'INBOX' }, beside, two).beside, 'Restored 2026-11-14 (3)')
  assert.deepEqual(targetsOf(live, { 1: 'INBOX', 3: 'Orders/Old' }, beside).to, [
    'Restored 2026-11-14 (3)/INBOX',
    'Restored 2026-11-14 (3)/Orders/Old',
  ])
  assert.deepEqual(
    targetsOf(liveOf(['1 INBOX', '2 Orders'], '', null), { 1: 'INBOX', 2: 'Orders' }, beside).to,
    ['Restored 2026-11-14, INBOX', 'Restored 2026-11-14, Orders'],
  )
  const courier = liveOf(['1 INBOX', '2 INBOX.Orders'], 'INBOX.', '.')
  assert.deepEqual(targetsOf(courier, { 1: 'INBOX', 2: 'INBOX.Orders' }, beside).to, [
    'INBOX.Restored 2026-11-14.INBOX',
    'INBOX.Restored 2026-11-14.Orders',
  ])
  // Names that differ in case alone are one folder on many a server.
  assert.deepEqual(targetsOf(liveOf(['1 a', '2 A']), { 1: 'a', 2: 'A' }, beside).to, [
    'Restored 2026-11-14/a (2)',
    'Restored 2026-11-14/A',
  ])
  const dashed = liveOf(['1 INBOX'], '', '-')
  for (const language of LANGUAGES)
    assert.doesNotMatch(
      targetsOf(dashed, { 1: 'INBOX' }, { ...beside, language: language as 'en' }).beside ?? '-',
      /-/,
    )
})

test('a folder given by its name is one of their own, whatever its name would be taken for', () => {
  const live = liveOf(['1 INBOX', '2 Orders', 'Wäsche'], '', '/', ['Other Users/bert', 'Public'])
  const take = (path: string) => chosenFolder(live, path)
  assert.deepEqual(['inbox', 'Orders', 'Orders/New', 'Wa\u0308sche', 'Zurück'].map(take), [
    'INBOX',
    'Orders',
    'Orders/New',
    'Wäsche',
    'Zurück',
  ])
  const courier = liveOf(['INBOX', 'INBOX.Orders'], 'INBOX.', '.')
  assert.deepEqual(
    ['Orders', 'INBOX.Orders', 'New.One'].map(one => chosenFolder(courier, one)),
    ['INBOX.Orders', 'INBOX.Orders', 'INBOX.New.One'],
  )
  // as the page shows them, from whose list one is chosen; a name that really holds the mark stays one
  assert.deepEqual(
    ['Orders / Old', 'INBOX / Orders / New'].map(one => chosenFolder(courier, one)),
    ['INBOX.Orders.Old', 'INBOX.Orders.New'],
  )
  assert.equal(chosenFolder(liveOf(['INBOX', 'Ying / Yang'], '', '.'), 'Ying / Yang'), 'Ying / Yang')
  assert.deepEqual(['Orders / New', 'INBOX / x'].map(take), ['Orders/New', 'INBOX/x'])
  const hostile = [
    ...[
      '',
      ' ',
      '/',
      'a//b',
      '/a',
      'a/',
      '..',
      'a/../b',
      '.hidden',
      '~root',
      '#news.comp',
      'a*',
      'a%b',
      'a\\b',
      'a"b',
    ],
    ...[
      'a\r\nA1 DELETE INBOX',
      'a\0b',
      'a\u202Eb',
      'a\u200Bb',
      '\uD800',
      ' a',
      'x'.repeat(201),
      'é'.repeat(101),
    ],
    ...['a/'.repeat(600).concat('a'), 'Other Users/bert', 'Other Users/anna/mine', 'Public', 'Public/mine'],
  ]
  for (const name of hostile)
    assert.throws(() => take(name), { code: 'bad-folder-name' }, JSON.stringify(name.slice(0, 40)))
})
