import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { checkPassword } from '../../src/imap/check-password.ts'
import { connect } from '../../src/imap/connect.ts'
import { loginFor } from '../../src/imap/login-for.ts'
import { readMailbox } from '../../src/imap/read-mailbox.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { mailServer, overTls } from '../world/yestermail.ts'

const masters = [{ user: 'snap', password: 'snap-secret', rights: 'lr' }]
const address = 'anna@yester.example'
let dovecot: Dovecot
let noPlain: Dovecot
before(async () => {
  dovecot = await startDovecot({
    users: { anna: 'secret1', snap: 'own-secret' },
    masters,
    trustLoopback: true,
  })
  noPlain = await startDovecot({ users: { anna: 'secret1' }, masters, plainAuth: false })
  await dovecot.deliver('anna', 'INBOX', 'Subject: of anna\r\n\r\n')
  await dovecot.place('snap', Buffer.from('Subject: of the master\n\n'))
})
after(async () => {
  await dovecot?.stop()
  await noPlain?.stop()
})

const master = (form: 'separator' | 'authzid') => ({
  user: 'snap',
  password: 'snap-secret',
  form,
  separator: '*',
})

async function subjects(server: MailServer): Promise<string[]> {
  const login = loginFor(server, address, null)
  assert.ok(login)
  const mailbox = readMailbox(await connect(server, login))
  const inbox = (await mailbox.folders()).find(folder => folder.path === 'INBOX')
  assert.ok(inbox)
  const found: string[] = []
  for await (const message of (await mailbox.examine(inbox)).fetch('all', 1000))
    found.push(String(message.bytes).trim())
  await mailbox.close()
  return found
}

test('a master user reads the mailbox of the person, in either form, and can change nothing', async () => {
  for (const form of ['separator', 'authzid'] as const)
    assert.deepEqual(await subjects(mailServer({ ...overTls(dovecot), master: master(form) })), [
      'Subject: of anna',
    ])
})

test('a server without AUTH=PLAIN is refused: the authorization identity would be dropped without a word', async () => {
  const server = mailServer({ ...overTls(noPlain), master: master('authzid') })
  await assert.rejects(subjects(server), { code: 'server-unreachable' })
})

test('without a password and without a master user there is no way in', () => {
  assert.equal(loginFor(mailServer({ port: 1 }), address, null), null)
})

test('the right password is ok, a wrong one wrong, and a server that is away says nothing about either', async () => {
  const server = mailServer(overTls(dovecot))
  assert.equal(await checkPassword(server, address, 'secret1', '203.0.113.9'), 'ok')
  assert.equal(await checkPassword(server, address, 'nonsense', '203.0.113.9'), 'wrong')
  assert.equal(await checkPassword(server, 'nobody@yester.example', 'secret1', '203.0.113.9'), 'wrong')
  assert.equal(await checkPassword({ ...server, port: 1 }, address, 'secret1', '203.0.113.9'), 'silent')
})

test('the address of the person is passed on before the login', async () => {
  assert.match(await dovecot.logs(), /rip=203\.0\.113\.9/)
})

test('a certificate nobody vouches for is refused, whatever the password', async () => {
  const { ca: _, ...unknown } = mailServer(overTls(dovecot))
  assert.equal(await checkPassword(unknown, address, 'secret1', '203.0.113.9'), 'silent')
})

test('STARTTLS is insisted on where it was asked for', async () => {
  const server = mailServer({ port: dovecot.port, security: 'starttls', ca: dovecot.ca })
  assert.equal(await checkPassword(server, address, 'secret1', '203.0.113.9'), 'ok')
})

test('a server that says hello, or goodbye, is there; one that says nothing at all is silent', async () => {
  const { createServer } = await import('node:net')
  for (const [greeting, wanted] of [
    ['* OK [CAPABILITY IMAP4rev1] hello\r\n', 'unreachable'],
    ['* BYE too many of you\r\n', 'unreachable'],
    ['', 'silent'],
  ] as const) {
    const short = createServer(socket => {
      socket.on('error', () => {})
      socket.end(greeting)
    })
    await new Promise<void>(resolve => short.listen(0, '127.0.0.1', resolve))
    const bound = short.address()
    const server = mailServer({ port: typeof bound === 'object' && bound ? bound.port : 0 })
    assert.equal(await checkPassword(server, address, 'secret1', '203.0.113.9'), wanted, greeting)
    short.close()
  }
})

test('a server that lets anybody in before the login does not prove a password', async () => {
  const { createServer } = await import('node:net')
  const open = createServer(socket => {
    socket.on('error', () => {})
    socket.write('* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n')
    socket.on('data', data => {
      for (const line of String(data).split('\r\n').filter(Boolean))
        socket.write(`${line.split(' ')[0]} OK done\r\n`)
    })
  })
  await new Promise<void>(resolve => open.listen(0, '127.0.0.1', resolve))
  const bound = open.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  assert.notEqual(await checkPassword(mailServer({ port }), address, 'anything', '203.0.113.9'), 'ok')
  open.close()
})

test('a server that takes no passwords is no wrong password, but where people sign in by OAuth 2 every one is wrong', async () => {
  const { createServer } = await import('node:net')
  const closed = createServer(socket => {
    socket.on('error', () => {})
    socket.write('* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] tokens only\r\n')
    socket.on('data', data => {
      for (const line of String(data).split('\r\n').filter(Boolean))
        socket.write(`${line.split(' ')[0]} ${/LOGIN|AUTH/.test(line) ? 'NO never' : 'OK done'}\r\n`)
    })
  })
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const bound = closed.address()
  const server = mailServer({ port: typeof bound === 'object' && bound ? bound.port : 0 })
  await assert.rejects(connect(server, { user: 'anna', password: 'secret1' }), {
    code: 'no-password-sign-in',
  })
  assert.equal(await checkPassword(server, address, 'secret1', '203.0.113.9'), 'unreachable')
  const oauth = {
    kind: 'refresh-token',
    tokenUrl: 'https://x',
    scope: null,
    clientId: 'us',
    clientSecret: null,
  } as const
  assert.equal(await checkPassword({ ...server, oauth }, address, 'secret1', '203.0.113.9'), 'wrong')
  closed.close()
})

test('a server that is silent is given up', async () => {
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: dovecot.port })
  proxy.fail({ kind: 'stall', after: 0 })
  const server = mailServer({ port: proxy.port })
  await assert.rejects(
    connect(server, { user: 'anna', password: 'secret1' }, { timeout: 300, silence: 300 }),
    { code: 'server-unreachable' },
  )
  await proxy.stop()
})

test('after the sign-in one answer that does not end costs some ten megabytes, however it does not', {
  timeout: 60_000,
}, async () => {
  const { createServer } = await import('node:net')
  const x = Buffer.alloc(1 << 20, 'x')
  const floods = {
    line: { first: '* LIST () "/" ', more: x },
    literal: { first: '* LIST () "/" {1000000000}\r\n', more: x },
    literals: { first: '* LIST () "/" ', more: Buffer.from(`{100000}\r\n${'y'.repeat(100_000)}`) },
    folders: { first: '', more: Buffer.from(`* LIST () "/" ${'x'.repeat(1000)}\r\n`.repeat(1000)) },
    words: { first: '* LIST () "/" ', more: Buffer.from(`${'1 '.repeat(100_001)}\r\n* LIST `) },
  }
  for (const [kind, { first, more }] of Object.entries(floods)) {
    let sent = 0
    const sockets: Socket[] = []
    const closed: Promise<unknown>[] = []
    const endless = createServer(socket => {
      sockets.push(socket)
      closed.push(new Promise(resolve => socket.once('close', resolve)))
      socket.on('error', () => {})
      socket.write('* OK ready\r\n')
      const flood = () => {
        do sent += more.length
        while (!socket.destroyed && socket.write(more))
      }
      socket.on('data', data => {
        for (const line of String(data).split('\r\n')) {
          const [tag, command] = line.split(' ')
          if (command === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n')
          // The first asks for the delimiter alone, and belongs to the sign-in.
          const isFlooded = command === 'LIST' && line.includes('*')
          if (!isFlooded && tag) socket.write(`${tag} OK\r\n`)
          if (!isFlooded) continue
          socket.write(first)
          socket.on('drain', flood)
          flood()
        }
      })
    })
    await new Promise<void>(resolve => endless.listen(0, '127.0.0.1', resolve))
    const bound = endless.address()
    const server = mailServer({ port: typeof bound === 'object' && bound ? bound.port : 0 })
    try {
      const client = await connect(server, { user: 'anna', password: 'secret1' })
      await assert.rejects(readMailbox(client).folders(), Error, kind)
      // By us: whoever floods does not end.
      await Promise.all(closed)
      // What lies in the buffers of both ends comes on top.
      assert.ok(sent < 100 << 20, `${kind}: ${sent} octets were taken`)
    } finally {
      for (const socket of sockets) socket.destroy()
      endless.close()
    }
  }
})

test('a greeting that does not end is given up long before it fills the memory', {
  timeout: 30_000,
}, async () => {
  const { createServer } = await import('node:net')
  const endless = createServer(socket => {
    socket.on('error', () => {})
    socket.write(Buffer.alloc(4 << 20, 'a'))
  })
  await new Promise<void>(resolve => endless.listen(0, '127.0.0.1', resolve))
  const bound = endless.address()
  const server = mailServer({ port: typeof bound === 'object' && bound ? bound.port : 0 })
  const patient = { timeout: 60_000, silence: 60_000, deadline: 60_000 }
  await assert.rejects(connect(server, { user: 'anna', password: 'secret1' }, patient), {
    code: 'server-unreachable',
  })
  endless.close()
})
