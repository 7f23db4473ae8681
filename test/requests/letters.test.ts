import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import { LANGUAGES } from '../../src/domain/language.ts'
import type { MailSettings } from '../../src/domain/mail-settings.ts'
import type { RestoreRequest } from '../../src/domain/restore.ts'
import { type RestoreEvent, restoreLetter } from '../../src/letters/restore-letter.ts'
import { openLog } from '../../src/log.ts'
import { sendLetter } from '../../src/smtp/send-letter.ts'
import { sendLetters } from '../../src/tell/send-letters.ts'
import { startSink } from '../world/smtp-sink.ts'
import { ada, allAdded, aPlan, bob, openRequests, owner } from './request-world.ts'

const EVENTS: readonly RestoreEvent[] = [
  ...(['filed', 'for-you', 'confirmed', 'rejected', 'expired', 'withdrawn'] as const),
  ...(['done', 'partial', 'failed', 'cancelled', 'undone'] as const),
]
const HOSTILE = 'x\r\nBcc: <mallory@evil.example>\r\n\r\n<img src=x onerror=alert(1)>\u202e.\n-- \n.'

const request: RestoreRequest = {
  ...{ id: 'q1', number: 12, account: 'a', address: 'anna@yester.example', state: 'done', point: 142 },
  wish: { what: [{ point: 142, only: null }], target: { kind: 'in-place' }, moved: false, binned: true },
  ...{ plan: { ...aPlan, add: 1234 }, problem: null, by: owner, language: 'en', madeAt: 1, filedAt: 1 },
  ...{ note: HOSTILE, price: '10 EUR', reason: HOSTILE, decideUntil: 2e12, decidedAt: 1, decidedBy: ada },
  ...{ startedAt: 1, endedAt: 1, nextAt: null, tries: 0, faults: 0, progress: null, cancelledBy: null },
  result: { ...allAdded, added: 1200, there: 30, failed: 4 },
  ...{ undoUntil: 2e12, undoneAt: 1, undone: { removed: 1100, kept: 100 } },
}

async function openSink() {
  const sink = await startSink()
  return { ...sink, [Symbol.asyncDispose]: sink.stop }
}

function mailTo(port: number): MailSettings {
  return {
    ...{ host: '127.0.0.1', port, user: null, password: '' },
    security: 'none',
    ...{ from: 'yestermail@yester.example', operators: [], summaryAt: '07:00' },
    language: 'en',
  }
}

test('every letter in every language comes back from a mail parser as it was meant, and no word of anybody else is in its head', async () => {
  await using sink = await openSink()
  const facts = { zone: 'Europe/Rome', publicUrl: 'https://m.yester.example', contact: 'help@yester.example' }
  const subjects = new Set<string>()
  for (const language of LANGUAGES)
    for (const event of EVENTS)
      for (const isAdmin of [true, false]) {
        const letter = restoreLetter({ ...facts, language, isAdmin, takenAt: 1.7e12 }, event, request)
        const to = { account: 'a', recipient: 'anna@yester.example', messageId: '<1@yester.example>', letter }
        const sent = await sendLetter(mailTo(sink.port), to, 1.7e12, new AbortController().signal)
        assert.deepEqual(sent, { state: 'sent' })
        const bytes = sink.received.at(-1)?.bytes ?? Buffer.alloc(0)
        const parsed = await simpleParser(bytes)
        assert.equal(parsed.subject, letter.subject)
        assert.equal(parsed.headers.get('bcc'), undefined)
        assert.deepEqual(sink.received.at(-1)?.to, ['anna@yester.example'])
        assert.doesNotMatch(letter.subject, /mallory|@/)
        assert.match(letter.subject, /R12/)
        subjects.add(`${language} ${letter.subject}`)
        const text = parsed.text ?? ''
        assert.match(text, /anna@yester\.example/)
        assert.match(text, /#142/)
        assert.match(text, isAdmin ? /m\.yester\.example\/admin\/requests\/q1/ : /m\.yester\.example\//)
        assert.equal(text.includes('help@yester.example'), !isAdmin)
        // A line of our own "-- " begins what a mail program hides; what was typed makes none.
        assert.equal(text.match(/^-- $/gm)?.length, 1)
        assert.doesNotMatch(String(parsed.html), /<img|<script/)
        assert.doesNotMatch(text, /\u202e|undefined|NaN|\[object/)
        const figure = new Intl.NumberFormat(language).format(event === 'undone' ? 1100 : 1200)
        assert.ok(text.includes(figure), `${language} ${event}: ${figure}`)
      }
  assert.equal(subjects.size, LANGUAGES.length * EVENTS.length, 'each event has its own subject')
})

test('the admins are asked each in their language, with the deadline and a link that decides nothing', async () => {
  await using world = await openRequests()
  await world.filed(owner, 'please\r\nBcc: x@evil.example')
  const [german, english, ...more] = world.letters()
  assert.deepEqual(more, [])
  assert.deepEqual([german?.recipient, german?.language], ['ada@yester.example', 'de'])
  assert.equal(german?.subject, 'Wiederherstellung R1 wartet auf Ihre Entscheidung')
  assert.match(german?.text ?? '', /Zu entscheiden vor: 29\. November 2026/)
  assert.match(german?.text ?? '', /Anmerkung: please Bcc: x@evil\.example\n/)
  assert.match(german?.text ?? '', /^ {2}https:\/\/mail\.yester\.example\/admin\/requests\/q\w{24}$/m)
  assert.deepEqual([english?.recipient, english?.language], ['bob@yester.example', 'en'])
})

test('who decided and the owner are told how it ended; where no mail is configured nobody is', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  await world.ask('restore-decide', id, { by: bob, decision: 'confirm' })
  await world.carryOut()
  assert.deepEqual(
    world
      .letters()
      .slice(2)
      .map(one => `${one.recipient}: ${one.subject}`),
    [
      'anna@yester.example: Il ripristino R1 è stato confermato',
      'bob@yester.example: Restore R1 was confirmed',
      'anna@yester.example: Il ripristino R1 è terminato',
      'bob@yester.example: Restore R1 is done',
    ],
  )
  await using quiet = await openRequests({ mail: false })
  const other = await quiet.filed()
  await quiet.ask('restore-decide', other, { by: ada, decision: 'confirm' })
  await quiet.carryOut()
  assert.equal((await quiet.read(other)).state, 'done')
  assert.deepEqual(quiet.letters(), [])
})

test('the admins who were asked are told when the owner takes the request back; a draft was never theirs', async () => {
  await using world = await openRequests()
  await world.ask('restore-withdraw', await world.planned())
  const id = await world.filed()
  await world.ask('restore-withdraw', id)
  const told = world.letters().slice(2)
  assert.deepEqual(
    told.map(one => `${one.recipient}: ${one.subject}`),
    [
      'ada@yester.example: Wiederherstellung R1 wurde zurückgezogen',
      'bob@yester.example: Restore R1 was withdrawn',
    ],
  )
  assert.match(told[1]?.text ?? '', /nothing to decide any more, and nothing was changed/)
})

test('letters wait while the mail server is down, are counted in the status, and go when it is back', async () => {
  await using world = await openRequests()
  const { ledger, clock } = world
  await world.filed()
  const closed = await openSink()
  const { port } = closed
  await closed[Symbol.asyncDispose]()
  const signal = new AbortController().signal
  const post = (to: number) => ({
    ...{ ledger, log: openLog({ level: 'silent' }), now: () => clock.now },
    send: (letter: Parameters<typeof sendLetter>[1], madeAt: number) =>
      sendLetter(mailTo(to), letter, madeAt, signal),
  })
  await sendLetters(post(port), signal)
  assert.equal((await ledger.figures(clock.now)).letters, 2)
  clock.now += 10 * 60_000
  await using sink = await openSink()
  await sendLetters(post(sink.port), signal)
  assert.equal((await ledger.figures(clock.now)).letters, 0)
  assert.deepEqual(sink.received.flatMap(one => one.to).sort(), ['ada@yester.example', 'bob@yester.example'])
})
