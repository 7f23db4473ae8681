import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { MasterUser } from '../../src/domain/mail-server.ts'
import { changesAllowed } from '../../src/domain/mailbox-rights.ts'
import { passwordPurpose, seal } from '../../src/formats/sealed-box.ts'
import { connect } from '../../src/imap/connect.ts'
import { loginFor } from '../../src/imap/login-for.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { type ImapSession, openImap } from '../world/imap-session.ts'
import { leanEnv } from '../world/lean-env.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'
import { mailServer, overTls, startWork } from '../world/yestermail.ts'

const masters = [
  { user: 'snap', password: 'snap-secret', rights: 'lr' },
  { user: 'mighty', password: 'mighty-secret', rights: 'lrwstipekxa' },
]
const address = 'anna@yester.example'
let dovecot: Dovecot
let temp: TempFolder

before(async () => {
  temp = await tempFolder('master')
  dovecot = await startDovecot({
    users: { anna: 'secret1', ben: 'own-secret', 'mia@mighty.example': 'x' },
    masters,
    iterate: true,
  })
  for (const n of [1, 2, 3])
    await dovecot.deliver('anna', 'INBOX', `Subject: ${n}\r\n\r\n`, { flags: n === 1 ? ['\\Seen'] : [] })
  await dovecot.deliver('anna', 'Clients/Rossi', 'Subject: deep\r\n\r\n')
  await using anna = await dovecot.imap('anna')
  await anna.command('SUBSCRIBE INBOX')
  await writeFile(join(temp.path, 'ca.pem'), dovecot.ca)
})
after(async () => {
  await dovecot?.stop()
  await temp?.remove()
})

function master(change: Partial<MasterUser> = {}): MasterUser {
  return { user: 'snap', password: 'snap-secret', form: 'separator', separator: '*', ...change }
}

/** All that a person could see of the mailbox, by the owner's own session. */
async function everything(): Promise<string> {
  const seen: string[][] = []
  const session = await openImap({ host: '127.0.0.1', port: dovecot.port }, 'anna', 'secret1')
  for (const command of [
    'LIST "" "*"',
    'LSUB "" "*"',
    'EXAMINE INBOX',
    'UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE)',
  ])
    seen.push(await session.command(command))
  for (const folder of ['INBOX', 'Clients/Rossi', 'Drafts', 'Trash'])
    seen.push(await session.command(`STATUS "${folder}" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)`))
  await session.close()
  // \Recent and \Marked say who looked, not what is there; LIST has no order.
  return seen
    .flat()
    .filter(line => !/RECENT|OK \[/.test(line))
    .map(line => line.replace(/ ?\\(Recent|Marked|UnMarked)\b/g, '').replace('( ', '('))
    .sort()
    .join('\n')
}

const attempts: [what: string, folder: string, ...command: (string | Uint8Array)[]][] = [
  ['STORE', 'INBOX', 'UID STORE 1:* +FLAGS (\\Deleted \\Flagged)'],
  ['STORE of \\Seen', 'INBOX', 'UID STORE 1:* FLAGS (\\Seen)'],
  ['FETCH that marks as seen', 'INBOX', 'UID FETCH 1:* BODY[]'],
  ['EXPUNGE', 'INBOX', 'EXPUNGE'],
  ['CLOSE', 'INBOX', 'CLOSE'],
  ['APPEND', 'INBOX', 'APPEND INBOX', Buffer.from('Subject: smuggled\r\n\r\n')],
  ['COPY', 'INBOX', 'UID COPY 1 Trash'],
  ['MOVE', 'INBOX', 'UID MOVE 1 Trash'],
  ['CREATE', 'INBOX', 'CREATE Smuggled'],
  ['CREATE below', 'INBOX', 'CREATE Clients/Smuggled'],
  ['RENAME', 'INBOX', 'RENAME Clients/Rossi Clients/Bianchi'],
  ['DELETE', 'INBOX', 'DELETE Clients/Rossi'],
  ['SETACL', 'INBOX', 'SETACL INBOX anyone lrwstipekxa'],
]

async function tryTo(session: ImapSession, folder: string, command: (string | Uint8Array)[]): Promise<void> {
  // A NO is as good as an OK that does nothing: what counts is the mailbox after it.
  for (const parts of [[`SELECT "${folder}"`], command]) await session.command(...parts).catch(() => [])
}

test('the master user that may only look can change nothing, whatever the server answers', async () => {
  const before = await everything()
  const session = await openImap({ host: '127.0.0.1', port: dovecot.port }, 'anna*snap', 'snap-secret')
  for (const [what, folder, ...command] of attempts) {
    await tryTo(session, folder, command)
    assert.equal(await everything(), before, what)
  }
  await session.close()
})

// RFC 4314 4: whoever may look a folder up ("l") may subscribe to it. The nights never do, see below.
test('subscriptions are what its rights do not guard', async () => {
  const session = await openImap({ host: '127.0.0.1', port: dovecot.port }, 'anna*snap', 'snap-secret')
  await session.command('SUBSCRIBE Clients/Rossi')
  assert.match(await everything(), /LSUB \(\) "\/" Clients\/Rossi/)
  await session.command('UNSUBSCRIBE Clients/Rossi')
  await session.close()
})

test('the same attempts by a master user with rights do change it: the test can see a change', async () => {
  await dovecot.deliver('ben', 'INBOX', 'Subject: mine\r\n\r\n')
  const session = await openImap({ host: '127.0.0.1', port: dovecot.port }, 'ben*mighty', 'mighty-secret')
  const own = await openImap({ host: '127.0.0.1', port: dovecot.port }, 'ben', 'own-secret')
  await tryTo(session, 'INBOX', ['UID STORE 1 +FLAGS (\\Flagged)'])
  await tryTo(session, 'INBOX', ['CREATE Smuggled'])
  await own.command('EXAMINE INBOX')
  assert.match((await own.command('UID FETCH 1 FLAGS')).join(), /Flagged/)
  assert.match((await own.command('LIST "" "*"')).join(), /Smuggled/)
  await own.close()
  await session.close()
})

test('a whole run by it sees everything and sends no command that could write', async () => {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
  for (const form of ['separator', 'authzid'] as const) {
    const work = await startWork({ ...overTls(dovecot), master: master({ form }) }, clock)
    const before = await everything()
    const id = await work.ledger.enrol({
      ...{ id: work.newId(), address, domain: 'yester.example', zone: 'Europe/Rome' },
      ...{ credential: null, createdAt: clock.now },
    })
    const first = await work.backUp(id, 'first')
    assert.deepEqual([first.messages, first.status], [4, 'complete'])
    clock.now += 86_400_000
    assert.equal((await work.backUp(id, 'nightly')).status, 'complete')
    assert.equal(await everything(), before)
    await work.stop()
  }
  const sent = (await dovecot.commands()).filter(command => !/^(LOGOUT|NOOP)/.test(command))
  assert.ok(
    sent.some(command => /^EXAMINE/.test(command)),
    sent.join('\n'),
  )
  const writing =
    /^(UID )?(SELECT|STORE|EXPUNGE|APPEND|COPY|MOVE|CREATE|RENAME|DELETE|SUBSCRIBE|UNSUBSCRIBE|SETACL|DELETEACL|SETMETADATA|SETQUOTA|REPLACE|CLOSE|CHECK)\b|FETCH(?!.*\.PEEK).*\bBODY\[|\bRFC822(\.TEXT)?[ )]/
  assert.deepEqual(
    sent.filter(command => writing.test(command)),
    [],
  )
})

test('a wrong separator, name, password or form is told in words that help', async () => {
  const cases: [Partial<MasterUser>, RegExp][] = [
    [
      { separator: '%' },
      /refused the master user's sign-in "anna%snap".*master\.user, \.password, \.form or \.separator of domains\.yester\.example/,
    ],
    [{ password: 'nonsense' }, /refused the master user's sign-in "anna\*snap"/],
    [{ user: 'nobody' }, /"anna\*nobody"/],
    [{ user: 'nobody', form: 'authzid' }, /"anna" as "nobody" \(form "authzid"\)/],
  ]
  const told = cases.map(async ([change, words]) => {
    const server = mailServer({ ...overTls(dovecot), master: master(change) })
    const login = loginFor(server, address, null)
    assert.ok(login)
    await assert.rejects(connect(server, login), (error: Error & { code: string }) => {
      assert.equal(error.code, 'login-refused')
      assert.match(error.message, words)
      assert.doesNotMatch(error.message, /snap-secret|nonsense/)
      return true
    })
  })
  await Promise.all(told)
})

test('a master user that is refused is never the owner to be asked', async () => {
  const work = await startWork(
    { ...overTls(dovecot), master: master({ password: 'nonsense' }) },
    { now: 1e12 },
  )
  const id = await work.ledger.enrol({
    ...{ id: work.newId(), address, domain: 'yester.example', zone: 'UTC', credential: null, createdAt: 1 },
  })
  for (const _ of [1, 2, 3]) await assert.rejects(work.backUp(id, 'nightly'), { code: 'login-refused' })
  assert.equal((await work.ledger.account(id))?.state, 'active')
  await work.stop()
})

test('rights are read as RFC 4314 means them', () => {
  assert.deepEqual(changesAllowed('lr'), [])
  assert.deepEqual(changesAllowed('lrp'), [])
  assert.deepEqual(changesAllowed('lrs'), ['mark mail as seen'])
  assert.deepEqual(changesAllowed('kc'), ['create folders'])
  assert.deepEqual(changesAllowed('lr0'), ['"0"'])
})

test('check-server says of each domain what its server can, and whether the login could write', async () => {
  await using plain = await startDovecot({ users: { 'ann@plain.example': 'secret1' } })
  const data = join(temp.path, 'data')
  const work = await startWork({ port: plain.port }, { now: 1e12 }, data)
  const credential = seal(
    await readFile(work.layout.publicKey, 'utf8'),
    'secret1',
    passwordPurpose('ann@plain.example'),
  )
  await work.ledger.enrol({
    ...{ id: work.newId(), address: 'ann@plain.example', domain: 'plain.example', zone: 'UTC' },
    ...{ credential, createdAt: 1 },
  })
  await work.close()
  const at = (domain: string, account: string, user: string, more = '') =>
    `[domains."${domain}"]\nserver = "imaps://127.0.0.1:${dovecot.tlsPort}"\nca = "${temp.path}/ca.pem"\naccounts = ["${account}"]\nmaster = { user = "${user}", password = "${user}-secret"${more} }\n`
  const settings = [
    `data = "${data}"\n${at('yester.example', address, 'snap')}login = "local"\n` +
      '[domains."yester.example".restore]\nmaster = { user = "mighty", password = "mighty-secret" }\n' +
      'undoMaster = { user = "snap", password = "snap-secret" }\n',
    at('mighty.example', 'mia@mighty.example', 'mighty'),
    at('wrong.example', 'mia@wrong.example', 'snap', ', separator = "%"'),
    `[domains."plain.example"]\nserver = "imap://127.0.0.1:${plain.port}"\n`,
  ]
  await writeFile(join(temp.path, 'yestermail.toml'), settings.join(''))
  const before = await everything()
  const { code, out } = await checkServer()
  assert.equal(code, 1, out)
  const [yester = '', mighty = '', wrong = '', none = ''] = out.split(/^(?=\S+\.example \()/m)
  assert.match(yester, /signed in +anna@yester\.example, by the master user snap, (PLAIN|LOGIN)/)
  assert.match(yester, /TLS +TLSv1\.3, TLS_\S+, certificate verified, good until /)
  for (const line of [
    /CONDSTORE +yes: /,
    /QRESYNC +yes: /,
    /LIST-STATUS +yes: /,
    /OBJECTID +no: /,
    /ACL +yes: /,
  ])
    assert.match(yester, line)
  assert.match(
    yester,
    /write\? +No: in all \d+ folders this login may look, read and subscribe \(lr\), nothing else\./,
  )
  assert.match(yester, /restore by mighty +yes: it could .*add mail/)
  assert.match(yester, /undo by snap +NO: in some folders the right "te" is missing/)
  assert.match(
    mighty,
    /restore +Not possible: no credential may add mail; set domains\.mighty\.example\.restore\.master/,
  )
  assert.match(none, /UIDPLUS +yes: [\s\S]*restore +with the account/)
  assert.match(mighty, /write\? +YES, in all \d+ folders: it could .*expunge mail/)
  assert.match(wrong, /Sign-in for mia@wrong\.example failed: .*"mia@wrong\.example%snap".*separator/)
  assert.match(none, /by the kept password[\s\S]*TLS +NONE[\s\S]*write\? +Not known\. Without ACL/)
  assert.doesNotMatch(out, /-secret/)
  assert.equal(await everything(), before)
})

function checkServer(): Promise<{ code: number; out: string }> {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [main, '--config', join(temp.path, 'yestermail.toml'), 'check-server'],
      { env: leanEnv },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    ),
  )
}
