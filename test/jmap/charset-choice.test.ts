import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, MAIL, TIME } from './request.ts'

// "Привет, мир" in koi8-r, whose label says something else
const octets = Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x2c, 0x20, 0xcd, 0xc9, 0xd2])
const letter = Buffer.concat([
  Buffer.from('Subject: odd\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n'),
  octets,
])
const outer = Buffer.concat([
  Buffer.from('Subject: outer\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'),
  letter,
])
const person = await makePerson([
  {
    folders: [
      {
        path: 'INBOX',
        messages: [
          { raw: letter, date: '2026-11-13T08:00:00Z' },
          { raw: outer, date: '2026-11-13T09:00:00Z' },
        ],
      },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const ours = [CORE, MAIL, TIME]
const args = { accountId: 'p141', properties: ['bodyValues'], fetchTextBodyValues: true }
const get = (more: object, using = ours) =>
  call(person, 'Email/get', { ...args, ids: ['e1-7-1'], ...more }, using)
const text = (answer: Answer) => (answer as { value?: unknown } | undefined)?.value

test('the reader’s choice of a charset is stronger than the label of the message', async () => {
  const plain = await get({})
  assert.notEqual(text(plain.list?.[0]?.bodyValues?.[1] as Answer), 'Привет, мир')
  const chosen = await get({ charset: 'KOI8-R' })
  assert.equal(text(chosen.list?.[0]?.bodyValues?.[1] as Answer), 'Привет, мир')
})

test('it goes for attached messages too', async () => {
  const blobId = `${createHash('sha256').update(outer).digest('hex')}_1`
  const answer = await call(person, 'Email/parse', { ...args, blobIds: [blobId], charset: 'koi8-r' }, ours)
  assert.equal(text(answer.parsed?.[blobId]?.bodyValues?.[1] as Answer), 'Привет, мир')
})

test('only the charsets of the list can be chosen, and only under our own capability', async () => {
  for (const charset of ['base64', 'x'.repeat(10_000), '__proto__', 7])
    assert.deepEqual(await get({ charset }), { error: 'invalidArguments' })
  assert.deepEqual(await get({ charset: 'koi8-r' }, [CORE, MAIL]), { error: 'invalidArguments' })
})
