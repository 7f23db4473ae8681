import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { type AddressObject, simpleParser } from 'mailparser'
import type { Alarm } from '../../src/domain/alarm.ts'
import { LANGUAGES } from '../../src/domain/language.ts'
import { isMailAddress } from '../../src/domain/letter.ts'
import type { MailSettings } from '../../src/domain/mail-settings.ts'
import { closedLetter } from '../../src/letters/closed-letter.ts'
import { operatorLetter } from '../../src/letters/operator-letter.ts'
import { signInLetter, vanishedLetter } from '../../src/letters/owner-letter.ts'
import { sendLetter } from '../../src/smtp/send-letter.ts'
import { makeCertificate } from '../world/certificate.ts'
import { type SinkOptions, startSink } from '../world/smtp-sink.ts'
import { tempFolder } from '../world/temp.ts'

const NOW = Date.parse('2026-11-22T06:00:00Z')
const KINDS: Alarm['kind'][] = [
  'run-failed',
  'no-good-point',
  'all-refused',
  'server-down',
  'sign-in-needed',
  'key-missing',
  'enrol-list',
  'disk-low',
  'run-long',
  'budget-spent',
  'clock',
  'damaged',
  'mail-vanished',
]

function settings(port: number, more: Partial<MailSettings> = {}): MailSettings {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    user: null,
    password: '',
    from: 'yestermail@yester.example',
    operators: [],
    language: 'en',
    summaryAt: '07:00',
    ...more,
  }
}

const letter = operatorLetter('de', 'Europe/Berlin', {
  occasion: 'grave',
  open: [{ kind: 'server-down', about: 'yester.example', raisedAt: NOW, detail: {}, address: null }],
  solved: [],
  now: NOW,
})
const outgoing = { account: null, recipient: 'ops@yester.example', letter, messageId: '<m1@yester.example>' }

async function startTls(options: SinkOptions) {
  const folder = await tempFolder('smtp')
  const certificate = await makeCertificate(folder.path)
  const tls = {
    key: await readFile(certificate.keyFile, 'utf8'),
    cert: await readFile(certificate.certFile, 'utf8'),
  }
  const sink = await startSink({ ...options, tls })
  return {
    ...sink,
    ca: certificate.ca,
    async stop() {
      await sink.stop()
      await folder.remove()
    },
  }
}

test('letters of every kind in six languages arrive whole: both parts, the right charset, our headers alone', async () => {
  const sink = await startSink()
  try {
    for (const language of LANGUAGES) {
      const facts = {
        language,
        zone: 'Europe/Oslo',
        address: 'æøå.é@yester.example',
        publicUrl: 'https://backup.yester.example',
        contact: 'help@yester.example',
      }
      const gone = {
        count: 73,
        of: 2100,
        point: 142,
        takenAt: NOW - 86_400_000,
        until: NOW + 30 * 86_400_000,
      }
      const open = KINDS.map(kind => ({
        kind,
        about: 'yester.example',
        raisedAt: NOW,
        detail: { freeBytes: 1.5e9, days: 4, problem: 'fault' },
        address: 'anna@yester.example',
      }))
      const letters = [
        vanishedLetter(facts, gone),
        signInLetter(facts, NOW),
        closedLetter(facts, [{ address: 'æøå.é@yester.example', from: NOW }]),
        operatorLetter(language, 'Europe/Oslo', { occasion: 'summary', open, solved: open, now: NOW }),
      ]
      for (const [i, one] of letters.entries()) {
        const messageId = `<${language}${i}@yester.example>`
        assert.deepEqual(
          await sendLetter(settings(sink.port), { ...outgoing, letter: one, messageId }, NOW),
          { state: 'sent' },
        )
        const got = sink.received.at(-1)
        assert.ok(got)
        assert.deepEqual([got.from, got.to], ['yestermail@yester.example', ['ops@yester.example']])
        const mail = await simpleParser(got.bytes)
        assert.equal(mail.subject, one.subject)
        assert.equal(mail.messageId, messageId)
        assert.equal(mail.text?.trim(), one.text.trim())
        assert.equal(String(mail.html).trim(), one.html.trim())
        assert.equal(mail.date?.getTime(), NOW)
        assert.equal((mail.to as AddressObject).text, 'ops@yester.example')
        assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
        assert.equal(mail.headers.get('content-language'), language)
        assert.match(got.bytes.toString('latin1'), /^[\x20-\x7e\r\n\t]*$/, 'only ASCII travels')
        assert.match(
          got.bytes.toString(),
          /multipart\/alternative[\s\S]*text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/,
        )
        assert.doesNotMatch(one.html, /\b(src|onload|onclick|javascript:)/)
        assert.match(one.html, new RegExp(`<html lang="${language}">`))
      }
    }
    assert.equal(sink.received.length, 24)
  } finally {
    await sink.stop()
  }
})

test('no two languages say the same in any letter', () => {
  for (const kind of KINDS) {
    const said = LANGUAGES.map(
      language =>
        operatorLetter(language, 'UTC', {
          occasion: 'grave',
          open: [{ kind, about: '', raisedAt: NOW, detail: {}, address: null }],
          solved: [],
          now: NOW,
        }).text,
    )
    assert.equal(new Set(said).size, LANGUAGES.length, kind)
  }
})

test('hostile words of servers and addresses stay words: no header, no markup, no line of their own', async () => {
  const sink = await startSink()
  const evil =
    'x\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script><img src=//evil.example>\u202e\u0007'
  try {
    const hostile = operatorLetter('en', 'UTC', {
      occasion: 'grave',
      open: [
        {
          kind: 'run-failed',
          about: evil,
          raisedAt: NOW,
          detail: { detail: evil, [evil]: evil },
          address: evil,
        },
      ],
      solved: [],
      now: NOW,
    })
    const owner = vanishedLetter(
      { language: 'fr', zone: 'UTC', address: evil, publicUrl: 'https://a.example/"><b>', contact: evil },
      { count: 1, of: 1, point: 1, takenAt: 0, until: 0 },
    )
    for (const one of [hostile, owner]) {
      assert.equal((await sendLetter(settings(sink.port), { ...outgoing, letter: one }, NOW)).state, 'sent')
      const mail = await simpleParser(sink.received.at(-1)?.bytes ?? '')
      assert.deepEqual([...mail.headers.keys()].sort(), [
        ...['auto-submitted', 'content-language', 'content-type', 'date', 'from'],
        ...['message-id', 'mime-version', 'subject', 'to'],
      ])
      assert.doesNotMatch(mail.subject ?? '', /evil/)
      assert.doesNotMatch(String(mail.html), /<(script|img|b)\b/)
      assert.doesNotMatch(mail.text ?? '', /^Bcc:/m)
      for (const char of ['\u202e', '\u0007']) assert.ok(!`${mail.text}${mail.html}`.includes(char))
    }
  } finally {
    await sink.stop()
  }
})

test('an address that could be two, or a header, is no address, and nobody is asked', async () => {
  for (const address of [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example, c@d.example',
    'a <a@b.example>',
    'a@b.example>',
    '@b.example',
    'a@',
    'a b@c.example',
    '"a"@b.example',
    'a@b..example',
    '-@-.example',
    `${'a'.repeat(250)}@b.example`,
  ]) {
    assert.equal(isMailAddress(address), false, address)
    const result = await sendLetter(settings(1), { ...outgoing, recipient: address }, NOW)
    assert.deepEqual(result, { state: 'failed', of: 'letter', reason: 'that is no mail address' })
  }
  for (const address of [
    'a@b.example',
    'a+b.c@xn--bcher-kva.example',
    'jürgen@bücher.example',
    "o'x@localhost",
  ])
    assert.equal(isMailAddress(address), true, address)
})

test('a password and the letter travel under TLS only, to the server whose name was meant', async () => {
  for (const security of ['tls', 'starttls'] as const) {
    const sink = await startTls({ implicit: security === 'tls', user: 'post geheim' })
    const good = settings(sink.port, {
      security,
      ca: sink.ca,
      user: 'post',
      password: 'geheim',
      host: 'localhost',
    })
    try {
      assert.deepEqual(await sendLetter(good, outgoing, NOW), { state: 'sent' })
      assert.deepEqual([sink.received[0]?.secure, sink.received[0]?.signedIn], [true, 'post geheim'])
      const { ca: _, ...stranger } = good
      const unknown = await sendLetter(stranger, outgoing, NOW)
      assert.equal(unknown.state === 'failed' && unknown.of, 'server')
      const wrong = await sendLetter({ ...good, password: 'falsch' }, outgoing, NOW)
      assert.equal(wrong.state === 'failed' && wrong.of, 'server')
      assert.doesNotMatch(JSON.stringify(wrong), /falsch|ZmFsc2No/)
      assert.equal(sink.received.length, 1)
    } finally {
      await sink.stop()
    }
  }
})

test('a server that offers no STARTTLS is given nothing', async () => {
  const sink = await startSink()
  try {
    const result = await sendLetter(
      settings(sink.port, { security: 'starttls', user: 'u', password: 'p' }),
      outgoing,
      NOW,
    )
    assert.equal(result.state === 'failed' && result.of, 'server')
    assert.deepEqual(sink.received, [])
  } finally {
    await sink.stop()
  }
})

test('a refused recipient or message is that letter’s trouble, a server that leaves is everybody’s', async () => {
  const cases: [command: string, answer: string, of: 'letter' | 'server'][] = [
    ['RCPT', '550 5.1.1 no such user', 'letter'],
    ['RCPT', '451 4.7.1 greylisted', 'letter'],
    ['.', '554 5.6.0 no', 'letter'],
    ['MAIL', '421 4.3.2 closing', 'server'],
  ]
  for (const [command, answer, of] of cases) {
    const sink = await startSink({ answer: given => (given === command ? answer : undefined) })
    try {
      const result = await sendLetter(settings(sink.port), outgoing, NOW)
      assert.ok(result.state === 'failed')
      assert.equal(result.of, of, answer)
      assert.ok(result.reason.includes(answer.slice(4)), result.reason)
    } finally {
      await sink.stop()
    }
  }
})

test('nobody listening, a silent server and one that speaks one octet at a time are given up', async () => {
  const limits = { patience: 400, deadline: 900 }
  const absent = await startSink()
  await absent.stop()
  assert.equal((await sendLetter(settings(absent.port), outgoing, NOW, undefined, limits)).state, 'failed')
  const silent = await startSink({ silent: true })
  const result = await sendLetter(settings(silent.port), outgoing, NOW, undefined, limits)
  assert.deepEqual([result.state, silent.connections()], ['failed', 1])
  await silent.stop()
  const drip = await startSink({ drip: true })
  assert.equal((await sendLetter(settings(drip.port), outgoing, NOW, undefined, limits)).state, 'failed')
  await drip.stop()
})

test('a server that says again what it was told puts no password into the answer', async () => {
  for (const refused of ['AUTH', 'MAIL']) {
    let told = ''
    const server = createServer(socket => {
      socket.write('220 ready\r\n')
      socket.on('error', () => {})
      socket.on('data', chunk => {
        const line = String(chunk).trim()
        if (line.startsWith('AUTH')) told = line
        if (line.startsWith(refused)) socket.write(`550 no: ${told}\r\n`)
        else if (line.startsWith('EHLO')) socket.write('250-here\r\n250 AUTH PLAIN\r\n')
        else socket.write('235 go on\r\n')
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const sent = await sendLetter(settings(port, { user: 'snap', password: 'harbour-7' }), outgoing, NOW)
    server.close()
    assert.ok(told.startsWith('AUTH PLAIN '))
    assert.equal(sent.state, 'failed')
    const sasl = Buffer.from('\0snap\0harbour-7').toString('base64')
    for (const form of ['harbour-7', sasl]) assert.ok(!JSON.stringify(sent).includes(form), refused)
  }
})
