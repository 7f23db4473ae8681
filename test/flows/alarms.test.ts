import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { simpleParser } from 'mailparser'
import type { Preferences } from '../../src/domain/preferences.ts'
import { openLog } from '../../src/log.ts'
import { tellingWorld } from '../../src/main/tell.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { watchAccounts } from '../../src/tell/alarms.ts'
import { tellOnce } from '../../src/tell/keep-telling.ts'
import { startDovecot } from '../world/dovecot.ts'
import { type SinkOptions, startSink } from '../world/smtp-sink.ts'
import { startWork } from '../world/yestermail.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NIGHT = Date.parse('2026-11-20T23:00:00Z')

/** A mailbox at a real mail server, its worker with [mail] set, and a mail server for letters. */
async function startWorld(options: SinkOptions = {}) {
  const clock = { now: NIGHT }
  const dovecot = await startDovecot({ users: { anna: 'anna-secret' } })
  const sink = await startSink(options)
  const work = await startWork({ port: dovecot.port }, clock)
  const anna = await work.enrol('anna', 'anna-secret')
  const desk = openDesk(work.layout.desk)
  const config = {
    ...work.config,
    publicUrl: 'https://backup.yester.example',
    mail: {
      host: '127.0.0.1',
      port: sink.port,
      security: 'none' as const,
      user: null,
      password: '',
      from: 'yestermail@yester.example',
      operators: ['ops@yester.example'],
      language: 'en' as const,
      summaryAt: '07:00',
    },
  }
  const world = tellingWorld(work, config, openLog({ level: 'silent' }))
  const session = await dovecot.imap('anna')
  return {
    clock,
    dovecot,
    sink,
    work,
    anna,
    world,
    session,
    choose: (preferences: Partial<Preferences>) => desk.setPreferences(anna, preferences),
    alarms: async () => (await work.ledger.alarms()).map(alarm => alarm.kind),
    tell: (signal = new AbortController().signal) => tellOnce(world, clock.now, signal),
    /** the night after, when these UIDs of the INBOX are gone */
    async night(gone = '', after = DAY): Promise<number> {
      if (gone) {
        await session.command('SELECT INBOX')
        await session.command(`UID STORE ${gone} +FLAGS.SILENT (\\Deleted)`)
        await session.command('EXPUNGE')
        await session.command('CLOSE')
      }
      clock.now += after
      return (await work.backUp(anna, 'nightly')).number
    },
    async [Symbol.asyncDispose]() {
      await session.close()
      await desk.close()
      await work.stop()
      await sink.stop()
      await dovecot.stop()
    },
  }
}

function mail(n: number): string {
  return `From: Ben <ben@mail.example>\r\nSubject: Mail ${n}\r\nMessage-ID: <m${n}@mail.example>\r\n\r\nText ${n}.\r\n`
}

test('mail that vanished overnight: the owner reads of it in the live mailbox, and the day before is held', async () => {
  await using t = await startWorld()
  const { work, anna, clock } = t
  for (let n = 1; n <= 60; n++) await t.dovecot.deliver('anna', 'INBOX', mail(n))
  await t.choose({ language: 'nb' })
  const before = (await work.backUp(anna, 'first')).number
  await t.night('1:49')
  assert.deepEqual(await t.alarms(), [], '49 mails are everyday life')
  const calm = await t.night()
  assert.deepEqual(await t.alarms(), [])
  for (let n = 61; n <= 120; n++) await t.dovecot.deliver('anna', 'INBOX', mail(n))
  await t.night()
  await t.night('', HOUR)
  const full = await t.night('', HOUR)
  await t.night('50:104', HOUR)
  assert.deepEqual(await t.alarms(), ['mail-vanished'])
  const [pin, ...others] = await work.ledger.pins(anna)
  assert.deepEqual([pin?.point, pin?.reason, others.length], [full, 'alarm', 0], 'the last before the loss')
  assert.ok(Math.abs((pin?.until ?? 0) - clock.now - 30 * DAY) < HOUR)
  assert.ok(before < calm && calm < full)

  await t.tell()
  const [letter] = await t.sink.letters(1)
  assert.deepEqual(letter?.to, ['anna@yester.example'])
  await t.dovecot.place('anna', letter?.bytes ?? Buffer.alloc(0))
  await t.session.command('SELECT INBOX')
  const [uid] = (await t.session.command('UID SEARCH SUBJECT "borte fra"')).join(' ').match(/\d+/) ?? []
  assert.ok(uid, 'the server finds it by its Norwegian subject')
  const fetched = (await t.session.command(`UID FETCH ${uid} BODY.PEEK[]`)).join('')
  const bytes = Buffer.from(fetched.slice(fetched.indexOf('\r\n') + 2, fetched.lastIndexOf(')')), 'latin1')
  const read = await simpleParser(bytes)
  assert.equal(read.subject, '55 meldinger er borte fra postkassen din')
  assert.match(read.text ?? '', new RegExp(`https://backup\\.yester\\.example/at/p${full}`))
  assert.match(read.text ?? '', new RegExp(`24\\. november 2026 kl\\. 02:00 \\(Europe/Rome\\), #${full}`))
  assert.match(String(read.html), /<html lang="nb">[\s\S]*papirkurven eller søppelposten/)
  await t.session.command('CLOSE')

  await t.night()
  await t.tell()
  assert.equal(t.sink.received.length, 1, 'once')
  clock.now += 31 * DAY
  await watchAccounts(t.world, clock.now)
  assert.ok(!(await t.alarms()).includes('mail-vanished'), 'over when the day is no longer held')
})

test('an owner who wants no such letter gets none; a share of a small mailbox counts where it was chosen', async () => {
  await using t = await startWorld()
  for (let n = 1; n <= 80; n++) await t.dovecot.deliver('anna', 'INBOX', mail(n))
  await t.work.backUp(t.anna, 'first')
  await t.choose({ vanishAlarm: false })
  await t.night('1:60')
  assert.deepEqual(await t.alarms(), [])
  await t.choose({ vanishPercent: 30 })
  await t.night('61:65')
  assert.deepEqual(await t.alarms(), [], '25 percent')
  await t.night('66:70')
  assert.deepEqual(await t.alarms(), ['mail-vanished'], '5 of 15')
})

test('a mail server that is down is one alarm and one letter, however many accounts it has', async () => {
  await using t = await startWorld()
  await t.dovecot.stop()
  for (let i = 0; i < 25; i++) await t.work.enrol(`user${i}`, 'secret')
  const stop = new AbortController()
  const nights = t.work.work(stop.signal)
  while ((await t.alarms()).length === 0) await new Promise(resolve => setTimeout(resolve, 20))
  stop.abort()
  await nights
  assert.deepEqual(await t.alarms(), ['server-down'])
  const { runs } = await t.work.ledger.figures(t.clock.now)
  const tried = runs.find(run => run.problem === 'server-unreachable')?.count ?? 0
  assert.ok(tried > 1 && tried < 26, `${tried} of 26 accounts were tried`)
  await t.tell()
  t.clock.now += HOUR
  await t.tell()
  assert.deepEqual(
    t.sink.received.map(one => one.to),
    [['ops@yester.example']],
  )
})

test('a mail server that says nothing delays no backup, and the letter waits', async () => {
  await using t = await startWorld({ silent: true })
  const { ledger } = t.work
  await ledger.raise({ kind: 'clock', account: null, about: '', detail: {} }, t.clock.now)
  const telling = t.tell()
  while (t.sink.connections() === 0) await new Promise(resolve => setImmediate(resolve))
  assert.equal((await t.work.backUp(t.anna, 'first')).status, 'complete')
  const { letters } = await ledger.figures(t.clock.now)
  assert.equal(letters, 1, 'the backup was done while the letter was on its way')
  await t.sink.stop()
  await telling
  assert.equal((await ledger.figures(t.clock.now)).letters, 1, 'and it still waits')
})

test('a stop breaks off a letter that a silent mail server holds up, and it is sent after the next start', async () => {
  await using t = await startWorld({ silent: true })
  const { ledger } = t.work
  await ledger.raise({ kind: 'clock', account: null, about: '', detail: {} }, t.clock.now)
  const stop = new AbortController()
  const telling = t.tell(stop.signal)
  while (t.sink.connections() === 0) await new Promise(resolve => setImmediate(resolve))
  stop.abort()
  await telling
  assert.equal(await ledger.claimLetter(t.clock.now, t.clock.now), null, 'claimed, for some minutes')
  const letter = await ledger.claimLetter(t.clock.now + 6 * 60_000, t.clock.now)
  assert.equal(letter?.tries, 0)
})

test('accounts are behind by their plan, runs are long by their own measure, and both are well again', async () => {
  const clock = { now: NIGHT }
  const work = await startWork({ port: 1 }, clock)
  const db = new Database(work.layout.ledger)
  try {
    const id = await work.enrol('anna', 'x')
    const run = (startedAt: number, minutes: number | null, state = 'done') =>
      db
        .prepare(
          `INSERT INTO runs (account, trigger, started_at, finished_at, local_day, state, problem)
           VALUES (?, 'nightly', ?, ?, '', ?, CASE ? WHEN 'failed' THEN '{"code":"fault"}' END)`,
        )
        .run(id, startedAt, minutes === null ? null : startedAt + minutes * 60_000, state, state)
    const point = (takenAt: number, status: string, problems = '[]') =>
      db
        .prepare(
          `INSERT INTO points (account, status, trigger, taken_at, local_day, zone, dir, kept_until, messages, bytes,
             new_messages, new_bytes, duration_ms, problems) VALUES (?, ?, 'nightly', ?, '', 'UTC', ?, 9e12, 7, 70, 0, 0, 0, ?)`,
        )
        .run(id, status, takenAt, String(takenAt), problems)
    const world = {
      ledger: work.ledger,
      servers: work.config.servers,
      plans: work.config.plans,
      alarmAfterDays: 3,
    }
    const open = async () => {
      await watchAccounts(world, clock.now)
      return (await work.ledger.alarms()).map(({ kind, detail }) => [kind, detail])
    }
    assert.deepEqual(await open(), [], 'a new account is not behind')
    for (let i = 0; i < 10; i++) run(NIGHT - (20 - i) * DAY, 4)
    point(NIGHT, 'complete')
    point(NIGHT + DAY, 'partial', '[{"code":"folder-not-read","folder":"x"}]')
    point(NIGHT + 2 * DAY, 'partial', '[{"code":"not-finished","done":1,"of":2}]')
    clock.now = NIGHT + 3 * DAY
    assert.deepEqual(await open(), [])
    clock.now += 7 * HOUR
    run(clock.now - HOUR, 1, 'failed')
    assert.deepEqual(await open(), [['no-good-point', { days: 3, problem: 'fault' }]])
    point(
      clock.now,
      'partial',
      '[{"code":"folder-partial","folder":"x","detail":"\\"code\\":\\"not-finished\\""}]',
    )
    assert.deepEqual(await open(), [], 'one message that was refused does not make a point bad')
    run(clock.now, null, 'running')
    clock.now += 14 * 60_000
    assert.deepEqual(await open(), [], 'ten minutes more than usual are nothing yet')
    clock.now += 60_000
    assert.deepEqual(await open(), [['run-long', { minutes: 15, usualMinutes: 4 }]])
    db.prepare(`UPDATE runs SET state = 'done', finished_at = ? WHERE state = 'running'`).run(clock.now)
    assert.deepEqual(
      await open(),
      [['run-long', { minutes: 15, usualMinutes: 4 }]],
      'over, and still worth a word',
    )
    run(clock.now, 5)
    assert.deepEqual(await open(), [])

    await work.ledger.raise({ kind: 'run-failed', account: id, about: '', detail: {} }, clock.now)
    await work.ledger.raise({ kind: 'sign-in-needed', account: id, about: '', detail: {} }, clock.now)
    await work.ledger.raise(
      { kind: 'server-down', account: null, about: 'yester.example', detail: {} },
      clock.now,
    )
    assert.deepEqual(
      await open(),
      [['server-down', {}]],
      'what a run by hand has mended; the rest is others’',
    )
    await work.ledger.clear({ kind: 'server-down', account: null, about: 'yester.example' }, clock.now)

    clock.now += 30 * DAY
    assert.deepEqual((await open())[0]?.[0], 'no-good-point')
    await work.ledger.setState(id, 'gone')
    assert.deepEqual(await open(), [], 'who left is not missed')
    const standing = (await work.ledger.standings())[0]
    assert.deepEqual([standing?.messages, standing?.bytes, standing?.failures], [7, 70, 0])
  } finally {
    db.close()
    await work.stop()
  }
})
