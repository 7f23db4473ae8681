import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { startDovecot } from './dovecot.ts'
import { openImap } from './imap-session.ts'
import { tempFolder } from './temp.ts'

const run = promisify(execFile)
const anna = 'anna@one.example'
const users = { [anna]: 'p:"w\\ö' }
const letter = 'Subject: hello\r\n\r\nBody\r\n'

describe('a private Dovecot', () => {
  it('keeps bytes, flags, keywords and dates of what is delivered', async () => {
    await using dovecot = await startDovecot({ users })
    await dovecot.deliver(anna, 'Ärger & Co/été', letter, {
      flags: ['\\Seen', '$Work'],
      internalDate: new Date('2026-01-02T03:04:05Z'),
    })
    await using session = await dovecot.imap(anna)
    await session.command('EXAMINE "&AMQ-rger &- Co/&AOk-t&AOk-"')
    const [message] = await session.command('FETCH 1 (FLAGS INTERNALDATE BODY.PEEK[])')
    assert.match(message ?? '', /FLAGS \(\\Seen \\Recent \$Work\) INTERNALDATE "02-Jan-2026 03:04:05 \+0000"/)
    assert.ok(message?.includes(`BODY[] {${letter.length}}\r\n${letter}`))
  })

  it('counts the commands of others and leaves those of test sessions out', async () => {
    await using dovecot = await startDovecot({ users })
    await dovecot.deliver(anna, 'INBOX', letter)
    assert.deepEqual(await dovecot.commands(), [])
    const { stdout } = await run('bash', [
      '-c',
      `exec 3<>/dev/tcp/127.0.0.1/${dovecot.port}; printf 'a LOGIN ${anna} "p:\\\\"w\\\\\\\\ö"\\r\\nb EXAMINE INBOX\\r\\nc LOGOUT\\r\\n' >&3; cat <&3`,
    ])
    assert.match(stdout, /b OK \[READ-ONLY\]/)
    assert.deepEqual(await dovecot.commands(), ['EXAMINE INBOX', 'LOGOUT'])
  })

  it('serves TLS that its own authority vouches for, and no other does', async () => {
    await using dovecot = await startDovecot({ users })
    const greet = (ca?: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ host: 'localhost', port: dovecot.tlsPort, ...(ca ? { ca } : {}) })
        socket.on('error', reject)
        socket.on('data', bytes => {
          socket.destroy()
          resolve(bytes.toString())
        })
      })
    assert.match(await greet(dovecot.ca), /^\* OK/)
    await assert.rejects(greet(), /unable to (verify|get)|self.signed/)
  })

  it('has other delimiters, an INBOX prefix and special uses', async () => {
    await using dovecot = await startDovecot({ users, separator: '.', inboxPrefix: true })
    await using session = await dovecot.imap(anna)
    const folders = await session.command('LIST "" *')
    assert.ok(folders.includes('* LIST (\\HasNoChildren \\Sent) "." INBOX.Sent'), folders.join('\n'))
  })

  it('has a master user that reads every mailbox and changes none', async () => {
    await using dovecot = await startDovecot({
      users,
      masters: [{ user: 'snap', password: 'snappw', rights: 'lr' }],
    })
    await dovecot.deliver(anna, 'INBOX', letter)
    await using session = await openImap(dovecot, `${anna}*snap`, 'snappw')
    assert.ok((await session.command('EXAMINE INBOX')).includes('* 1 EXISTS'))
    await session.command('SELECT INBOX')
    await assert.rejects(session.command('CREATE New'), /NO/)
    await session.command('STORE 1 +FLAGS (\\Seen)').catch(() => undefined)
    assert.doesNotMatch((await session.command('FETCH 1 FLAGS')).join(), /Seen/)
    await assert.rejects(openImap(dovecot, `${anna}*snap`, users[anna] ?? ''), /NO/)
  })

  it('can do without AUTH=PLAIN and with fewer capabilities', async () => {
    await using dovecot = await startDovecot({ users, plainAuth: false, capability: 'IMAP4rev1 UIDPLUS' })
    await using session = await dovecot.imap(anna)
    assert.deepEqual(await session.command('CAPABILITY'), ['* CAPABILITY IMAP4rev1 UIDPLUS'])
    const { stdout } = await run('bash', [
      '-c',
      `exec 3<>/dev/tcp/127.0.0.1/${dovecot.port}; printf 'a LOGOUT\\r\\n' >&3; cat <&3`,
    ])
    assert.match(stdout, /AUTH=LOGIN/)
    assert.doesNotMatch(stdout, /AUTH=PLAIN/)
  })

  it('serves a Maildir that only its owner can read, and leaves nothing in it', async () => {
    await using folder = await tempFolder('served')
    const maildir = join(folder.path, 'mail')
    for (const name of ['.', '.Sent'])
      for (const part of ['cur', 'new', 'tmp']) await mkdir(join(maildir, name, part), { recursive: true })
    await writeFile(join(maildir, 'cur', '1.a.b:2,S'), letter, { mode: 0o400 })
    for (const part of ['cur', 'new', 'tmp', '.']) await chmod(join(maildir, part), 0o500)
    await chmod(folder.path, 0o700)
    const before = await readdir(maildir, { recursive: true })
    await using dovecot = await startDovecot({ users, serve: maildir })
    await using session = await dovecot.imap(anna)
    await session.command('EXAMINE INBOX')
    const [message] = await session.command('FETCH 1 (FLAGS BODY.PEEK[])')
    assert.ok(message?.includes(letter) && message.includes('\\Seen'), message)
    assert.deepEqual(await readdir(maildir, { recursive: true }), before)
  })

  it('comes back on the same ports after it was ended hard, and ends with nothing left', async () => {
    await using dovecot = await startDovecot({ users })
    await dovecot.deliver(anna, 'INBOX', letter)
    const { port } = dovecot
    await using session = await dovecot.imap(anna)
    await dovecot.restart()
    await assert.rejects(session.command('NOOP'))
    assert.equal(dovecot.port, port)
    await using again = await dovecot.imap(anna)
    assert.ok((await again.command('EXAMINE INBOX')).includes('* 1 EXISTS'))
    assert.match(await dovecot.doveadm('mailbox', 'list', '-u', anna), /^INBOX$/m)
    await dovecot.stop()
    await assert.rejects(readdir(dovecot.folder), { code: 'ENOENT' })
    await assert.rejects(openImap(dovecot, anna, users[anna] ?? ''), { code: 'ECONNREFUSED' })
  })
})
