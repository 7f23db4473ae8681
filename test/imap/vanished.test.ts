import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import type { LiveFolder } from '../../src/domain/live-mailbox.ts'
import { connect } from '../../src/imap/connect.ts'
import { readMailbox } from '../../src/imap/read-mailbox.ts'
import { mailServer } from '../world/yestermail.ts'

// A server with QRESYNC that says of a folder what the test wants, when it is opened and when it is searched.
const capabilities = 'IMAP4rev1 ENABLE AUTH=PLAIN SASL-IR CONDSTORE QRESYNC'
const says = { atExamine: '', atSearch: '' }
const server = createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.write(`* OK [CAPABILITY ${capabilities}] ready\r\n`)
  socket.on('data', data => {
    for (const line of String(data).split('\r\n').filter(Boolean)) {
      const [tag, command = ''] = line.replace('UID ', '').split(' ')
      const answers: Record<string, string> = {
        CAPABILITY: `* CAPABILITY ${capabilities}\r\n`,
        ENABLE: '* ENABLED CONDSTORE QRESYNC\r\n',
        LIST: '* LIST () "/" INBOX\r\n',
        EXAMINE: `* 9 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 99] x\r\n* OK [HIGHESTMODSEQ 9] x\r\n${says.atExamine}`,
        SEARCH: `* SEARCH 1 2 3\r\n${says.atSearch}`,
      }
      socket.write(`${answers[command.toUpperCase()] ?? ''}${tag} OK done\r\n`)
    }
  })
})
let port = 0
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
after(() => server.close())

const inbox: LiveFolder = {
  path: 'INBOX',
  raw: 'INBOX',
  exact: 'INBOX',
  delimiter: '/',
  specialUse: null,
  subscribed: true,
  selectable: true,
  unsafeName: false,
  status: null,
}

async function opened(atExamine: string, atSearch = '') {
  Object.assign(says, { atExamine, atSearch })
  const client = await connect(mailServer({ port }), { user: 'anna', password: 'any' })
  let walked = 0
  client.on('expunge', () => walked++)
  const mailbox = readMailbox(client)
  const open = await mailbox.examine(inbox, { uidValidity: 1, highestModseq: '5' })
  return { open, walked: () => walked, [Symbol.asyncDispose]: () => mailbox.close() }
}

test('a VANISHED that names every UID there can be stays one range, however often it is said', {
  timeout: 60_000,
}, async () => {
  await using it = await opened('* VANISHED (EARLIER) 1:4294967295\r\n'.repeat(20))
  assert.deepEqual(it.open.changes?.vanished, [[1, 4294967295]])
  assert.equal(it.walked(), 0)
  assert.equal(it.open.messages, 9)
})

test('ranges come rising and apart, whatever order they are told in, and nonsense is no UID', async () => {
  await using it = await opened(
    '* VANISHED (EARLIER) 9:7,3,4,40:41\r\n* VANISHED (EARLIER)\r\n* VANISHED (EARLIER) 0:x,x5,99999999999,12\r\n* VANISHED (EARLIER) 5,41:50\r\n',
  )
  assert.deepEqual(it.open.changes?.vanished, [
    [3, 5],
    [7, 9],
    [12, 12],
    [40, 50],
  ])
})

test('a server that names more ranges than can be noted is not listened to: the folder is looked at', async () => {
  const odd = (from: number) => Array.from({ length: 60_000 }, (_, i) => from + i * 2).join(',')
  const lines = Array.from({ length: 9 }, (_, i) => `* VANISHED (EARLIER) ${odd(1 + i * 120_000)}\r\n`)
  await using it = await opened(lines.join(''))
  assert.equal(it.open.changes, null)
})

test('a server that tells of more flags than can be held is not listened to either', async () => {
  const flags = Array.from({ length: 50 }, (_, i) => `keyword-of-no-use-${i}`).join(' ')
  const row = (uid: number) => `* ${uid} FETCH (UID ${uid} FLAGS (${flags}) MODSEQ (9))\r\n`
  const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1)).join('')
  await using some = await opened(rows(9))
  assert.equal(some.open.changes?.flags.size, 9)
  await using many = await opened(rows(9000))
  assert.equal(many.open.changes, null)
})

test('what vanishes while the folder is open is counted, and never below nothing', async () => {
  await using it = await opened('', '* VANISHED 5:6\r\n')
  assert.deepEqual(await it.open.uids(), [1, 2, 3])
  assert.equal(it.open.check().exists, 7)
  says.atSearch = '* VANISHED 1:4294967295\r\n'
  await it.open.uids()
  assert.equal(it.open.check().exists, 0)
})
