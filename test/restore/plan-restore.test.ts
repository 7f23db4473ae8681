import assert from 'node:assert/strict'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { RestoreTarget, RestoreWhat } from '../../src/domain/restore.ts'
import { startDovecot } from '../world/dovecot.ts'
import type { ImapSession } from '../world/imap-session.ts'
import { mailServer } from '../world/yestermail.ts'
import { assertSummed, mail, type Planning, startPlanning } from './planning.ts'

const day = Date.UTC(2026, 10, 1, 9)
let anna: Planning
let first: number
let whole: RestoreWhat

before(async () => {
  anna = await startPlanning()
  const { dovecot } = anna
  const at = (n: number) => ({ internalDate: new Date(day + n * 60_000) })
  const letters = ['stays', 'moved', 'trashed', 'junked', 'deleted', 'forged', 'again']
  for (const [n, id] of letters.entries())
    await dovecot.deliver('anna', 'INBOX', mail(id), {
      flags: ['\\Flagged', 'Rechnung', '\\Deleted'],
      ...at(n),
    })
  for (const n of [10, 11]) await dovecot.deliver('anna', 'INBOX', mail('twice'), at(n))
  for (const n of [12, 13]) await dovecot.deliver('anna', 'INBOX', mail('pair'), at(n))
  for (const id of ['no id one', 'no id two'])
    await dovecot.deliver('anna', 'INBOX', `Subject: ${id}\r\n\r\nAs long as the other.\r\n`, at(14))
  for (const id of ['order', 'bill']) await dovecot.deliver('anna', 'Orders', mail(id), at(20))
  await dovecot.deliver('anna', 'Orders/Old', mail('old order'), at(21))
  await dovecot.deliver('anna', 'Gone', mail('with its folder'), at(22))
  for (const id of ['Top', 'Top/Below']) await dovecot.deliver('anna', id, mail(id), at(23))
  first = await anna.backUp()
  whole = { point: first, only: null }
  const session = await dovecot.imap('anna')
  await session.command('CREATE Archive')
  await session.command('SELECT INBOX')
  await session.command(`UID MOVE ${await uid(session, 'moved')} Archive`)
  await session.command(`UID MOVE ${await uid(session, 'trashed')} Trash`)
  await session.command(`UID MOVE ${await uid(session, 'junked')} Junk`)
  for (const one of ['deleted', 'forged', 'again', 'twice', 'pair', 'no id one', 'no id two'])
    await session.command(`UID STORE ${await uid(session, one)} +FLAGS.SILENT (\\Deleted)`)
  await session.command(`UID STORE ${await uid(session, 'stays')} -FLAGS.SILENT (\\Deleted)`)
  await session.command('EXPUNGE')
  await session.command('CLOSE')
  await session.command('RENAME Orders Purchases')
  await session.command('DELETE Gone')
  await session.command('DELETE Top')
  await session.close()
  // As long and as old as what was lost, but another one; what was put back has today's date; one of the pair is back.
  await dovecot.deliver(
    'anna',
    'INBOX',
    mail('forged', 'This is FORGED.').slice(0, mail('forged').length),
    at(60),
  )
  await dovecot.deliver('anna', 'INBOX', mail('again'), at(61))
  await dovecot.deliver('anna', 'INBOX', mail('pair'), at(12))
  await dovecot.deliver('anna', 'INBOX', 'Subject: no id two\r\n\r\nAs long as the other.\r\n', at(14))
})
after(() => anna[Symbol.asyncDispose]())

async function uid(session: ImapSession, subject: string): Promise<string> {
  const lines = await session.command(`UID SEARCH SUBJECT "${subject}"`)
  return (/SEARCH((?: \d+)*)/.exec(String(lines))?.[1] ?? '').trim().replaceAll(' ', ',')
}

const stands = {
  stays: 'there',
  moved: 'moved',
  trashed: 'add INBOX',
  junked: 'add INBOX',
  deleted: 'add INBOX',
  forged: 'add INBOX',
  again: 'there',
  twice: 'add INBOX, add INBOX',
  pair: 'there, add INBOX',
  'no id one': 'add INBOX',
  'no id two': 'there',
  order: 'moved',
  bill: 'moved',
  'old order': 'moved',
  'with its folder': 'add Gone',
  // Dovecot lists it all the same, and does not let it be opened.
  Top: 'unknown',
  'Top/Below': 'there',
}

test('gone, binned, moved and there are told apart, and messages that stood twice are counted', async () => {
  const dry = await anna.plan({ what: [whole] })
  assertSummed(dry)
  assert.deepEqual(dry.states, stands)
  const { plan } = dry
  assert.deepEqual(
    { add: plan.add, binned: plan.binned, there: plan.there, moved: plan.moved, create: plan.create },
    { add: 9, binned: 2, there: 5, moved: 4, create: ['Gone'] },
  )
  assert.deepEqual(plan.movedTo.map(({ path, count }) => `${path} ${count}`).sort(), [
    'Archive 1',
    'Purchases 2',
    'Purchases/Old 1',
  ])
  assert.equal(
    plan.bytes,
    dry.items.reduce((sum, item) => sum + (item.state === 'add' ? item.size : 0), 0),
  )
  assert.deepEqual([plan.mark, plan.canUndo, plan.quota, plan.refused], [`$Restored${first}`, true, null, []])
  assert.deepEqual(plan.folders.find(({ from }) => from === 'INBOX')?.to, 'INBOX')
})

test('an item has the day, the flags that may come back, and its place in the mailbox', async () => {
  const { items } = await anna.plan({ what: [whole] })
  const item = items.find(one => one.messageId === 'deleted@rossi.example')
  assert(item)
  assert.deepEqual(
    { ...item, n: 0, sha: '', email: '' },
    {
      ...{
        n: 0,
        email: '',
        point: first,
        folder: item.folder,
        path: 'INBOX',
        target: 'INBOX',
        sha: '',
        file: null,
      },
      ...{ size: mail('deleted').length, date: (day + 4 * 60_000) / 1000, flags: ['Rechnung', '\\Flagged'] },
      ...{ messageId: 'deleted@rossi.example', state: 'add', why: null, said: null },
      ...{ uid: null, uidValidity: null, addedFlags: null },
    },
  )
})

test('what was only moved, and what lies in a bin, are wished for each by a word of its own', async () => {
  const dry = await anna.plan({ what: [whole], moved: true, binned: false })
  assertSummed(dry)
  const { states, plan } = dry
  assert.deepEqual([states.moved, states.trashed, states.junked], ['add INBOX', 'binned', 'binned'])
  assert.deepEqual([states.order, states['old order']], ['add Orders', 'add Orders/Old'])
  assert.deepEqual([plan.moved, plan.binned], [4, 2])
  assert.deepEqual(plan.create, ['Gone', 'Orders', 'Orders/Old'])
})

test('a folder with what is below it, the Inbox alone, and single messages of several points', async () => {
  const { items } = await anna.plan({ what: [whole] })
  const of = (subject: string) => items.find(item => item.messageId === `${subject}@rossi.example`)
  const order = of('order')
  assert(order)
  const here = await anna.plan({ what: [{ point: first, folder: order.folder, inside: false }] })
  assert.deepEqual(Object.keys(here.states), ['order', 'bill'])
  const inside = await anna.plan({ what: [{ point: first, folder: order.folder, inside: true }] })
  assert.deepEqual(Object.keys(inside.states), ['order', 'bill', 'old order'])
  const inbox = await anna.plan({ what: [{ point: first, only: 'inbox' }] })
  assert.deepEqual(
    inbox.items.filter(item => item.path !== 'INBOX'),
    [],
  )
  const second = await anna.backUp()
  const ids = [of('stays')?.email ?? '', 'e1-zzzz-1', of('deleted')?.email ?? '']
  const one = await anna.plan({
    what: [
      { point: first, ids },
      { point: second, ids },
      { point: second, only: 'inbox' },
      { point: first, only: 'inbox' },
    ],
  })
  assertSummed(one)
  // Two stood in the first point, one in the second: it never was three.
  assert.deepEqual([one.states.pair, one.states.twice], ['there, add INBOX', 'add INBOX, add INBOX'])
  assert.equal(one.states.stays, 'there')
  assert.equal(one.plan.mark, `$Restored${second}`)
  for (const what of [
    [{ point: 999, only: null }],
    [{ point: first, ids: ['e1-zzzz-1'] }],
    [{ point: first, folder: 'f999', inside: true }],
  ])
    await assert.rejects(anna.plan({ what }), { code: 'not-found' })
})

test('beside, everything goes into one dated folder, in the language of who asks, and each folder into its own', async () => {
  const names = {
    en: 'Restored',
    it: 'Ripristinato',
    fr: 'Restauré',
    nb: 'Gjenopprettet',
    de: 'Wiederhergestellt',
    es: 'Restaurado',
  }
  for (const [language, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const { plan, states } = await anna.plan({ what: [whole], target: { kind: 'beside' } }, language)
    assert.equal(plan.beside, `${name} 2026-11-14`)
    assert.equal(states['with its folder'], `add ${name} 2026-11-14/Gone`)
    assert.deepEqual(plan.create, [plan.beside, `${plan.beside}/Gone`, `${plan.beside}/INBOX`])
  }
  const target = { kind: 'beside' } as const
  const dry = await anna.plan({ what: [{ point: first, only: 'inbox' }], target })
  assert.equal(dry.states.deleted, 'add Restored 2026-11-14')
  assert.deepEqual(dry.plan.create, ['Restored 2026-11-14'])
  const session = await anna.dovecot.imap('anna')
  await session.command('CREATE "restored 2026-11-14"')
  const second = await anna.plan({ what: [{ point: first, only: 'inbox' }], target })
  assert.equal(second.plan.beside, 'Restored 2026-11-14 (2)')
  await session.command('DELETE "restored 2026-11-14"')
  await session.close()
})

test('a folder that cannot be read leaves what it held unknown, and nothing is added for it', async () => {
  const folder = join(anna.dovecot.folder, 'mail/anna/Maildir')
  const session = await anna.dovecot.imap('anna')
  await anna.backUp()
  await anna.dovecot.deliver('anna', 'Purchases', mail('makes it look changed'))
  await chmod(join(folder, '.Purchases'), 0o000)
  try {
    const dry = await anna.plan({ what: [whole] })
    assertSummed(dry)
    assert.deepEqual(
      [dry.states.order, dry.states.bill, dry.states['old order']],
      ['unknown', 'unknown', 'moved'],
    )
  } finally {
    await chmod(join(folder, '.Purchases'), 0o700)
    await session.close()
  }
})

test('a message whose stored bytes are damaged cannot be added, and is no harm where it is there', async () => {
  const { items } = await anna.plan({ what: [whole] })
  const shas = ['deleted', 'stays'].map(
    id => items.find(one => one.messageId === `${id}@rossi.example`)?.sha ?? '',
  )
  const damage = { days: [], mailbox: null, folder: null, uid: null }
  await anna.world.ledger.noteDamages(
    anna.account,
    shas.map(sha => ({ ...damage, detail: sha, file: sha, what: 'message-changed' as const })),
    1,
  )
  const dry = await anna.plan({ what: [whole] })
  assertSummed(dry)
  assert.deepEqual([dry.states.deleted, dry.states.stays, dry.plan.lost], ['lost', 'there', 1])
  await anna.world.ledger.forgetDamages(
    anna.account,
    shas.map(sha => ({ what: 'message-changed', file: sha })),
  )
})

test('a folder of their choice gets what is missing, once', async () => {
  const target: RestoreTarget = { kind: 'folder', path: 'Back again/Here' }
  const wish = { what: [whole], target }
  const dry = await anna.plan(wish)
  assert.deepEqual(dry.plan.create, ['Back again/Here'])
  assert.equal(dry.states['with its folder'], 'add Back again/Here')
  await anna.apply(dry)
  const again = await anna.plan(wish)
  assertSummed(again)
  assert.deepEqual([again.plan.add, again.plan.there], [0, dry.plan.there + dry.plan.add])
  // In its own place it is one that stands elsewhere.
  const inPlace = await anna.plan({ what: [whole] })
  assert.deepEqual([inPlace.plan.add, inPlace.states.deleted], [0, 'moved'])
  await assert.rejects(anna.plan({ ...wish, target: { kind: 'folder', path: '../anna' } }), {
    code: 'bad-folder-name',
  })
})

test('on another server the folders stand as that one writes them', async () => {
  await using other = await startDovecot({ users: { anna: 'anna-pw' }, separator: '.', inboxPrefix: true })
  const { servers } = anna.world.config
  const before = [...servers]
  const set = (server: (typeof before)[0][1]) =>
    Reflect.apply(Map.prototype.set, servers, [server.domain, server])
  set(mailServer({ port: other.port }))
  try {
    await other.deliver('anna', 'INBOX.Orders', mail('order'), { internalDate: new Date(day + 20 * 60_000) })
    const dry = await anna.plan({ what: [whole] })
    assertSummed(dry)
    assert.deepEqual(
      [dry.states.order, dry.states.bill, dry.states['old order'], dry.states.deleted],
      ['there', 'add INBOX.Orders', 'add INBOX.Orders.Old', 'add INBOX'],
    )
    const beside = await anna.plan({ what: [whole], target: { kind: 'beside' } }, 'it')
    assert.equal(beside.states.bill, 'add INBOX.Ripristinato 2026-11-14.Orders')
    assert.equal(beside.states.deleted, 'add INBOX.Ripristinato 2026-11-14.INBOX')
    const chosen = await anna.plan({ what: [whole], target: { kind: 'folder', path: 'Again' } })
    assert.equal(chosen.states.bill, 'add INBOX.Again')
  } finally {
    for (const [, server] of before) set(server)
  }
})
