import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import test, { type TestContext } from 'node:test'
import { type FetchMessageObject, type FetchQueryObject, ImapFlow } from 'imapflow'
import { chronicle } from './chronicle.ts'
import { startImapServer } from './imap-server.ts'
import { openMailbox } from './mailbox.ts'
import { writeStory } from './story.ts'
import { tell } from './tell.ts'

const password = 'a "quoted" pässword'

test('every letter of the story comes back by a plain fetch as it went in: bytes, date, flags, folder', async t => {
  const story = writeStory({ now: Date.parse('2026-11-22T09:00:00Z'), zone: 'Europe/Rome' })
  const { mailbox, client } = await world(t)
  const told = tell(mailbox, story.events)
  let arrived = 0
  for (const night of story.nights) {
    told.until(night)
    const { folders, entries } = chronicle(story.events, night)
    const imap = await client()
    const listed = (await imap.list()).filter(folder => !folder.flags.has('\\Noselect'))
    assert.deepEqual(listed.map(folder => folder.path).sort(), folders)
    const found: object[] = []
    for (const { path } of listed) found.push(...(await everything(imap, path)))
    assert.deepEqual(sorted(found), sorted(entries))
    arrived = Math.max(arrived, found.length)
    await imap.logout()
  }
  assert.ok(arrived > 100)
})

test('octets that are no text, and a name in any script, survive the way', async t => {
  const { mailbox, client } = await world(t)
  const bytes = Buffer.from(Array.from({ length: 1024 }, (_, n) => n % 256))
  for (const path of ['Möbel & Licht', '家族/写真', 'a "b" \\ c*%', 'Пошта', '🎁']) {
    mailbox.create(path)
    mailbox.append(path, { bytes, date: 1_700_000_000, flags: ['$Label1'] })
    const imap = await client()
    await imap.mailboxOpen(path, { readOnly: true })
    const message = await fetched(imap, '*', { source: true, internalDate: true, flags: true })
    assert.ok(message.source?.equals(bytes))
    assert.equal(Number(message.internalDate), 1_700_000_000_000)
    assert.deepEqual([...(message.flags ?? [])], ['$Label1'])
    const part = await fetched(imap, '1', { source: { start: 250, maxLength: 20 } })
    assert.ok(part.source?.equals(bytes.subarray(250, 270)))
    await imap.logout()
  }
})

test('a folder says by UIDVALIDITY that it is another one, and by MODSEQ and UIDNEXT what changed', async t => {
  const { mailbox, client } = await world(t)
  const query = {
    statusQuery: { messages: true, uidNext: true, uidValidity: true, highestModseq: true, unseen: true },
  }
  const status = async () => {
    const imap = await client()
    const folder = (await imap.list(query)).find(one => one.path === 'Box')
    await imap.logout()
    return folder?.status
  }
  mailbox.create('Box')
  const uid = mailbox.append('Box', { bytes: Buffer.from('a'), date: 1, flags: [] })
  const before = await status()
  mailbox.setFlags('Box', uid, ['\\Seen'])
  const seen = await status()
  assert.ok((seen?.highestModseq ?? 0n) > (before?.highestModseq ?? 0n))
  assert.deepEqual([before?.unseen, seen?.unseen], [1, 0])
  mailbox.expunge('Box', uid)
  const empty = await status()
  assert.ok((empty?.highestModseq ?? 0n) > (seen?.highestModseq ?? 0n))
  assert.deepEqual([empty?.messages, empty?.uidNext], [0, 2])
  mailbox.drop('Box')
  assert.equal(await status(), undefined)
  mailbox.create('Box')
  assert.ok(((await status())?.uidValidity ?? 0n) > (empty?.uidValidity ?? 0n))
})

test('looking with EXAMINE or PEEK leaves \\Seen alone, reading with SELECT sets it', async t => {
  const { mailbox, port } = await world(t)
  mailbox.append('INBOX', { bytes: Buffer.from('Subject: x\r\n\r\nhello'), date: 1, flags: [] })
  const login = 'a LOGIN "maria@yester.example" "a \\"quoted\\" p\u00e4ssword"'
  const seen = () => mailbox.folder('INBOX').copies[0]?.flags.includes('\\Seen')
  await talk(port, [login, 'b EXAMINE INBOX', 'c FETCH 1 BODY[]'])
  assert.equal(seen(), false)
  await talk(port, [login, 'b SELECT INBOX', 'c UID FETCH 1:* (UID BODY.PEEK[])'])
  assert.equal(seen(), false)
  const said = await talk(port, [login, 'b SELECT INBOX', 'c FETCH 1 BODY[]'])
  assert.equal(seen(), true)
  assert.match(said, /BODY\[\] \{19\}\r\nSubject: x\r\n\r\nhello\)\r\nc OK/)
})

test('single header fields can be asked for, folded ones too', async t => {
  const { mailbox, client } = await world(t)
  const bytes = Buffer.from(
    'Subject: a\r\n b\r\nMessage-ID:\r\n <x@y.example>\r\n\r\nMessage-ID: <body@y.example>',
  )
  mailbox.append('INBOX', { bytes, date: 1, flags: [] })
  const imap = await client()
  await imap.mailboxOpen('INBOX', { readOnly: true })
  const { headers } = await fetched(imap, '1', { headers: ['Message-ID'] })
  assert.equal(headers?.toString(), 'Message-ID:\r\n <x@y.example>\r\n\r\n')
  await imap.logout()
})

test('a wrong password, a command before the sign-in and nonsense are refused, and the server lives on', async t => {
  const { client, port } = await world(t)
  for (const wrong of ['', 'a "quoted" password', `${password} `])
    await assert.rejects(client(wrong), (error: Error & { authenticationFailed?: boolean }) => {
      return error.authenticationFailed === true
    })
  const said = await talk(port, [
    'a LIST "" "*"',
    'b SELECT INBOX',
    '(((',
    'c FETCH',
    'd LOGIN {99999999}',
    '\0',
  ])
  assert.match(said, /a BAD sign in first/)
  assert.doesNotMatch(said, /INBOX/)
  await assert.rejects(talk(port, ['x'.repeat(200_000)]), /closed/)
  await (await client()).logout()
})

async function world(t: TestContext) {
  const mailbox = openMailbox({ uidValidity: 1_700_000_000 })
  const server = await startImapServer({ user: 'maria@yester.example', password, mailbox })
  t.after(server.stop)
  return {
    mailbox,
    port: server.port,
    async client(pass = password) {
      const imap = new ImapFlow({
        ...{ host: '127.0.0.1', port: server.port, secure: false, doSTARTTLS: false, logger: false },
        auth: { user: 'maria@yester.example', pass },
      })
      await imap.connect()
      return imap
    },
  }
}

async function fetched(imap: ImapFlow, range: string, query: FetchQueryObject): Promise<FetchMessageObject> {
  const message = await imap.fetchOne(range, query)
  if (!message) throw new Error(`no message ${range}`)
  return message
}

async function everything(imap: ImapFlow, folder: string): Promise<object[]> {
  const opened = await imap.mailboxOpen(folder, { readOnly: true })
  if (opened.exists === 0) return []
  const messages: FetchMessageObject[] = []
  for await (const one of imap.fetch('1:*', { source: true, internalDate: true, flags: true }))
    messages.push(one)
  return messages.map(one => ({
    folder,
    sha: createHash('sha256')
      .update(one.source ?? '')
      .digest('hex'),
    date: Number(one.internalDate) / 1000,
    flags: [...(one.flags ?? [])].sort(),
  }))
}

function sorted(entries: readonly object[]): string[] {
  return entries.map(entry => JSON.stringify(entry, ['folder', 'sha', 'date', 'flags'])).sort()
}

/** Sends lines and gives back all that was said, up to the answer to the last line's tag. */
function talk(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    const end = setTimeout(() => finish(), 30_000)
    const finish = () => {
      clearTimeout(end)
      socket.destroy()
      resolve(said)
    }
    const fail = (error: Error) => {
      clearTimeout(end)
      socket.destroy()
      reject(error)
    }
    socket.on('data', chunk => {
      said += chunk.toString('latin1')
      if (/BYE/.test(said)) fail(new Error(`closed: ${said}`))
      if (/^c (OK|NO|BAD)/m.test(said)) finish()
    })
    socket.on('error', fail)
    for (const line of lines) socket.write(`${line}\r\n`)
  })
}
