import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { connect } from '../../src/imap/connect.ts'
import { readMailbox } from '../../src/imap/read-mailbox.ts'
import { mailServer } from '../world/yestermail.ts'

/** what is read of a server that has INBOX and Work, and answers LIST and LSUB with these lines */
async function subscriptions(
  answers: { list: string[]; lsub: string[] | 'NO'; prefix?: string },
  extended: boolean,
) {
  const capability = `IMAP4rev1 AUTH=PLAIN SASL-IR${extended ? ' LIST-EXTENDED' : ''}${answers.prefix ? ' NAMESPACE' : ''}`
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    socket.write(`* OK [CAPABILITY ${capability}] ready\r\n`)
    socket.on('data', data => {
      for (const line of String(data).split('\r\n').filter(Boolean)) {
        const [tag, command = ''] = line.split(' ')
        // With the prefix as reference INBOX is not among what is asked for.
        const asked = (one: string) =>
          !line.includes(`"${answers.prefix}"`) && !line.includes(` ${answers.prefix} `)
            ? !line.includes('INBOX') || /"?inbox"?$/i.test(one)
            : one.includes(String(answers.prefix))
        const no = command === 'LSUB' && answers.lsub === 'NO'
        const lines: Record<string, string[]> = {
          CAPABILITY: [`CAPABILITY ${capability}`],
          NAMESPACE: [`NAMESPACE (("${answers.prefix}" "/")) NIL NIL`],
          LIST: answers.list.filter(asked).map(one => `LIST ${one}`),
          LSUB: answers.lsub === 'NO' ? [] : answers.lsub.filter(asked).map(one => `LSUB ${one}`),
          STATUS: ['STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)'],
        }
        for (const one of lines[command] ?? []) socket.write(`* ${one}\r\n`)
        socket.write(`${tag} ${no ? 'NO not now' : 'OK done'}\r\n`)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const mailbox = readMailbox(await connect(mailServer({ port }), { user: 'anna', password: 'any' }))
  try {
    const folders = await mailbox.folders()
    assert.deepEqual(await mailbox.folders(), folders)
    // Whatever is said of subscriptions, none of these folders is one that cannot be opened.
    assert.ok(folders.every(folder => folder.selectable))
    return Object.fromEntries(folders.map(({ path, subscribed }) => [path, subscribed]))
  } finally {
    await mailbox.close()
    server.close()
  }
}

const list = ['() "/" INBOX', '() "/" Work']

test('INBOX is subscribed when LSUB has it, and only then', async () => {
  const by = (lsub: string[] | 'NO') => subscriptions({ list, lsub }, false)
  assert.deepEqual(await by(['() "/" Work']), { INBOX: false, Work: true })
  assert.deepEqual(await by(['() "/" "inbox"']), { INBOX: true, Work: false })
  assert.deepEqual(await by([]), { INBOX: false, Work: false })
})

test('INBOX is subscribed when the list itself says so, and only then', async () => {
  const by = (lines: string[]) => subscriptions({ list: lines, lsub: [] }, true)
  assert.deepEqual(await by(['() "/" INBOX', '(\\Subscribed) "/" Work']), { INBOX: false, Work: true })
  assert.deepEqual(await by(['(\\subscribed) "/" INBOX', '() "/" Work']), { INBOX: true, Work: false })
})

test('INBOX is asked for alone where the other folders are below it', async () => {
  const below = ['() "/" INBOX', '() "/" INBOX/Work']
  const by = (lsub: string[]) => subscriptions({ list: below, lsub, prefix: 'INBOX/' }, false)
  assert.deepEqual(await by(below), { INBOX: true, 'INBOX/Work': true })
  assert.deepEqual(await by(['() "/" INBOX/Work']), { INBOX: false, 'INBOX/Work': true })
})

test('where a server does not say what is subscribed, everything is', async () => {
  assert.deepEqual(await subscriptions({ list, lsub: 'NO' }, false), { INBOX: true, Work: true })
})

test('a folder that LSUB calls \\Noselect, for what is below it, is not subscribed, and can be opened as LIST says', async () => {
  const below = ['() "/" INBOX', '() "/" Work', '() "/" Work/Old']
  const lsub = ['(\\Noselect) "/" INBOX', '(\\Noselect) "/" Work', '() "/" Work/Old']
  assert.deepEqual(await subscriptions({ list: below, lsub }, false), {
    INBOX: false,
    Work: false,
    'Work/Old': true,
  })
})
