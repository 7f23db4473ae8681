import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { after, before, test } from 'node:test'
import type { StoredMessage } from '../../src/domain/folder-state.ts'
import type { Point } from '../../src/domain/point.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { layout } from '../../src/maildir/layout.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { startReading } from '../../src/threads/reading.ts'
import { type AccountFiles, accountFiles, copyOf, folderShown, letter } from '../sqlite/index-files.ts'

const ANNA = 'aaaaaaaaaaaaaaaa'
const BEN = 'bbbbbbbbbbbbbbbb'
const options = { remote: false, partsUrl: 'https://mail.example/parts/' }

const withHtml = [
  'Subject: Two forms',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p onclick=3D"alert(1)">Gr=C3=BC=C3=9Fe <script>alert(1)</script><img src=3D"cid:pic"></p>',
  '--b',
  'Content-Type: image/png; name="p.png"',
  'Content-ID: <pic>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--b--',
  '',
].join('\r\n')

let anna: AccountFiles
let messages: StoredMessage[]

before(async () => {
  anna = accountFiles(ANNA)
  const heavy = `Content-Type: text/html\r\n\r\n${'<i title=x>x</i>'.repeat(120_000)}`
  messages = [withHtml, letter({ subject: 'Plain' }), heavy].map((raw, i) =>
    anna.message(raw, 1_700_000_000 + i),
  )
  const ben = accountFiles(BEN, anna.data)
  const ledger = openLedger(anna.files.ledger)
  const people: [string, AccountFiles, StoredMessage[]][] = [
    [ANNA, anna, messages],
    [BEN, ben, [ben.message(letter({ subject: "Ben's own" }), 1_700_000_000)]],
  ]
  for (const [id, files, mail] of people) {
    await ledger.enrol({
      id,
      address: `${id[0]}@mail.example`,
      domain: 'mail.example',
      zone: 'Europe/Oslo',
      credential: null,
      createdAt: 1,
    })
    const epoch = await ledger.claim(id, 'test', 1, 9, null)
    const begun = { account: id, trigger: 'first' as const, at: 1, localDay: '2026-11-21' }
    const run = await ledger.beginRun(begun)
    const number = await ledger.reservePoint(begun)
    const writer = openIndexWriter({ readMessage }, files.indexFile('one'))
    await writer.add(mail)
    const manifest = await files.manifest(
      { folder: 'f1', n: 1 },
      mail.map((m, i) => copyOf(m, i + 1)),
    )
    await writer.seal({ number, takenAt: 1 }, [folderShown('f1', 'INBOX', 1)], new Map([['f1/1', manifest]]))
    await writer.close()
    await ledger.setBuild(id, 'one')
    assert(await ledger.sealPoint(pointOf(id, number, mail), run, epoch ?? 0, 2))
  }
  ledger.close()
})
after(() => anna.remove())

function pointOf(account: string, number: number, mail: StoredMessage[]): Point {
  return {
    number,
    account,
    takenAt: 1,
    localDay: '2026-11-21',
    zone: 'Europe/Oslo',
    dir: '2026-11-21',
    keptUntil: 9,
    status: 'complete',
    trigger: 'first',
    messages: mail.length,
    bytes: mail.reduce((sum, m) => sum + m.size, 0),
    newMessages: mail.length,
    newBytes: 0,
    durationMs: 1,
    problems: [],
  }
}

function request(...methodCalls: unknown[]): Uint8Array {
  const using = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail']
  return Buffer.from(JSON.stringify({ using, methodCalls }))
}

test('a reader thread answers JMAP from index and files, and only with the mail of the account asked for', async () => {
  const reading = startReading(anna.data)
  const query = (account: string) =>
    request(
      ['Email/query', { accountId: account }, 'q'],
      [
        'Email/get',
        {
          accountId: account,
          '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' },
          properties: ['subject', 'bodyValues', 'textBody'],
          fetchTextBodyValues: true,
        },
        'g',
      ],
    )
  const own = await reading.jmap(ANNA, query('p1'))
  assert.equal(own.status, 200)
  assert.match(own.body, /"subject":"Two forms"/)
  assert.match(own.body, /Grüße/)
  const others = await reading.jmap(ANNA, query('p2'))
  assert.match(others.body, /accountNotFound/)
  assert.doesNotMatch(others.body, /Ben/)
  assert.match((await reading.jmap(BEN, query('p2'))).body, /Ben's own/)
  await reading.close()
})

test('the session names the points of its account, or one of them', async () => {
  const reading = startReading(anna.data)
  const whole = JSON.parse((await reading.session(ANNA, { base: 'https://mail.example', only: null })) ?? '')
  assert.deepEqual(Object.keys(whole.accounts), ['p1', `c${ANNA}`])
  const one = JSON.parse((await reading.session(ANNA, { base: 'https://mail.example', only: 1 })) ?? '')
  assert.deepEqual(Object.keys(one.accounts), ['p1'])
  assert.equal(await reading.session(ANNA, { base: 'https://mail.example', only: 2 }), null)
  await assert.rejects(reading.session('cccccccccccccccc', { base: '', only: null }), {
    code: 'unknown-account',
  })
  await reading.close()
})

test('a thread goes by the clock of the program, whatever becomes of it after the thread was started', async () => {
  let now = Date.UTC(2026, 10, 22, 8)
  const reading = startReading(anna.data, { threads: 1, now: () => now })
  const next = async () => {
    const using = ['urn:ietf:params:jmap:core', 'https://yestermail.example/jmap/timemachine']
    const methodCalls = [['Plan/get', { accountId: `c${ANNA}`, ids: null }, 'p']]
    const { body } = await reading.jmap(ANNA, Buffer.from(JSON.stringify({ using, methodCalls })))
    return Date.parse(JSON.parse(body).methodResponses[0][1].list[0].nextAt)
  }
  const first = await next()
  assert.ok(first > now && first <= now + 2 * 86_400_000, new Date(first).toISOString())
  now += 10 * 86_400_000
  const later = await next()
  assert.ok(later > now && later <= now + 2 * 86_400_000, new Date(later).toISOString())
  await reading.close()
})

test('a blob is a message or a part of it, of this point of this account, and nothing else', async () => {
  const reading = startReading(anna.data)
  const sha = messages[0]?.sha ?? ''
  const whole = await reading.blob(ANNA, 1, sha)
  assert.equal(
    whole && readFileSync(whole.file, 'latin1').slice(whole.start, whole.end),
    Buffer.from(withHtml).toString('latin1'),
  )
  assert.deepEqual([whole?.type, whole?.encoding], ['message/rfc822', null])
  const part = await reading.blob(ANNA, 1, `${sha}_2`)
  assert.deepEqual(
    [part?.type, part?.name, part?.encoding, part?.size, withHtml.slice(part?.start, part?.end).trim()],
    ['image/png', 'p.png', 'base64', 8, 'iVBORw0KGgo='],
  )
  for (const id of [`${sha}_3`, `${sha}_0`, `${sha}_`, sha.slice(1), `${sha}/../x`, 'f'.repeat(64), '']) {
    assert.equal(await reading.blob(ANNA, 1, id), null)
  }
  assert.equal(await reading.blob(ANNA, 2, sha), null)
  assert.equal(await reading.blob(BEN, 2, sha), null)
  await reading.close()
})

test('an HTML part comes as a harmless document with its own pictures; no other part does', async () => {
  const reading = startReading(anna.data)
  const safe = await reading.html(ANNA, 1, 'e1-7-1', '1', options)
  assert.match(safe?.html ?? '', /Grüße/)
  assert.match(safe?.html ?? '', /src="https:\/\/mail\.example\/parts\/2"/)
  assert.doesNotMatch(safe?.html ?? '', /script|onclick/)
  assert.equal(await reading.html(ANNA, 1, 'e1-7-1', '2', options), null)
  assert.equal(await reading.html(ANNA, 1, 'e1-7-2', '1', options), null)
  assert.equal(await reading.html(BEN, 2, 'e1-7-2', '1', options), null)
  await reading.close()
})

test('a task over its time is refused, its thread replaced, and the next one is answered', async () => {
  const reading = startReading(anna.data, { threads: 1, taskMs: 1 })
  await assert.rejects(reading.session(ANNA, { base: '', only: null }), { code: 'too-slow' })
  await assert.rejects(reading.session(ANNA, { base: '', only: null }), { code: 'too-slow' })
  await reading.close()
})

test('a task that cannot be handed to a thread fails at once, for whoever asked, and holds nobody up', async () => {
  const reading = startReading(anna.data, { threads: 1, taskMs: 60_000 })
  let filter: object = { text: 'x' }
  for (let depth = 0; depth < 50_000; depth++) filter = { operator: 'NOT', conditions: [filter] }
  const wish = { format: 'eml', container: 'zip', names: 'unix' } as const
  const what = [{ accountId: 'p1', filter }]
  await assert.rejects(reading.exportSteps(ANNA, { what, ...wish }), { name: 'RangeError' })
  assert.match((await reading.session(BEN, { base: '', only: null })) ?? '', /"p2"/)
  await reading.close()
})

test('a task that takes the memory of its thread is refused, and the others are answered', async () => {
  const reading = startReading(anna.data, { threads: 1, memoryMb: 24, taskMs: 60_000 })
  const [first, second] = await Promise.allSettled([
    reading.html(ANNA, 1, 'e1-7-3', '1', options),
    reading.session(ANNA, { base: '', only: 1 }),
  ])
  const reason = first.status === 'rejected' ? first.reason : undefined
  assert.deepEqual([reason?.code, reason?.cause?.code], ['too-slow', 'ERR_WORKER_OUT_OF_MEMORY'])
  assert.match(second.status === 'fulfilled' ? (second.value ?? '') : String(second.reason), /"p1"/)
  await reading.close()
})

test('one person who asks for much does not keep another waiting, and more than can wait is refused', async () => {
  const reading = startReading(anna.data, { threads: 1, waiting: 30 })
  const order: string[] = []
  const ask = (account: string) =>
    reading.session(account, { base: '', only: null }).then(
      () => order.push(account),
      error => order.push(error.code),
    )
  const asked = Array.from({ length: 32 }, (_, i) => ask(i === 29 ? BEN : ANNA))
  await Promise.all(asked)
  assert.deepEqual(order.slice(0, 4), ['busy', ANNA, ANNA, BEN])
  assert.equal(order.filter(one => one === ANNA).length, 30)
  await reading.close()
})

test('an account that asks for much leaves a thread free for another, and fifty of its tasks wait at most', async () => {
  const reading = startReading(anna.data)
  const heavy = () => reading.html(ANNA, 1, 'e1-7-3', '1', options)
  const settled: string[] = []
  const asked = Array.from({ length: 53 }, () =>
    heavy().then(
      () => settled.push(ANNA),
      error => settled.push(error.code),
    ),
  )
  await reading.session(BEN, { base: '', only: null }).then(() => settled.push(BEN))
  assert.deepEqual(settled.slice(0, 2), ['busy', 'busy'])
  assert.ok(settled.includes(BEN))
  assert.ok(settled.indexOf(BEN) <= 12, settled.join())
  await reading.close()
  await Promise.all(asked)
})

test('what nobody waits for any more is not done, and what is being done for nobody soon ends', async () => {
  const reading = startReading(anna.data, { threads: 1, taskMs: 60_000 })
  const gone = new AbortController()
  await reading.session(ANNA, { base: '', only: null })
  const all = { resultOf: '0', name: 'Core/echo', path: '/a/*/*/*' }
  const endless = request(
    ['Core/echo', { a: Array(150_000).fill([[1]]) }, '0'],
    ...Array.from({ length: 31 }, (_, i) => [
      'Core/echo',
      { '#a': all, '#b': all, '#c': all },
      String(i + 1),
    ]),
  )
  const running = assert.rejects(reading.jmap(ANNA, endless, gone.signal), { code: 'too-slow' })
  const waits = Array.from({ length: 5 }, () => reading.html(ANNA, 1, 'e1-7-3', '1', options, gone.signal))
  const begun = performance.now()
  gone.abort()
  for (const wait of waits) await assert.rejects(wait, { code: 'gone' })
  await assert.rejects(reading.jmap(ANNA, endless, gone.signal), { code: 'gone' })
  assert.match((await reading.session(BEN, { base: '', only: null })) ?? '', /"p2"/)
  await running
  assert.ok(performance.now() - begun < 20_000, 'a third of what the task may take')
  await reading.close()
})

test('bytes that are damaged or lost are a fault that names the message, never other bytes', async () => {
  const faults: string[] = []
  const { desk } = layout(anna.data)
  mkdirSync(dirname(desk), { recursive: true })
  await openDesk(desk).close()
  const reading = startReading(anna.data, { threads: 1, onFault: fault => faults.push(fault.message) })
  const file = messages[1]?.file ?? ''
  const raw = readFileSync(file)
  const get = request([
    'Email/get',
    { accountId: 'p1', ids: ['e1-7-2'], fetchTextBodyValues: true, properties: ['bodyValues'] },
    'g',
  ])
  writeFileSync(`${file}-1`, raw)
  rmSync(file)
  assert.match((await reading.jmap(ANNA, get)).body, /Hello\./)
  writeFileSync(file, raw.subarray(0, 20))
  assert.match((await reading.jmap(ANNA, get)).body, /"value":"","isEncodingProblem":true,"isTruncated":true/)
  rmSync(file)
  rmSync(`${file}-1`)
  assert.match((await reading.jmap(ANNA, get)).body, /"value":"","isEncodingProblem":true,"isTruncated":true/)
  await assert.rejects(reading.blob(ANNA, 1, messages[1]?.sha ?? ''), { code: 'damaged' })
  assert.match(faults[0] ?? '', /does not have the bytes of its message/)
  assert.match(faults[1] ?? '', /are lost/)
  assert.match(faults[2] ?? '', /^blob: .* are lost/)
  writeFileSync(file, raw)
  await reading.close()
})
