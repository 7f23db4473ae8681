import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { answerJmap } from '../../src/jmap/answer.ts'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, MAIL, TIME } from './request.ts'

const far = `${'Nothing to see in this line.\n'.repeat(100)}The needle is far below, <b>bold</b> & plain.\n`
const raw = {
  near: 'Subject: The needle <1>\n\nA needle in the first line.\n',
  far: `Subject: Far\n\n${far}`,
  html: 'Subject: Html\nContent-Type: text/html\n\n<style>needle</style><p>One&nbsp;<b>needle</b> &lt;here&gt;</p>',
  none: 'Subject: None\nFrom: needle@east.example\n\nNothing.\n',
  japan:
    'Subject: =?utf-8?B?6KuL5rGC5pu4?=\nContent-Type: text/plain; charset=utf-8\n\n来月の請求書をお送りします。\n',
  gone: 'Subject: gone needle\n\nneedle\n',
  lost: `Subject: lost\n\n${far}lost\n`,
  files:
    'Subject: Files\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the report.\n--b\nContent-Type: application/pdf; name="Invoice <7>.pdf"\n\nx\n--b\nContent-Disposition: attachment; filename=report.txt\n\nx\n--b--\n',
}
const names = Object.keys(raw)
const person = await makePerson([
  {
    folders: [
      {
        path: 'INBOX',
        messages: Object.entries(raw).map(([name, text], i) => ({
          raw: text,
          date: `2026-11-0${i + 1}T08:00:00Z`,
          flags: name === 'gone' ? ['\\Deleted'] : [],
        })),
      },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const id = (name: string) => `e1-7-${(names.indexOf(name) + 1).toString(36)}`
const emailIds = names.slice(0, 5).map(id)
const get = (args: object, using?: string[]) =>
  call(person, 'SearchSnippet/get', { accountId, ...args }, using)
const snippets = async (filter: object | null) => {
  const { list } = await get({ filter, emailIds })
  const all = list as unknown as { emailId: string; subject: string | null; preview: string | null }[]
  assert.deepEqual(
    all.map(one => one.emailId),
    emailIds,
  )
  return Object.fromEntries(all.map(({ subject, preview }, i) => [names[i], [subject, preview]]))
}

test('subjects and texts are marked where the words stand, however far down', async () => {
  const found = await snippets({ text: 'needle' })
  assert.deepEqual(found.near, [
    'The <mark>needle</mark> &lt;1&gt;',
    'A <mark>needle</mark> in the first line.',
  ])
  assert.equal(found.far?.[0], null)
  assert.match(
    found.far?.[1] ?? '',
    /^….*The <mark>needle<\/mark> is far below, &lt;b&gt;bold&lt;\/b&gt; &amp; plain\.$/,
  )
  assert.deepEqual(found.html, [null, 'One <mark>needle</mark> &lt;here&gt;'])
  assert.deepEqual(found.none, [null, null])
})

test('each condition marks what it looks in, and what is below a NOT marks nothing', async () => {
  assert.deepEqual((await snippets({ subject: 'needle' })).near, ['The <mark>needle</mark> &lt;1&gt;', null])
  assert.deepEqual((await snippets({ body: 'needle' })).near, [
    null,
    'A <mark>needle</mark> in the first line.',
  ])
  assert.deepEqual((await snippets({ from: 'needle' })).none, [null, null])
  assert.deepEqual((await snippets({ operator: 'NOT', conditions: [{ text: 'needle' }] })).near, [null, null])
  assert.deepEqual((await snippets(null)).near, [null, null])
  const both = { operator: 'OR', conditions: [{ subject: 'needle' }, { body: 'first' }] }
  assert.deepEqual((await snippets(both)).near, [
    'The <mark>needle</mark> &lt;1&gt;',
    'A needle in the <mark>first</mark> line.',
  ])
  assert.deepEqual((await snippets({ text: '請求' })).japan, [
    '<mark>請求</mark>書',
    '来月の<mark>請求</mark>書をお送りします。',
  ])
})

test('a message that was found by the name of a file shows it, unless its text has the words, too', async () => {
  const preview = async (filter: object) => {
    const { list } = await get({ filter, emailIds: [id('files')] }, [CORE, MAIL, TIME])
    return (list as unknown as { preview: string | null }[])[0]?.preview
  }
  const names = '<mark>Invoice</mark> &lt;7&gt;.pdf, report.txt'
  assert.equal(await preview({ text: 'invoice' }), names)
  assert.equal(await preview({ fileName: 'invoice' }), names)
  assert.equal(await preview({ text: 'report' }), 'See the <mark>report</mark>.')
  assert.equal(await preview({ fileName: 'report' }), 'Invoice &lt;7&gt;.pdf, <mark>report</mark>.txt')
  assert.equal(await preview({ body: 'invoice' }), null)
})

test('messages whose preview has the words are not read again', async () => {
  person.calls.length = 0
  await get({ filter: { body: 'needle' }, emailIds: [id('near')] })
  assert.deepEqual(person.calls, ['emails'])
})

test('what is not there is not found; null where all is', async () => {
  assert.equal((await get({ filter: null, emailIds })).notFound, null)
  const { list, notFound } = await get({ filter: null, emailIds: ['e1-7-zz', id('gone')] })
  assert.deepEqual([list, notFound], [[], ['e1-7-zz', id('gone')]])
  const { list: shown } = await get({ filter: { text: 'gone' }, emailIds: [id('gone')] }, [CORE, MAIL, TIME])
  assert.equal((shown as unknown as Answer[])[0]?.subject, '<mark>gone</mark> needle')
})

test('a damaged message costs its own snippet, and is told of', async () => {
  await person.spoil(createHash('sha256').update(raw.lost.replaceAll('\n', '\r\n')).digest('hex'))
  const faults: unknown[] = []
  const request = {
    using: [CORE, MAIL],
    methodCalls: [
      [
        'SearchSnippet/get',
        { accountId, filter: { text: 'needle' }, emailIds: [id('lost'), id('far')] },
        '0',
      ],
    ],
  }
  const { body } = await answerJmap(person.reader, Buffer.from(JSON.stringify(request)), fault =>
    faults.push(fault),
  )
  const [lost, good] = JSON.parse(body).methodResponses[0][1].list
  assert.deepEqual(lost, { emailId: id('lost'), subject: null, preview: null })
  assert.match(good.preview, /<mark>needle<\/mark>/)
  assert.equal(faults.length, 1)
})

const many = Array.from({ length: 101 }, (_, i) => `e1-7-${i}`)
const bad: [args: object, error: string][] = [
  [{ filter: null }, 'invalidArguments'],
  [{ filter: null, emailIds: null }, 'invalidArguments'],
  [{ filter: null, emailIds: 'e1-7-1' }, 'invalidArguments'],
  [{ filter: { text: 1 }, emailIds }, 'invalidArguments'],
  [{ filter: { mood: 'good' }, emailIds }, 'unsupportedFilter'],
  [{ filter: null, emailIds: many }, 'requestTooLarge'],
  [{ filter: null, emailIds, properties: [] }, 'invalidArguments'],
  [{ accountId: 'p999', filter: null, emailIds }, 'accountNotFound'],
  [{ accountId: `c${'a234567890abcdef'}`, filter: null, emailIds }, 'accountNotSupportedByMethod'],
]
for (const [args, error] of bad) {
  test(`SearchSnippet/get answers ${error} to ${JSON.stringify(args).slice(0, 100)}`, async () => {
    assert.deepEqual(await get(args), { error })
  })
}

test('fifty and a hundred snippets may be asked for at once', async () => {
  assert.equal((await get({ filter: null, emailIds: many.slice(0, 100) })).error, undefined)
})
