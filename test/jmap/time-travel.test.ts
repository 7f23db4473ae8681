import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { CORE, call, MAIL, TIME } from './request.ts'

const mail = (n: number, subject = `letter ${n}`) =>
  `From: Paolo <paolo@bianchi.example>\nTo: maria@rossi.example\nMessage-ID: <m${n}@bianchi.example>\nSubject: ${subject}\n\nText of ${n}\n`
const at = (n: number, uid = n, flags: string[] = []) => ({
  raw: mail(n),
  date: `2026-11-${String(n).padStart(2, '0')}T08:00:00Z`,
  uid,
  flags,
})
const trash = { path: 'Trash', specialUse: '\\Trash' }
// 1 stays; 2 is read, then gone; 3 goes to Trash; 4 is moved to Work.
const person = await makePerson([
  {
    folders: [
      { path: 'INBOX', messages: [at(1), at(2), at(3), at(4)] },
      { path: 'Work', messages: [] },
      { ...trash, messages: [] },
    ],
  },
  {
    folders: [
      { path: 'INBOX', messages: [at(1), at(2, 2, ['\\Seen']), at(4)] },
      { path: 'Work', messages: [] },
      { ...trash, messages: [at(3, 1)] },
    ],
  },
  {
    folders: [
      { path: 'INBOX', messages: [at(1)] },
      { path: 'Work', messages: [at(4, 1)] },
      { ...trash, messages: [at(3, 1)] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = `c${person.reader.account}`
const using = [CORE, MAIL, TIME]
const ask = (method: string, args: object) => call(person, method, { accountId, ...args }, using)

const [one, two, three, four] = ['e1-7-1', 'e1-7-2', 'e1-7-3', 'e1-7-4']

test('EmailPresence/get says of each copy where its message is now, when it was seen last and since when it is gone', async () => {
  const { list, notFound } = await ask('EmailPresence/get', { ids: [one, two, three, four, 'e9-1-1'] })
  const inbox = { mailboxId: 'f1', path: 'INBOX' }
  const [d20, d21] = ['2026-11-20T01:00:00Z', '2026-11-21T01:00:00Z']
  assert.deepEqual(list, [
    {
      id: one,
      state: 'there',
      places: [{ ...inbox, role: 'inbox' }],
      lastSeen: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', ...inbox },
      goneSince: null,
    },
    {
      id: two,
      state: 'gone',
      places: [],
      lastSeen: { point: 'p142', takenAt: d21, ...inbox },
      goneSince: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', localDay: '2026-11-22' },
    },
    {
      id: three,
      state: 'trash',
      places: [{ mailboxId: 'f3', path: 'Trash', role: 'trash' }],
      lastSeen: { point: 'p141', takenAt: d20, ...inbox },
      goneSince: { point: 'p142', takenAt: d21, localDay: '2026-11-21' },
    },
    {
      id: four,
      state: 'moved',
      places: [{ mailboxId: 'f2', path: 'Work', role: null }],
      lastSeen: { point: 'p142', takenAt: d21, ...inbox },
      goneSince: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', localDay: '2026-11-22' },
    },
  ])
  assert.deepEqual(notFound, ['e9-1-1'])
})
