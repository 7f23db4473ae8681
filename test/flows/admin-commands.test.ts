import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sha256Of } from '../../src/formats/sha256.ts'
import { domain, startWork, type World } from '../world/yestermail.ts'

let world: World
before(async () => {
  world = await startWork({ port: 1 }, { now: Date.now() })
  await writeFile(
    join(world.folder, 'y.toml'),
    `data = "${world.config.data}"\nzone = "Europe/Rome"\npublicUrl = "https://mail.example"\ntrustedProxies = ["127.0.0.1"]\n` +
      `[domains."${domain}"]\nserver = "imap://127.0.0.1:1"\n[domains."other.example"]\nserver = "imap://127.0.0.1:1"\n`,
  )
})
after(() => world?.stop())

test('an admin is added with a one-time link and no password, given a new link, and removed; all of it is in the log', async () => {
  const added = await run('add', 'Dora', '--domain', `${domain},other.example`, '--mail', 'dora@mail.example')
  assert.equal(added.code, 0, added.err)
  const token = /^https:\/\/mail\.example\/admin\/welcome#([\w-]{43})$/m.exec(added.out)?.[1] ?? ''
  const dora = await world.ledger.adminByLink(sha256Of(Buffer.from(token)))
  assert.deepEqual(
    [dora?.name, dora?.role, dora?.domains, dora?.mail, dora?.epoch],
    ['dora', 'domain', [domain, 'other.example'], 'dora@mail.example', 1],
  )
  const link = await run('link', 'dora')
  assert.match(link.out, /\/admin\/welcome#[\w-]{43}$/m)
  assert.equal(await world.ledger.adminByLink(sha256Of(Buffer.from(token))), null, 'the first is over')
  assert.equal((await world.ledger.admin('dora'))?.epoch, 2)
  const olga = await run('add', 'olga', '--role', 'operator', '--language', 'nb')
  assert.equal(olga.code, 0, olga.err)
  const list = await run('list')
  assert.match(list.out, /^dora +yester\.example, other\.example +dora@mail\.example +en +link good until/m)
  assert.match(list.out, /^olga +operator +nb /m)
  assert.equal((await run('remove', 'dora', '--yes')).code, 0)
  assert.equal(await world.ledger.admin('dora'), null)
  const acts = (await world.ledger.audit(null, null, 10)).map(one => one.act)
  assert.deepEqual(acts, ['admin.removed', 'admin.added', 'admin.link', 'admin.added'])
  assert.equal((await world.ledger.checkAudit()).state, 'whole')
})

test('what cannot be is refused in a sentence that says what can', async () => {
  for (const [args, said] of [
    [['add', 'nina'], /--domain .* or --role operator/],
    [['add', 'nina', '--domain', 'nowhere.example'], /nowhere\.example is not configured; there are/],
    [['add', 'nina', '--role', 'king'], /--role is operator or domain/],
    [['add', 'no name', '--role', 'operator'], /is not a name/],
    [['add', 'olga', '--role', 'operator'], /yestermail admin link olga/],
    [['add', 'nina', '--role', 'operator', '--mail', 'a@b.example\nBcc: x@y.example'], /not a mail address/],
    [['link', 'nobody'], /no admin nobody/],
    [['remove', 'nobody', '--yes'], /no admin nobody/],
  ] as const) {
    const { code, err } = await run(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(err, said)
  }
})

test('links that open accounts are listed and withdrawn by who has a shell on the machine', async () => {
  const account = await world.enrol('anna', 'secret')
  const at = Date.now()
  const audit = {
    at,
    who: { kind: 'admin', name: 'olga' },
    act: 'access.granted',
    account,
    about: {},
  } as const
  for (const hash of ['a'.repeat(64), 'b'.repeat(64)])
    await world.ledger.grantAccess({ hash, account, by: 'olga', at, until: at + 3_600_000 }, audit, [])
  const list = await command(['access', 'list'])
  assert.match(list.out, new RegExp(`^anna@${domain} +olga .* not used$`, 'm'), list.err)
  const done = await command(['access', 'withdraw', `anna@${domain}`])
  assert.equal(done.out, `2 links of anna@${domain} withdrawn; whoever came in by one is out.\n`, done.err)
  const again = await command(['access', 'withdraw', `anna@${domain}`])
  assert.equal(again.code, 2)
  assert.match(again.err, /No link opens anna@.*yestermail access list/)
  assert.deepEqual(await world.ledger.accesses(null, at), [])
})

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return command(['admin', ...args])
}

async function command(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(import.meta.dirname, '../../src/main.ts')
  const command = [main, ...args, '--config', join(world.folder, 'y.toml')]
  return new Promise(resolve => {
    execFile(process.execPath, command, { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}
