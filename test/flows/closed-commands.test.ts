import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { localDay } from '../../src/domain/day.ts'
import { domain, startWork, type World } from '../world/yestermail.ts'

const DAY = 86_400_000
const now = Date.now()
const zone = 'Europe/Rome'
const names = ['anna', 'ben', 'carl', 'dora', 'emil']
let world: World
before(async () => {
  world = await startWork({ port: 1 }, { now })
  await writeFile(
    join(world.folder, 'y.toml'),
    `data = "${world.config.data}"\nzone = "${zone}"\n[domains."${domain}"]\nserver = "imap://127.0.0.1:1"\n` +
      'enrolCommand = ["list"]\neraseClosedAfter = "90 days"\n',
  )
  const { ledger } = world
  const ids = []
  for (const name of names) ids.push(await world.enrol(name, 'secret1'))
  await ledger.noteListed(
    domain,
    names.map(name => `${name}@${domain}`),
    now - 100 * DAY,
  )
  await ledger.noteListed(domain, [`emil@${domain}`], now)
  const gone = ids.slice(0, 4)
  for (const id of gone) await ledger.setState(id, 'gone')
  await ledger.noteClosed(gone, now - 91 * DAY)
  const told = gone.slice(0, 3).map(id => ({ id, closedAt: now - 91 * DAY, from: now - 1000 }))
  await ledger.tellClosed(told, [], now)
})
after(() => world?.stop())

test('the list says since when an account is closed and when it is erased; one that is kept stays', async () => {
  const kept = await run('keep', `anna@${domain}`)
  assert.deepEqual([kept.code, kept.err], [0, ''])
  assert.equal((await world.ledger.audit(null, null, 1))[0]?.act, 'account.kept')
  const { out } = await run('list')
  const since = localDay(now - 91 * DAY, zone)
  assert.match(line(out, 'anna'), new RegExp(`, closed since ${since}, kept since \\d{4}-\\d\\d-\\d\\d`))
  const due = `no longer listed, closed since ${since}, erased on ${localDay(now - 1000, zone)}`
  assert.ok(line(out, 'ben').includes(due), out)
  const later = [0, 3_600_000].map(ms => localDay(now + 9 * DAY + ms, zone)).join('|')
  assert.match(
    line(out, 'dora'),
    new RegExp(`closed since ${since}, erased on (${later})`),
    'not told of yet',
  )
  assert.doesNotMatch(line(out, 'emil'), /closed/)
  for (const [name, said] of [
    ['anna', /is kept already/],
    ['emil', /is not closed, so no time erases it/],
  ] as const) {
    const { code, err } = await run('keep', `${name}@${domain}`)
    assert.equal(code, 2, name)
    assert.match(err, said)
  }
})

test('what is due within a day is shown, and an operator agrees to it', async () => {
  const shown = await run('erase-closed')
  assert.deepEqual(
    names.filter(name => line(shown.out, name)),
    ['ben', 'carl'],
  )
  assert.equal((await world.ledger.closing(domain, now)).accepted, null)
  const agreed = await run('erase-closed', '--accept', domain)
  assert.equal(agreed.code, 0, agreed.err)
  assert.match(agreed.out, /at most 20 a day, by the running worker/)
  assert.ok(((await world.ledger.closing(domain, now)).accepted ?? 0) >= now)
})

const line = (out: string, name: string) => out.split('\n').find(one => one.startsWith(`${name}@`)) ?? ''

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(import.meta.dirname, '../../src/main.ts')
  const command = [main, 'account', ...args, '--config', join(world.folder, 'y.toml')]
  return new Promise(resolve => {
    execFile(process.execPath, command, { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}
