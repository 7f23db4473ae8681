import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { openLog } from '../../src/log.ts'
import {
  type EnrolWorld,
  enrolByCommand,
  enrolListed,
  keepListsFresh,
  readList,
} from '../../src/nights/enrol.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { leanEnv } from '../world/lean-env.ts'
import { inDebian } from '../world/plain-user.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'
import { mailServer, overTls, startWork, type World } from '../world/yestermail.ts'

const domain = 'yester.example'
const hour = 3_600_000
const master = { user: 'snap', password: 'snap-secret', form: 'separator', separator: '*' } as const
let dovecot: Dovecot

before(async () => {
  dovecot = await startDovecot({
    users: { anna: 'secret1', ben: 'secret2', carl: 'secret3' },
    masters: [{ user: 'snap', password: 'snap-secret', rights: 'lr' }],
    iterate: true,
  })
})
after(() => dovecot?.stop())

/** Enrolment over a real ledger; `listed` is what the command prints, an Error what it throws. */
async function withEnrolment(
  change: Partial<MailServer>,
  act: (it: {
    world: EnrolWorld
    server: MailServer
    work: World
    clock: { now: number }
    says: { listed: string | Error }
    names(): Promise<Record<string, string>>
    alarms(): Promise<unknown[]>
  }) => Promise<void>,
): Promise<void> {
  const clock = { now: Date.parse('2026-11-20T12:00:00Z') }
  const work = await startWork({ ...overTls(dovecot), ...change }, clock)
  const server = mailServer({ ...overTls(dovecot), enrolCommand: ['list'], enrol: 'list', ...change })
  const says: { listed: string | Error } = { listed: '' }
  const world: EnrolWorld = {
    ledger: work.ledger,
    servers: new Map([[domain, server]]),
    zone: 'Europe/Rome',
    nightAt: '00:00',
    newId: work.newId,
    now: () => clock.now,
    log: openLog({ level: 'silent' }),
    runCommand: async () => {
      if (says.listed instanceof Error) throw says.listed
      return says.listed
    },
    pause: async () => {},
  }
  try {
    await act({
      ...{ world, server, work, clock, says },
      names: async () =>
        Object.fromEntries((await work.ledger.accounts()).map(one => [one.address.split('@')[0], one.state])),
      alarms: async () =>
        (await work.ledger.alarms())
          .filter(alarm => alarm.kind === 'enrol-list')
          .map(({ about, detail }) => [about, detail]),
    })
  } finally {
    await work.stop()
  }
}

test('a list is read line by line: logins and addresses of the domain, each once, in their one spelling', () => {
  const servers = new Map([
    [domain, mailServer({ port: 1, master })],
    ['other.example', mailServer({ port: 1, domain: 'other.example' })],
  ])
  const text =
    'Anna\r\nanna@Yester.Example\n\n# nobody\nben # our Ben\nben@other.example\na*b\n@\nx@unknown.example\n'
  assert.deepEqual(readList(text, servers, domain), {
    addresses: [
      { address: 'anna@yester.example', domain },
      { address: 'ben@yester.example', domain },
    ],
    wrong: [7, 8, 9],
  })
  assert.deepEqual(readList('anna\nben@other.example', servers), {
    addresses: [{ address: 'ben@other.example', domain: 'other.example' }],
    wrong: [1],
  })
})

test('the command enrols who is new; with a master user their nights begin, else they wait for their owner', async () => {
  for (const [change, state] of [
    [{ master }, 'active'],
    [{}, 'needs-sign-in'],
  ] as const)
    await withEnrolment(change, async ({ world, server, says, names, clock }) => {
      says.listed = 'anna\nben@yester.example\n'
      assert.deepEqual(await enrolByCommand(world, server), {
        ...{ taken: true, enrolled: ['anna@yester.example', 'ben@yester.example'], unlisted: [] },
        ...{ listed: 2, wrong: 0 },
      })
      assert.deepEqual(await names(), { anna: state, ben: state })
      clock.now += 24 * hour
      says.listed = 'anna\nben\ncarl\n'
      const next = await enrolByCommand(world, server)
      assert.deepEqual(next.taken && next.enrolled, ['carl@yester.example'])
    })
})

test('who vanished from the list keeps everything, and the nights end only when the server refuses too', () =>
  withEnrolment({ master }, async ({ world, server, says, names, clock, work }) => {
    says.listed = 'anna\nben\nzoe\n'
    await enrolByCommand(world, server)
    clock.now += 24 * hour
    says.listed = 'anna\n'
    says.listed += 'carl\n'
    const taken = await enrolByCommand(world, server)
    assert.deepEqual(taken.taken && taken.unlisted, ['ben@yester.example', 'zoe@yester.example'])
    const [ben, zoe] = ['ben', 'zoe'].map(local => work.ledger.accountByAddress(`${local}@${domain}`))
    const benId = (await ben)?.id ?? ''
    const zoeId = (await zoe)?.id ?? ''
    assert.deepEqual(await work.ledger.noLongerListed(domain), new Set([benId, zoeId]))
    // Ben's mailbox is still there; Zoe's never was.
    assert.equal((await work.backUp(benId, 'first')).status, 'complete')
    await assert.rejects(work.backUp(zoeId, 'first'), { code: 'login-refused' })
    assert.deepEqual(await names(), { anna: 'active', ben: 'active', carl: 'active', zoe: 'gone' })
    await work.ledger.setNext([{ id: zoeId, at: null, seen: null }])
    clock.now += 24 * hour
    says.listed = 'anna\nben\ncarl\nzoe\n'
    await enrolByCommand(world, server)
    assert.deepEqual(await names(), { anna: 'active', ben: 'active', carl: 'active', zoe: 'active' })
    assert.equal((await work.ledger.noLongerListed(domain)).size, 0)
    assert.equal((await work.ledger.candidate(zoeId))?.nextAt, 0, 'its nights begin again')
  }))

test('a command that fails, lists nothing or fewer than half changes nothing and is one alarm, until it is well', () =>
  withEnrolment({ master }, async ({ world, server, says, names, clock, alarms, work }) => {
    says.listed = 'anna\nben\ncarl\ndora\nemil\n'
    await enrolByCommand(world, server)
    const all = await names()
    const bad: [string | Error, string, object][] = [
      [Object.assign(new Error('x'), { code: 75 }), 'failed', { reason: 'exit code 75' }],
      [Object.assign(new Error('x'), { code: 'ENOENT' }), 'failed', { reason: 'no-program' }],
      [Object.assign(new Error('x'), { killed: true }), 'failed', { reason: 'too-long' }],
      ['', 'empty', { wrong: 0 }],
      ['Fatal: something\n@@\n', 'empty', { wrong: 2 }],
      ['anna\nzoe\n', 'far-shorter', { before: 5, listed: 2 }],
    ]
    for (const [listed, why, detail] of bad) {
      clock.now += hour
      says.listed = listed
      assert.deepEqual(await enrolByCommand(world, server), { taken: false, why, detail })
      assert.deepEqual(await names(), all)
      assert.equal((await work.ledger.noLongerListed(domain)).size, 0)
      assert.deepEqual(await alarms(), [[domain, { domain, why, ...detail }]])
    }
    says.listed = 'anna\nben\ncarl\n'
    assert.equal((await enrolByCommand(world, server)).taken, true, 'half or more is taken')
    assert.deepEqual(await alarms(), [])
    says.listed = 'anna\n'
    assert.equal((await enrolByCommand(world, server)).taken, false)
    assert.equal((await enrolByCommand(world, server, { accept: true })).taken, true)
    assert.deepEqual(await alarms(), [])
    assert.equal((await work.ledger.accounts()).length, 5)
  }))

test('lists are taken at start, half an hour before each night, and an hour after a failure', () =>
  withEnrolment({ master }, async ({ world, says, clock }) => {
    const stop = new AbortController()
    const times: string[] = []
    says.listed = 'anna\n'
    const answers: (string | Error)[] = ['anna', 'anna', new Error('down'), 'anna', 'anna']
    await keepListsFresh(
      {
        ...world,
        runCommand: async () => {
          times.push(new Date(clock.now).toISOString())
          const answer = answers.shift() ?? ''
          if (!answers.length) stop.abort()
          if (answer instanceof Error) throw answer
          return answer
        },
        pause: async ms => {
          clock.now += ms
        },
      },
      stop.signal,
    )
    // Rome is an hour ahead in November.
    assert.deepEqual(times, [
      ...['2026-11-20T12:00:00.000Z', '2026-11-20T22:30:00.000Z', '2026-11-21T22:30:00.000Z'],
      ...['2026-11-21T23:30:00.000Z', '2026-11-22T22:30:00.000Z'],
    ])
  }))

test('a master user that was configured since makes those who waited active', () =>
  withEnrolment({ master }, async ({ world, work, names }) => {
    await work.enrol('anna', 'secret1')
    const id = await work.enrol('ben', 'secret2')
    await work.ledger.setState(id, 'needs-sign-in')
    await enrolListed(world, ['carl@yester.example'])
    assert.deepEqual(await names(), { anna: 'active', ben: 'active', carl: 'active' })
  }))

test('doveadm user lists the accounts of a Dovecot, through the command line', async () => {
  await using temp = await tempFolder('enrol')
  const lines = (await dovecot.doveadm('user', '*')).split('\n').filter(Boolean).sort()
  assert.deepEqual(lines, ['anna', 'ben', 'carl'])
  const yestermail = await commandLine(temp)
  const first = await yestermail('account', 'enrol')
  assert.deepEqual([first.code, first.out], [0, 'yester.example: 3 listed, 3 enrolled now.\n'], first.err)
  const file = join(temp.path, 'file')
  await writeFile(file, '# by hand\nDora@yester.example\nnobody@elsewhere.example\nben@yester.example\n')
  const [imported, list] = await Promise.all([
    yestermail('account', 'import', file),
    yestermail('account', 'list'),
  ])
  assert.match(list.out, /anna@yester\.example +active +never/)
  assert.equal(imported.code, 1)
  assert.match(imported.out, /1 enrolled, 1 were there already/)
  assert.doesNotMatch(imported.out, /first sign-in/, 'a master user waits for nobody')
  const none = await yestermail('account', 'import', '/nowhere')
  assert.match(none.err, /cannot be read: there is no such file\./)
  assert.match(imported.err, /line 3: this is no address of a configured mail domain/)
})

async function commandLine(temp: TempFolder) {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const conf = join(dovecot.folder, 'dovecot.conf')
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(join(temp.path, 'ca.pem'), dovecot.ca)
  await writeFile(
    file,
    `data = "${temp.path}/data"\n[domains."${domain}"]\nserver = "imaps://127.0.0.1:${dovecot.tlsPort}"\nlogin = "local"\nca = "${temp.path}/ca.pem"\nmaster = { user = "snap", password = "snap-secret" }\nenrolCommand = ${JSON.stringify(inDebian(['doveadm', '-c', conf, 'user', '*']))}\n`,
  )
  return async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    try {
      const env = leanEnv
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [main, '--config', file, ...args],
        { env },
      )
      return { code: 0, out: stdout, err: stderr }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, out: stdout, err: stderr }
    }
  }
}
