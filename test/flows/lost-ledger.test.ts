import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { leanEnv } from '../world/lean-env.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

// The ledger alone says whose the backups are. What an operator does who has lost it, step by step.
let dovecot: Dovecot
let temp: TempFolder
const users = ['anna', 'ben', 'carl']
before(async () => {
  temp = await tempFolder('lost-ledger')
  dovecot = await startDovecot({ users: Object.fromEntries(users.map(user => [user, 'secret'])) })
  for (const user of users) await dovecot.deliver(user, 'INBOX', `Subject: for ${user}\r\n\r\nHello\r\n`)
  writeFileSync(join(temp.path, 'ca.pem'), dovecot.ca)
  writeFileSync(join(temp.path, 'password'), 'secret\n')
  writeFileSync(
    join(temp.path, 'yestermail.toml'),
    `data = "${temp.path}/data"\nzone = "Europe/Rome"\n[domains."yester.example"]\nserver = "imaps://127.0.0.1:${dovecot.tlsPort}"\nlogin = "local"\nca = "${temp.path}/ca.pem"\n`,
  )
  assert.equal((await yestermail('init')).code, 0)
  await backUp('anna')
  await backUp('ben')
  await dovecot.deliver('anna', 'INBOX', 'Subject: more\r\n\r\nHello\r\n')
  assert.match((await yestermail('snapshot', 'anna@yester.example')).out, /#3, 2 messages, .* 1 new/)
})
after(async () => {
  await dovecot?.stop()
  await temp?.remove()
})

const inData = (...path: string[]) => join(temp.path, 'data', ...path)
const copy = () => join(temp.path, 'copy.sqlite')

function loseLedger(): void {
  for (const side of ['', '-wal', '-shm']) rmSync(inData(`ledger.sqlite${side}`), { force: true })
}

function yestermail(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const config = ['--config', join(temp.path, 'yestermail.toml')]
  return new Promise(resolve => {
    const env = { ...leanEnv, HOME: temp.path }
    execFile(process.execPath, [main, ...config, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

async function backUp(user: string): Promise<string> {
  const address = `${user}@yester.example`
  const added = await yestermail('account', 'add', address, '--password-file', join(temp.path, 'password'))
  assert.equal(added.code, 0, added.err)
  const taken = await yestermail('snapshot', address)
  assert.equal(taken.code, 0, taken.err)
  return taken.out
}

test('a ledger that is lost is named, and none that knows nobody is put in its place', async () => {
  loseLedger()
  for (const command of [
    ['work'],
    ['serve'],
    ['status'],
    ['points', 'anna@yester.example'],
    ['admin', 'list'],
  ]) {
    const { code, err } = await yestermail(...command)
    assert.equal(code, 2, command[0])
    assert.match(err, /ledger\.sqlite, .* is lost; the backups of 2 accounts are there\. Put a copy/)
  }
  assert.ok(!existsSync(inData('ledger.sqlite')))
  // as SQLite leaves it when the disk is full at its first word
  writeFileSync(inData('ledger.sqlite'), '')
  assert.match((await yestermail('account', 'list')).err, /is lost/)
})

test('one that is damaged is named, and stays as it is', async () => {
  for (const garbage of ['no database', Buffer.alloc(40_960, 0x5a)]) {
    writeFileSync(inData('ledger.sqlite'), garbage)
    for (const command of [['work'], ['status'], ['points', 'anna@yester.example'], ['account', 'recover']]) {
      const { code, err } = await yestermail(...command)
      assert.equal(code, 2, command[0])
      assert.match(err, /^yestermail: ledger\.sqlite .* is damaged\. .* put a copy .* account recover\n$/)
    }
    assert.deepEqual(readFileSync(inData('ledger.sqlite')), Buffer.from(garbage))
  }
  loseLedger()
})

test('it is made anew from the receipts, and the nights go on where they were', async () => {
  const ids = readdirSync(inData('accounts'))
  const { code, out } = await yestermail('account', 'recover')
  assert.equal(code, 0)
  assert.match(out, /^anna@yester\.example: 2 backups$/m)
  assert.match(out, /^ben@yester\.example: one backup$/m)
  assert.match((await yestermail('points', 'anna@yester.example')).out, /^#3 .*\n#1 /m)
  assert.match(
    (await yestermail('account', 'list')).out,
    /anna@.* waits for its owner's first sign-in .* 2 +Eur/,
  )
  assert.equal((await yestermail('verify', '--all')).code, 0)
  await dovecot.deliver('anna', 'INBOX', 'Subject: a third\r\n\r\nHello\r\n')
  assert.match(await backUp('anna'), /#4, 3 messages, .* 1 new/)
  assert.match((await yestermail('points', 'anna@yester.example')).out, /^#4 .*\n#3 .*\n#1 /m)
  assert.deepEqual(readdirSync(inData('accounts')), ids)
  assert.equal(readdirSync(inData('accounts', ids[0] ?? '', 'index')).length, 1)
  const again = await yestermail('account', 'recover')
  assert.deepEqual([again.code, again.out], [0, 'There is nothing to recover.\n'])
})

test('what an old copy of it does not know is seen, and taken up', async () => {
  cpSync(inData('ledger.sqlite'), copy())
  await backUp('carl')
  loseLedger()
  cpSync(copy(), inData('ledger.sqlite'))
  const status = await yestermail('status')
  assert.equal(status.code, 1)
  assert.match(
    status.out,
    /^Not listed +backups of an account that is not in the ledger: yestermail account recover$/m,
  )
  const { out } = await yestermail('account', 'recover')
  assert.match(out, /^carl@yester\.example: one backup$/m)
  assert.doesNotMatch(out, /anna|ben/)
  assert.doesNotMatch((await yestermail('status')).out, /Not listed/)
})

test('what cannot be told whose it is, or has another account by now, is named and left as it is', async () => {
  const before = new Set(readdirSync(inData('accounts')))
  loseLedger()
  cpSync(copy(), inData('ledger.sqlite'))
  await backUp('carl')
  const taken = await yestermail('account', 'recover')
  assert.equal(taken.code, 1)
  assert.match(taken.err, /^carl@yester\.example: has an account already/)
  const [fresh = ''] = readdirSync(inData('accounts')).filter(id => !before.has(id))
  for (const day of readdirSync(inData('accounts', fresh, 'days')).filter(name => name !== 'README'))
    truncateSync(inData('accounts', fresh, 'days', day, 'receipt.json'), 100)
  loseLedger()
  const { code, out, err } = await yestermail('account', 'recover')
  assert.equal(code, 1)
  assert.match(err, new RegExp(`^accounts/${fresh}: no receipt in it is whole`))
  assert.match(out, /^carl@yester\.example: one backup$/m)
  assert.match(out, /^anna@yester\.example: 3 backups$/m)
})
