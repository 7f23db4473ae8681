import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Alarm } from '../../src/domain/alarm.ts'
import { LANGUAGES } from '../../src/domain/language.ts'
import type { NewLetter, Sent } from '../../src/domain/letter.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { operatorLetter } from '../../src/letters/operator-letter.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { keepTelling, type TellingWorld, tellOnce } from '../../src/tell/keep-telling.ts'
import { tempFolder } from '../world/temp.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A Sunday, ten in the evening in Rome. */
const EVENING = Date.parse('2026-11-22T21:00:00Z')

/** A ledger with accounts, an outbox and a mail server that takes or refuses what the test says. */
async function startTelling(options: { accounts?: number; language?: MailServer['language'] } = {}) {
  const temp = await tempFolder('tell')
  const file = join(temp.path, 'ledger.sqlite')
  const ledger = openLedger(file)
  const clock = { now: EVENING }
  const sent: NewLetter[] = []
  const state: { answer: Sent; preferences: unknown } = { answer: { state: 'sent' }, preferences: null }
  const ids: string[] = []
  for (let i = 0; i < (options.accounts ?? 1); i++)
    ids.push(
      await ledger.enrol({
        id: `a${String(i).padStart(15, '0')}`,
        address: `user${i}@yester.example`,
        domain: 'yester.example',
        zone: 'Europe/Rome',
        credential: 'box',
        createdAt: EVENING - DAY,
      }),
    )
  const server: MailServer = {
    domain: 'yester.example',
    host: '127.0.0.1',
    port: 1,
    security: 'none',
    login: 'address',
    foldCase: true,
    enrol: 'sign-in',
    plan: 'days-15',
    ...(options.language ? { language: options.language } : {}),
  }
  const lines: string[] = []
  const write = (event: string) => void lines.push(event)
  let random = 0
  const world = (own = ledger): TellingWorld => ({
    ledger: own,
    servers: new Map([['yester.example', server]]),
    plans: new Map(),
    alarmAfterDays: 3,
    log: { debug: write, info: write, warn: write, error: write },
    now: () => clock.now,
    pause: async () => {},
    mail: {
      mail: {
        from: 'yestermail@yester.example',
        operators: ['ops@yester.example', 'night@yester.example'],
        language: 'en',
        summaryAt: '07:00',
      },
      zone: 'Europe/Rome',
      publicUrl: 'https://backup.yester.example',
      preferences: async () => state.preferences,
      newId: () => `id${++random}`,
      async send(letter) {
        if (state.answer.state === 'sent') sent.push(letter)
        return state.answer
      },
    },
  })
  // This evening's summary, which had nothing to say, is behind us.
  await tellOnce(world(), EVENING, new AbortController().signal)
  assert.equal(sent.length, 0, 'nothing is wrong, nothing is written')
  return {
    ledger,
    file,
    clock,
    sent,
    state,
    lines,
    ids,
    world,
    raise: (kind: Alarm['kind'], account: string | null = null, detail: Alarm['detail'] = {}, about = '') =>
      ledger.raise({ kind, account, about, detail }, clock.now),
    clear: (kind: Alarm['kind'], account: string | null = null, about = '') =>
      ledger.clear({ kind, account, about }, clock.now),
    /** Some time later: one look; the letters it sent, "recipient: subject". */
    async later(milliseconds: number): Promise<string[]> {
      clock.now += milliseconds
      sent.length = 0
      await tellOnce(world(), clock.now, new AbortController().signal)
      return sent.map(({ recipient, letter }) => `${recipient}: ${letter.subject}`)
    },
    async [Symbol.asyncDispose]() {
      ledger.close()
      await temp.remove()
    },
  }
}

const DOWN = 'Yestermail: A mail server does not answer'

test('a grave alarm is told to each operator at once, then never again, and once more when it is well', async () => {
  await using t = await startTelling()
  await t.raise('server-down', null, {}, 'yester.example')
  assert.deepEqual(await t.later(0), [`ops@yester.example: ${DOWN}`, `night@yester.example: ${DOWN}`])
  assert.match(t.sent[0]?.letter.text ?? '', /yester\.example, since November 22, 2026/)
  await t.raise('server-down', null, {}, 'yester.example')
  assert.deepEqual(await t.later(HOUR), [])
  await t.clear('server-down', null, 'yester.example')
  const well = await t.later(HOUR)
  assert.deepEqual(well[0], 'ops@yester.example: Yestermail: Well again: A mail server does not answer')
  assert.match(t.sent[0]?.letter.text ?? '', /Nothing is wrong any more/)
  assert.deepEqual(await t.later(HOUR), [])
})

test('what comes and goes is told once a day', async () => {
  await using t = await startTelling()
  const count = async (milliseconds: number) => (await t.later(milliseconds)).length / 2
  await t.raise('disk-low')
  assert.equal(await count(0), 1)
  let letters = 0
  for (let i = 0; i < 8; i++) {
    await t.clear('disk-low')
    letters += await count(30 * MINUTE)
    await t.raise('disk-low')
    letters += await count(30 * MINUTE)
  }
  assert.equal(letters, 1, 'the first time it was well again, and nothing more')
  assert.equal(await count(HOUR), 1, 'the summary of the morning')
  assert.equal(await count(HOUR), 0)
})

test('ten thousand accounts that fail are one letter in the morning', async () => {
  await using t = await startTelling({ accounts: 300 })
  for (const id of t.ids)
    await t.raise('run-failed', id, { problem: 'fault', failures: 7, address: 'twice@no.example' })
  assert.deepEqual(await t.later(MINUTE), [])
  const morning = await t.later(9 * HOUR)
  assert.deepEqual(morning, [
    'ops@yester.example: Yestermail: What is open on November 23, 2026',
    'night@yester.example: Yestermail: What is open on November 23, 2026',
  ])
  const text = t.sent[0]?.letter.text ?? ''
  assert.equal(text.match(/^\* user\d+@yester\.example, since/gm)?.length, 20)
  assert.match(text, /^\* and 280 more$/m)
  assert.match(text, /failed attempts: 7/)
  assert.doesNotMatch(text, /twice@no/)
  assert.deepEqual(await t.later(HOUR), [], 'one summary a day')
  for (const id of t.ids) await t.clear('run-failed', id)
  assert.equal((await t.later(DAY)).length, 2)
  assert.match(t.sent[0]?.letter.text ?? '', /Nothing is wrong any more[\s\S]*Well again[\s\S]*and 280 more/)
  assert.deepEqual(await t.later(DAY), [], 'a day on which nothing is wrong has no summary')
})

test('grave alarms that come together are one letter', async () => {
  await using t = await startTelling({ accounts: 50 })
  await t.raise('key-missing', null, {}, 'k1')
  assert.equal((await t.later(0)).length, 2)
  for (const id of t.ids) await t.raise('damaged', id)
  assert.deepEqual(await t.later(MINUTE), [], 'within ten minutes: they wait')
  assert.deepEqual(await t.later(10 * MINUTE), [
    'ops@yester.example: Yestermail: Stored mail is damaged',
    'night@yester.example: Yestermail: Stored mail is damaged',
  ])
})

test('what befalls one account after the other is one letter, and the rest in the morning', async () => {
  await using t = await startTelling({ accounts: 30 })
  const letters: string[] = []
  for (const id of t.ids) {
    await t.raise('clock', id, { clock: 'ahead', held: 14, dropped: 1 })
    letters.push(...(await t.later(2 * MINUTE)))
  }
  assert.deepEqual(
    letters.filter(line => line.startsWith('ops')),
    ['ops@yester.example: Yestermail: The clock of this machine jumped'],
  )
  await t.clear('clock', t.ids[0])
  assert.deepEqual(await t.later(HOUR), [], 'one account that is well again is no news of its own')
  assert.equal((await t.later(9 * HOUR)).length, 2)
  const text = t.sent[0]?.letter.text ?? ''
  assert.match(
    text,
    /user1@yester\.example, since .* \(clock: it ran ahead; backups held: 14; backups removed: 1\)/,
  )
  assert.match(text, /and 9 more/)
})

test('a letter says what its alarms carry in words, dates with their zone, and sizes, in each language', async () => {
  const alarms = [
    {
      kind: 'disk-low',
      detail: { folder: '/data', free: 78_231_789_568, wanted: 1e11, freeInodes: 9, wantedInodes: 10 },
    },
    { kind: 'enrol-list', detail: { why: 'failed', reason: 'no-program', wrong: 1, before: 15, listed: 3 } },
    {
      kind: 'damaged',
      detail: { damages: 1, what: 'file-lost', days: 2, day: '2026-11-21', folder: 'INBOX', uid: 0 },
    },
    { kind: 'run-failed', detail: { problem: 'login-refused', failures: 3 } },
    { kind: 'budget-spent', detail: { done: 5, of: 10, until: EVENING } },
    { kind: 'clock', detail: { clock: 'behind', held: 1, dropped: 0 } },
    { kind: 'key-missing', detail: { key: 'abcd', accounts: 2 } },
    { kind: 'mail-vanished', detail: { messages: 60, of: 100, point: 24, takenAt: EVENING, until: EVENING } },
    { kind: 'run-long', detail: { minutes: 60, usualMinutes: 5 } },
  ] as const
  const open = alarms.map(one => ({ ...one, address: 'anna@yester.example', about: '', raisedAt: EVENING }))
  for (const language of LANGUAGES) {
    const { text } = operatorLetter(language, 'Europe/Rome', {
      occasion: 'summary',
      open,
      solved: [],
      now: EVENING,
    })
    assert.doesNotMatch(text, /file-lost|login-refused|no-program|takenAt|wantedInodes|\d{10}|uid/, language)
    assert.match(text, /78[.,]2\sG[Bo]/)
    assert.match(text, /#24/)
    assert.match(text, /22:00 \(Europe\/Rome\)/)
    assert.match(text, /: yestermail verify anna@yester\.example --heal/)
    assert.match(text, /\b21\b.* 2026/)
  }
})

test('an owner is told of vanished mail in the language that was chosen, the operators are not', async () => {
  await using t = await startTelling({ language: 'de' })
  const detail = {
    messages: 73,
    of: 2100,
    point: 142,
    takenAt: Date.parse('2026-11-21T23:00:00Z'),
    until: EVENING + 30 * DAY,
  }
  await t.raise('mail-vanished', t.ids[0] ?? '', detail, '2026-11-22')
  assert.deepEqual(await t.later(0), ['user0@yester.example: 73 Mails sind aus Ihrem Postfach verschwunden'])
  const text = t.sent[0]?.letter.text ?? ''
  assert.match(
    text,
    /Sicherung vom 22\. November 2026 um 00:00 \(Europe\/Rome\), #142/,
    'a day in the zone of the account',
  )
  assert.match(text, /73 von 2\.100/)
  assert.match(text, /22\. Dezember 2026/)
  assert.match(text, /https:\/\/backup\.yester\.example\/at\/p142/)
  t.state.preferences = { language: 'es' }
  await t.raise('mail-vanished', t.ids[0] ?? '', detail, '2026-11-23')
  assert.deepEqual(await t.later(3 * HOUR), [], 'the same loss, seen again by a second point of the day')
  assert.deepEqual(await t.later(DAY), ['user0@yester.example: 73 mensajes han salido de su buzón'])
  assert.deepEqual(await t.later(DAY), [])
})

test('an owner whose password is refused is asked to sign in once, but not while the server refuses everybody', async () => {
  await using t = await startTelling()
  const [id = ''] = t.ids
  await t.raise('all-refused', null, {}, 'yester.example')
  await t.raise('sign-in-needed', id)
  const toOwner = async (milliseconds: number) =>
    (await t.later(milliseconds)).filter(line => line.startsWith('user0'))
  assert.deepEqual(await toOwner(2 * HOUR), [])
  await t.clear('all-refused', null, 'yester.example')
  assert.deepEqual(await toOwner(HOUR), ['user0@yester.example: Your mail backup needs you to sign in once'])
  assert.match(
    t.sent.find(one => one.account === id)?.letter.text ?? '',
    /https:\/\/backup\.yester\.example\//,
  )
  for (let day = 0; day < 5; day++) assert.deepEqual(await toOwner(DAY), [])
})

test('two workers on one ledger send each letter once', async () => {
  await using t = await startTelling({ accounts: 40 })
  const other = openLedger(t.file)
  try {
    await t.raise('server-down', null, {}, 'yester.example')
    const detail = { messages: 60, of: 100, point: 1, takenAt: 1, until: EVENING + DAY }
    for (const id of t.ids) await t.raise('mail-vanished', id, detail, '2026-11-22')
    const { signal } = new AbortController()
    await Promise.all([
      tellOnce(t.world(), t.clock.now, signal),
      tellOnce(t.world(other), t.clock.now, signal),
      tellOnce(t.world(), t.clock.now, signal),
    ])
    const to = t.sent.map(letter => letter.recipient).sort()
    assert.equal(to.length, 42)
    assert.equal(new Set(to).size, 42)
    assert.equal(new Set(t.sent.map(letter => letter.messageId)).size, 42)
  } finally {
    other.close()
  }
})

test('a mail server that is away keeps all letters: ten minutes in the first hour, hourly after, three days in all', async () => {
  await using t = await startTelling({ accounts: 5 })
  await t.raise('server-down', null, {}, 'yester.example')
  t.state.answer = { state: 'failed', of: 'server', reason: 'ECONNREFUSED' }
  assert.deepEqual(await t.later(0), [])
  const tries = () => t.lines.filter(line => line === 'letter not sent').length
  assert.equal(tries(), 1, 'when the server is away the other letter is not tried')
  for (let i = 0; i < 59; i++) await t.later(MINUTE)
  assert.equal(tries(), 6)
  for (let i = 0; i < 4 * 60; i++) await t.later(MINUTE)
  assert.equal(tries(), 10)
  t.state.answer = { state: 'sent' }
  assert.equal((await t.later(HOUR)).length, 2, 'none was lost')
  await t.clear('server-down', null, 'yester.example')
  t.state.answer = { state: 'failed', of: 'server', reason: 'ECONNREFUSED' }
  for (let hour = 0; hour < 80; hour++) await t.later(HOUR)
  assert.ok(t.lines.includes('letter given up'))
  t.state.answer = { state: 'sent' }
  const subjects = (await t.later(HOUR)).filter(line => line.includes('Well again: '))
  assert.deepEqual(subjects, [])
})

test('one refused recipient keeps nobody else’s letter', async () => {
  await using t = await startTelling()
  const world = t.world()
  const { mail } = world
  assert.ok(mail)
  const taken: string[] = []
  mail.send = async ({ recipient }) => {
    if (recipient.startsWith('ops')) return { state: 'failed', of: 'letter', reason: '550 no such user' }
    taken.push(recipient)
    return { state: 'sent' }
  }
  await t.raise('clock')
  await tellOnce(world, t.clock.now, new AbortController().signal)
  assert.deepEqual(taken, ['night@yester.example'])
})

test('a crash between sending and writing it down sends the letter again under the same Message-ID', async () => {
  await using t = await startTelling()
  await t.raise('clock')
  const world = t.world()
  const { mail } = world
  assert.ok(mail)
  const ids: string[] = []
  mail.send = async ({ messageId }) => {
    ids.push(messageId)
    throw new Error('the power went')
  }
  await assert.rejects(tellOnce(world, t.clock.now, new AbortController().signal), /the power went/)
  assert.equal((await t.later(MINUTE)).length, 1, 'the other letter')
  assert.equal((await t.later(5 * MINUTE)).length, 1)
  assert.deepEqual(
    t.sent.map(letter => letter.messageId),
    ids,
  )
})

test('a fault while telling is logged and ends nothing', async () => {
  await using t = await startTelling()
  const stop = new AbortController()
  let rounds = 0
  const world: TellingWorld = {
    ...t.world(),
    async pause() {
      if (++rounds === 3) stop.abort()
    },
  }
  assert.ok(world.mail)
  world.mail.preferences = async () => {
    throw new Error('the desk is locked')
  }
  await t.raise('mail-vanished', t.ids[0] ?? '', { messages: 60 }, '2026-11-22')
  await keepTelling(world, stop.signal)
  assert.equal(t.lines.filter(line => line === 'fault').length, 3)
})
