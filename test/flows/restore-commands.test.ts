import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Database from 'better-sqlite3'
import { showBilling } from '../../src/main/billing.ts'
import { changeRequest } from '../../src/main/requests.ts'
import { restoreAccount } from '../../src/main/restore.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { type ImapSession, openImap } from '../world/imap-session.ts'
import { leanEnv } from '../world/lean-env.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

// A restore as an operator does it, from a deletion in a client to the message back in its place.
let dovecot: Dovecot
let temp: TempFolder
const anna = 'anna@yester.example'
const bodies = ['one', 'two', 'three'].map(
  word =>
    `From: <carla@mail.example>\r\nMessage-ID: <${word}@mail.example>\r\nSubject: ${word}\r\n\r\nH\u00e9llo ${word}\r\n`,
)

before(async () => {
  temp = await tempFolder('restore-commands')
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  const client = await openImap(dovecot, 'anna', 'secret1')
  await client.command('CREATE Clients')
  for (const [i, body] of bodies.entries())
    await client.command(
      `APPEND Clients (\\Seen $Forwarded) "0${i + 1}-Feb-2024 10:20:30 +0100"`,
      Buffer.from(body, 'latin1'),
    )
  await client.close()
  await writeFile(join(temp.path, 'password'), 'secret1\n')
  await writeFile(
    join(temp.path, 'yestermail.toml'),
    `data = "${temp.path}/data"\nzone = "Europe/Rome"\n[domains."yester.example"]\nserver = "imap://127.0.0.1:${dovecot.port}"\nlogin = "local"\n` +
      `[domains."yester.example".restore]\nprice = "10 EUR, or \\"nothing\\""\n`,
  )
  const add = await yestermail('account', 'add', anna, '--password-file', join(temp.path, 'password'))
  assert.equal(add.code, 0, add.err)
  const taken = await yestermail('snapshot', anna)
  assert.equal(taken.code, 0, taken.err)
})
after(async () => {
  await dovecot?.stop()
  await temp?.remove()
})

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

/** Everything of a folder but UIDs, as a client sees it, by message. */
async function standing(client: ImapSession, folder: string): Promise<string[]> {
  await client.command(`EXAMINE ${folder}`)
  const lines = await client.command('FETCH 1:* (INTERNALDATE FLAGS BODY.PEEK[])').catch(() => [])
  return lines
    .filter(line => line.includes(' FETCH '))
    .map(line =>
      line.replace(/^\* \d+ FETCH /, '').replace(
        /FLAGS \(([^)]*)\)/,
        (_, flags: string) =>
          `FLAGS ${flags
            .split(' ')
            .filter(one => one !== '\\Recent')
            .sort()
            .join(' ')}`,
      ),
    )
    .sort()
}

test('what a client deleted comes back byte for byte, with flags and date, and only that', async () => {
  const client = await openImap(dovecot, 'anna', 'secret1')
  const before = await standing(client, 'Clients')
  assert.equal(before.length, 3)
  await client.command('SELECT Clients')
  await client.command('STORE 1:2 +FLAGS (\\Deleted)')
  await client.command('EXPUNGE')
  const [kept] = await client.command('UID FETCH 3 (FLAGS)')

  const dry = await yestermail('restore', anna, '#1', '--dry-run')
  assert.equal(dry.code, 0, dry.err)
  assert.match(dry.out, /2 messages would be added/)
  assert.match(dry.out, /1 are there already/)
  assert.equal((await standing(client, 'Clients')).length, 1, 'a dry run adds nothing')
  assert.deepEqual(await readdir(join(temp.path, 'data', 'accounts', await accountId(), 'restores')), [])

  const done = await yestermail('restore', anna, '#1', '--folder', 'Clients', '--yes')
  assert.equal(done.code, 0, done.err + done.out)
  assert.match(done.out, /: done, 2 added\.\nTo undo it: yestermail request undo R1\n$/)
  const marked = (await standing(client, 'Clients')).filter(one => one.includes('$Restored1'))
  assert.equal(marked.length, 2)
  assert.deepEqual(
    (await standing(client, 'Clients')).map(one => one.replace(' $Restored1', '')),
    before,
  )
  await client.command('EXAMINE Clients')
  const [stood = ''] = await client.command('UID FETCH 3 (FLAGS)')
  assert.deepEqual(flagsOf(stood), flagsOf(kept ?? ''), 'what was there keeps its UID and flags')

  const again = await yestermail('restore', anna, '#1', '--folder', 'Clients', '--yes')
  assert.equal(again.code, 0, again.err)
  assert.match(again.out, /0 messages would be added/)
  assert.equal((await standing(client, 'Clients')).length, 3)
  await client.close()
})

test('requests, their bill and the log of who did what are shown, and an edit of the log is found', async () => {
  const { out } = await yestermail('requests', anna)
  assert.match(
    out,
    /R1 +anna@yester\.example +#1 +2 +\d+ B +done +operator .*2 added, undo until .*decided by operator/,
  )
  const billing = await yestermail('billing', '--since', '2026-01-01')
  const [head, line] = billing.out.split('\r\n')
  assert.equal(head, 'request,day,time,domain,address,price,messages,bytes')
  assert.match(
    line ?? '',
    /^R1,20\d\d-\d\d-\d\d,.*Z,yester\.example,anna@yester\.example,"10 EUR, or ""nothing""",2,\d+$/,
  )
  const never = { config: join(temp.path, 'yestermail.toml'), since: '2026-02-31' }
  await assert.rejects(showBilling([], never), { code: 'bad-day', message: /day of the calendar/ })
  const audit = await yestermail('audit')
  assert.match(audit.out, /worker +restore\.done +anna@yester\.example +request 1, point 1, added 2/)
  assert.doesNotMatch(audit.out, /one@mail|Clients/)
  const whole = await yestermail('audit', '--verify')
  assert.equal(whole.code, 0)
  assert.match(whole.out, /whole: 2 entries.*\n[0-9a-f]{64}\n$/)
  const db = new Database(join(temp.path, 'data', 'ledger.sqlite'))
  assert.throws(() => db.exec(`UPDATE audit SET about = '{}' WHERE id = 1`), /only added to/)
  db.exec(`DROP TRIGGER audit_unchanged; UPDATE audit SET about = '{}' WHERE id = 1`)
  db.close()
  const broken = await yestermail('audit', '--verify')
  assert.equal(broken.code, 1)
  assert.match(broken.out, /entry 1 is not as it was written/)
})

test('an undo is asked for, and a worker removes exactly what was added', async () => {
  const asked = await yestermail('request', 'undo', 'R1')
  assert.equal(asked.code, 0, asked.err)
  assert.match(asked.out, /being undone\.\nIt begins when a worker runs/)
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const env = { ...leanEnv, HOME: temp.path }
  const worker = execFile(process.execPath, [main, '--config', join(temp.path, 'yestermail.toml'), 'work'], {
    env,
  })
  const ended = new Promise(resolve => worker.once('exit', resolve))
  const client = await openImap(dovecot, 'anna', 'secret1')
  while ((await standing(client, 'Clients')).length > 1)
    await new Promise(resolve => setTimeout(resolve, 100))
  await client.close()
  let shown = ''
  while (!shown.includes('undone')) shown = (await yestermail('requests')).out
  worker.kill('SIGTERM')
  await ended
  assert.match(shown, /R1 .* undone .*2 removed, 0 kept/)
})

test('wrong uses are refused in a sentence', async () => {
  const options = { config: join(temp.path, 'yestermail.toml') }
  const restore = (point: string, more = {}) => restoreAccount([anna, point], { ...options, ...more })
  const request = (...args: string[]) => changeRequest(args, options)
  await assert.rejects(restore('#7'), { code: 'no-point', message: /no backup #7/ })
  await assert.rejects(restore('#1', { folder: 'Nowhere' }), {
    message: /no folder "Nowhere"; it has .*Clients/,
  })
  await assert.rejects(restore('#1', { folder: 'Clients', inbox: true }), { message: /not both/ })
  await assert.rejects(restore('#1', { beside: true, into: 'X' }), { message: /not both/ })
  await assert.rejects(request('confirm', 'R99'), { message: /no request R99/ })
  await assert.rejects(request('confirm', 'twelve'), { message: /write R12/ })
  await assert.rejects(request('bless', 'R1'), { message: /confirm, reject, cancel, undo/ })
  await assert.rejects(request('confirm', 'R1'), { message: /decided before, by operator/ })
  await assert.rejects(request('undo', 'R1'), { code: 'no-undo' })
  await assert.rejects(showBilling([], { ...options, since: 'May' }), { message: /must be a day/ })
})

function flagsOf(line: string): string[] {
  const flags = /FLAGS \(([^)]*)\)/.exec(line)?.[1]?.split(' ') ?? []
  return flags.filter(one => one !== '\\Recent').sort()
}

async function accountId(): Promise<string> {
  const [id = ''] = await readdir(join(temp.path, 'data', 'accounts'))
  return id
}
