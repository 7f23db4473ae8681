import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KnownDamage } from '../../src/domain/damage.ts'
import type { Receipt } from '../../src/domain/folder-state.ts'
import { answerJmap } from '../../src/jmap/answer.ts'
import { ACCOUNT, makePerson, type Person } from './person.ts'

const folders = [
  {
    path: 'INBOX',
    messages: [{ raw: 'Subject: one\r\nX-Odd: yes\r\n\r\nHello\r\n', date: '2026-11-20T01:00:00Z' }],
  },
]

async function ask(person: Person, name: string, args: object) {
  const using = [
    'urn:ietf:params:jmap:core',
    'urn:ietf:params:jmap:mail',
    'https://yestermail.example/jmap/timemachine',
  ]
  const faults: unknown[] = []
  const body = Buffer.from(JSON.stringify({ using, methodCalls: [[name, args, '0']] }))
  const answer = await answerJmap(person.reader, body, fault => faults.push(fault))
  return { faults, result: JSON.parse(answer.body).methodResponses[0][1] }
}

test('Receipt/get tells what a point holds and lacks, its hashes, its chain and its damage', async () => {
  await using person = await makePerson([{ folders }, { folders }])
  const [newer, older] = await person.reader.points()
  assert.ok(newer && older)
  const sha = 'a'.repeat(64)
  const newest = {
    v: 1 as const,
    folder: 'f1',
    n: 2,
    path: 'INBOX',
    raw: 'INBOX',
    delimiter: '/',
    specialUse: null,
    subscribed: true,
    uidValidity: 7,
    uidNext: 9,
    highestModseq: null,
    readAt: Date.UTC(2026, 10, 21, 1),
    messages: 1,
    bytes: 40,
    gaps: [{ uid: 5, reason: 'refused' as const }],
    unread: 3,
  }
  const shown = { folder: 'f1', path: 'INBOX', delimiter: '/', specialUse: null, subscribed: true }
  const receipt: Receipt = {
    v: 1,
    address: 'maria@rossi.example',
    point: newer,
    folders: [
      {
        ...shown,
        outcome: 'partial',
        state: 2,
        raw: 'INBOX',
        newest,
        problem: {
          code: 'message-refused',
          folder: 'INBOX',
          uids: [5],
          detail: 'NO secret words of the server',
        },
        counted: 5,
        manifest: sha,
      },
      {
        ...shown,
        folder: 'f2',
        path: 'Work',
        outcome: 'not-read',
        state: null,
        raw: 'Work',
        newest: { ...newest, folder: 'f2' },
        problem: null,
        counted: 4,
        manifest: sha,
      },
    ],
    leftOut: ['Junk'],
    previous: { dir: older.dir, receipt: 'b'.repeat(64) },
  }
  const damage: KnownDamage = {
    what: 'message-changed',
    file: `${'c'.repeat(64)}-7`,
    mailbox: 'f1',
    folder: 'INBOX',
    uid: 4,
    days: [newer.dir],
    detail: 'c'.repeat(64),
    foundAt: Date.UTC(2026, 10, 22),
  }
  person.proofs.set(newer.number, {
    receipt,
    sha,
    chain: 'linked',
    damages: [damage],
    checkedAt: Date.UTC(2026, 10, 1),
  })
  const id = `p${newer.number}`
  const { result } = await ask(person, 'Receipt/get', { accountId: `c${ACCOUNT}`, ids: [id, 'p9999'] })
  assert.deepEqual(result.notFound, ['p9999'])
  const [found] = result.list
  assert.equal(found.state, 'damaged')
  assert.deepEqual(found.totals, {
    folders: 2,
    foldersRead: 0,
    counted: 9,
    stored: 1,
    gaps: 1,
    later: 3,
    size: 40,
    gone: 0,
  })
  assert.deepEqual(found.folders[0], {
    id: 'f1',
    path: 'INBOX',
    outcome: 'partial',
    counted: 5,
    stored: 1,
    size: 40,
    gaps: [{ uid: 5, reason: 'refused' }],
    gapsTotal: 1,
    later: 3,
    uidValidity: 7,
    readAt: '2026-11-21T01:00:00Z',
    state: 2,
    manifest: sha,
    problem: { code: 'message-refused', folder: 'INBOX', uids: [5] },
  })
  // A folder that was not read shows nothing of the night before as if it were this one's.
  assert.equal(found.folders[1].stored, null)
  assert.equal(found.folders[1].manifest, null)
  assert.deepEqual(found.leftOut, ['Junk'])
  assert.deepEqual(found.chain, {
    state: 'linked',
    previousDir: older.dir,
    previousId: `p${older.number}`,
    previousSha256: 'b'.repeat(64),
  })
  assert.deepEqual(found.damages, [
    {
      what: 'message-changed',
      folder: 'INBOX',
      mailboxId: 'f1',
      uid: 4,
      emailId: 'e1-7-4',
      blobId: 'c'.repeat(64),
      foundAt: '2026-11-22T00:00:00Z',
    },
  ])
  const without = await ask(person, 'Receipt/get', { accountId: `c${ACCOUNT}`, ids: [`p${older.number}`] })
  assert.deepEqual(
    without.result.list.map(({ hasReceipt, state, totals }: Record<string, unknown>) => ({
      hasReceipt,
      state,
      totals,
    })),
    [{ hasReceipt: false, state: 'damaged', totals: null }],
  )
  assert.equal(
    (await ask(person, 'Receipt/get', { accountId: id, ids: [id] })).result.type,
    'accountNotSupportedByMethod',
  )
})

test('a damaged message costs itself: it says so, without its bytes, and the log is told', async () => {
  await using person = await makePerson([{ folders }])
  const point = await person.reader.open(141)
  const { ids = [] } = (await point?.list({ folder: null, ascending: true, position: 0, limit: null })) ?? {}
  const args = {
    accountId: 'p141',
    ids,
    properties: ['subject', 'header:X-Odd', 'bodyValues', 'damaged'],
    fetchTextBodyValues: true,
  }
  const whole = await ask(person, 'Email/get', args)
  assert.equal(whole.result.list[0].damaged, false)
  assert.equal(whole.result.list[0]['header:X-Odd'], ' yes')
  const { blob = '' } = (await point?.emails(ids))?.get(ids[0] ?? '') ?? {}
  await person.spoil(blob)
  const { result, faults } = await ask(person, 'Email/get', args)
  assert.deepEqual(result.list, [
    {
      id: ids[0],
      subject: 'one',
      'header:X-Odd': null,
      bodyValues: { 1: { value: '', isEncodingProblem: true, isTruncated: true, damaged: true } },
      damaged: true,
    },
  ])
  assert.ok(faults.length > 0)
  // What verify has found is known before any byte is read.
  person.damages.push({
    what: 'message-lost',
    file: blob,
    mailbox: 'f1',
    folder: 'INBOX',
    uid: 1,
    days: [],
    detail: blob,
    foundAt: 0,
  })
  const known = await ask(person, 'Email/get', { accountId: 'p141', ids, properties: ['damaged'] })
  assert.deepEqual(known.result.list, [{ id: ids[0], damaged: true }])
})
