import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Database from 'better-sqlite3'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { leanEnv } from '../world/lean-env.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

// The command line as an operator uses it.
let dovecot: Dovecot
let temp: TempFolder
before(async () => {
  temp = await tempFolder('commands')
  dovecot = await startDovecot({ users: { anna: 'secret1', ben: 'secret2' } })
  await dovecot.deliver('anna', 'INBOX', 'Subject: one\r\n\r\nHello\r\n')
  await dovecot.deliver('anna', 'Clients/Rossi', 'Subject: two\r\n\r\nHello\r\n')
  await writeFile(join(temp.path, 'ca.pem'), dovecot.ca)
  await writeFile(join(temp.path, 'password'), 'secret1\n')
  await writeFile(
    join(temp.path, 'yestermail.toml'),
    `data = "${temp.path}/data"\nzone = "Europe/Rome"\n[domains."yester.example"]\nserver = "imaps://127.0.0.1:${dovecot.tlsPort}"\nlogin = "local"\nca = "${temp.path}/ca.pem"\n`,
  )
})
after(async () => {
  await dovecot?.stop()
  await temp?.remove()
})

interface Ended {
  code: number
  out: string
  err: string
}

function yestermail(...args: string[]): Promise<Ended> {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const config = ['--config', join(temp.path, 'yestermail.toml')]
  return new Promise(resolve => {
    const env = { ...leanEnv, HOME: temp.path }
    execFile(process.execPath, [main, ...config, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('before the first start every other command names the data folder', async () => {
  const { code, err } = await yestermail('points', 'anna@yester.example')
  assert.equal(code, 2)
  assert.match(err, /holds no Yestermail data/)
})

test('an account is enrolled only when the live server takes its password', async () => {
  await writeFile(join(temp.path, 'wrong'), 'nonsense')
  const refused = await yestermail(
    'account',
    'add',
    'anna@yester.example',
    '--password-file',
    join(temp.path, 'wrong'),
  )
  assert.equal(refused.code, 2)
  assert.match(refused.err, /refused/)
  const added = await yestermail(
    'account',
    'add',
    'Anna@YESTER.example',
    '--password-file',
    join(temp.path, 'password'),
  )
  assert.equal(added.code, 0, added.err)
  assert.match((await yestermail('account', 'list')).out, /anna@yester\.example +active +never +0/)
})

test('a snapshot is taken with plain progress lines, and shown with its place', async () => {
  const taken = await yestermail('snapshot', 'anna@yester.example')
  assert.equal(taken.code, 0, taken.err)
  assert.match(
    taken.out,
    /anna@yester\.example: #1, 2 messages, .* complete, kept until the end of [-0-9]+\n$/,
  )
  assert.match(taken.err, /folder \d of \d/)
  const { out } = await yestermail('points', 'anna@yester.example')
  assert.match(out, /^number +taken +messages +size +took +place +state +kept until +held for\n#1 /)
  assert.ok(out.includes(`${temp.path}/data/accounts/`))
})

test('a date that cannot be does not hide the points', async () => {
  const db = new Database(join(temp.path, 'data', 'ledger.sqlite'))
  db.exec(`UPDATE points SET problems = '[{"code":"throttled","until":1e20}]'`)
  const { code, out } = await yestermail('points', 'anna@yester.example')
  db.exec(`UPDATE points SET problems = '[]'`)
  db.close()
  assert.equal(code, 0)
  assert.match(out, /#1 .* goes on never/)
})

test('verify and reindex go through every account, and say so', async () => {
  assert.match((await yestermail('verify', '--all')).out, /1 days, 2 messages, .* all whole/)
  assert.match((await yestermail('reindex', '--all')).out, /index of 1 days built anew/)
  assert.equal((await yestermail('snapshot', '--all')).code, 0)
})

test('verify names what is damaged in one line, and waits for nobody who works on the account', async () => {
  const data = join(temp.path, 'data')
  const [account = ''] = await readdir(join(data, 'accounts'))
  const messages = join(data, 'accounts', account, 'messages')
  const names = await readdir(messages, { recursive: true })
  const [one = ''] = names.filter(name => name.length > 60)
  await rename(join(messages, one), join(temp.path, 'away'))
  const damaged = await yestermail('verify', 'anna@yester.example')
  assert.equal(damaged.code, 1)
  const [line = '', sum] = damaged.out.split('\n')
  assert.match(
    line,
    /^anna@yester\.example +message-lost +(INBOX|Clients\/Rossi) +UID 1 +[0-9a-f]{64} +\d{4}-/,
  )
  assert.ok(line.includes(one.slice(-64)))
  assert.match(sum ?? '', /1 DAMAGED/)
  assert.match(damaged.out, /with certainty: yestermail verify anna@yester\.example --heal/)
  assert.match((await yestermail('points', 'anna@yester.example')).out, / complete, damaged /)
  await rename(join(temp.path, 'away'), join(messages, one))
  assert.equal((await yestermail('verify', '--all')).code, 0)

  const ledger = openLedger(join(data, 'ledger.sqlite'))
  const epoch = await ledger.claim(account, 'elsewhere/1/x', Date.now(), Date.now() + 60_000, null)
  const busy = await yestermail('verify', 'anna@yester.example')
  assert.equal(busy.code, 1)
  assert.match(busy.err, /being worked on just now/)
  await ledger.release(account, epoch ?? 0)
  ledger.close()
})

test('an address that is not enrolled, an unknown command and a wrong option end with code 2 and a sentence', async () => {
  const unknown = await yestermail('points', 'ben@yester.example')
  assert.equal(unknown.code, 2)
  assert.match(unknown.err, /not enrolled/)
  for (const args of [['points', 'x@other.example'], ['fly'], ['start', '--nonsense'], ['snapshot']]) {
    const { code, err } = await yestermail(...args)
    assert.equal(code, 2, args.join(' '))
    assert.ok(err.length > 10 && !err.includes('    at '), err)
  }
})

test('an option that is given twice is refused and does not lose the first', async () => {
  for (const option of ['--domain', '--imap', '--data', '--listen', '--config']) {
    const { code, err } = await yestermail('check-config', option, 'a.example', option, 'b.example')
    assert.equal(code, 2, option)
    assert.match(err, new RegExp(`^yestermail: ${option} is given twice \\(.*, .*\\); give it once\\.`))
  }
})

test('a removed account leaves no file and no row', async () => {
  const asked = await yestermail('account', 'remove', 'anna@yester.example')
  assert.equal(asked.code, 2)
  const removed = await yestermail('account', 'remove', 'anna@yester.example', '--yes')
  assert.equal(removed.code, 0, removed.err)
  assert.equal((await yestermail('account', 'list')).out.trim(), 'address  state  newest  points  zone')
})
