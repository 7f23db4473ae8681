import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { attachmentDisposition } from '../../src/formats/content-disposition.ts'
import { nastiestFiles } from './nastiest-files.ts'
import { type Case, nastiestLetters, type Opened } from './nastiest-mails.ts'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

// Each case with the project's own messages, and with YESTERMAIL_CORPORA with the corpora's of the same kind, the whole
// way: delivered, backed up, listed, opened, rendered and downloaded by HTTP. Cases of HTML alone are in test/web and
// test/corpora/html.test.ts; of folders and Maildir names, of MBOX and ZIP where those are written and read.
const corpora = process.env.YESTERMAIL_CORPORA ?? ''
if (!corpora)
  console.log("YESTERMAIL_CORPORA is not set: the nastiest cases are tried on the project's own mail.")
const own = join(import.meta.dirname, '../mail')

const nastiest = [...nastiestLetters, ...nastiestFiles]
let world: WebWorld
let anna: Browser
let point: string
let byBlob: Map<string, string>

const messagesOf = ({ files = [], made = {}, corpus = [] }: Case): [string, Buffer][] => [
  ...files.map((name): [string, Buffer] => [name, readFileSync(join(own, name))]),
  ...Object.entries(made).map(([name, text]): [string, Buffer] => [name, Buffer.from(text, 'latin1')]),
  ...(corpora ? corpus : []).map((name): [string, Buffer] => [
    name,
    readFileSync(join(corpora, 'A-mime', name)),
  ]),
]

before(async () => {
  world = await startWeb({ users: { anna: 'anna-secret' } })
  for (const one of nastiest)
    for (const [, bytes] of messagesOf(one)) await world.dovecot.place('anna', bytes)
  const account = await world.work.enrol('anna', 'anna-secret')
  const taken = await world.work.backUp(account, 'first')
  assert.deepEqual(taken.problems, [])
  point = `p${taken.number}`
  anna = await world.signedIn('anna')
  const [found] = await anna.jmap(['Email/query', { accountId: point }])
  const [got] = await anna.jmap([
    'Email/get',
    { accountId: point, ids: found.ids, properties: ['id', 'blobId'] },
  ])
  byBlob = new Map(got.list.map((one: { id: string; blobId: string }) => [one.blobId, one.id]))
})
after(async () => world?.stop())

for (const one of nastiest)
  test(`nasty case ${one.n}: ${one.what}`, async () => {
    const all = messagesOf(one)
    assert.ok(all.length > 0)
    for (const [name, bytes] of all) {
      const served = asServed(bytes)
      const opened = await open(createHash('sha256').update(served).digest('hex'), name)
      assertSane(opened, name)
      assert.deepEqual(await opened.download(opened.email.blobId), served, `${name}: the source is another`)
      try {
        await one.holds(opened, name)
      } catch (error) {
        if (error instanceof Error) error.message = `${name}: ${error.message}`
        throw error
      }
    }
    assert.equal((await anna.ask('/api/me')).status, 200)
  })

test('the process that read all of this has logged no fault', () => {
  assert.deepEqual(
    world.lines.filter(line => line.includes('"event":"fault"')),
    [],
  )
})

/** As a Dovecot gives it out: lines end in CR LF, and there is no NUL in IMAP (RFC 3501 9), it shows 0x80. */
function asServed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/(?<!\r)\n/g, '\r\n')
  return Buffer.from(text.replaceAll('\0', '\x80'), 'latin1')
}

async function open(sha: string, name: string): Promise<Opened> {
  const id = byBlob.get(sha)
  assert.ok(id, `${name} is not in the list`)
  const [got] = await anna.jmap([
    'Email/get',
    {
      ...{ accountId: point, ids: [id], fetchAllBodyValues: true, maxBodyValueBytes: 100_000 },
      properties: [...shown, 'header:from:asAddresses:all'],
    },
  ])
  const [email] = got.list
  const textOf = (parts: { partId: string }[]) =>
    parts.map(part => email.bodyValues[part.partId]?.value ?? '').join('\n')
  return {
    email,
    text: textOf(email.textBody).replaceAll('\r', ''),
    html: async () => {
      const documents: string[] = []
      for (const part of email.htmlBody.filter((it: { type: string }) => it.type === 'text/html')) {
        const answer = await anna.ask(`/render/${point}/${id}/${part.partId}`)
        assert.equal(answer.status, 200)
        documents.push(await answer.text())
      }
      return documents
    },
    download: async blob => Buffer.from(await (await download(blob, 'x', '')).arrayBuffer()),
    saved: (blob, as, type) => download(blob, as, type),
    inner: async blob => {
      const [parsed] = await anna.jmap([
        'Email/parse',
        { accountId: point, blobIds: [blob], fetchAllBodyValues: true, properties: shown.filter(isInner) },
      ])
      return parsed.parsed?.[blob] ?? null
    },
  }
}

const shown = [
  ...['id', 'blobId', 'from', 'to', 'subject', 'sentAt', 'receivedAt', 'preview', 'messageId', 'notices'],
  ...['textBody', 'htmlBody', 'attachments', 'bodyValues', 'bodyStructure', 'hasAttachment'],
]
const isInner = (property: string) => !['id', 'receivedAt', 'notices'].includes(property)

async function download(blob: string, name: string, type: string): Promise<Response> {
  const path = `/jmap/download/${point}/${blob}/${encodeURIComponent(name)}?type=${encodeURIComponent(type)}`
  const answer = await anna.ask(path)
  assert.equal(answer.status, 200, path)
  return answer
}

/** What holds for every mail: one line where one line is shown, no control, names that stay in their folder. */
function assertSane({ email }: Opened, name: string): void {
  const people = [...(email.from ?? []), ...(email.to ?? [])]
  const lines = [email.subject, email.preview, ...people.flatMap(one => [one.name, one.email])]
  for (const part of email.attachments) lines.push(part.name)
  for (const line of lines) assert.doesNotMatch(line ?? '', controls, name)
  assert.ok(!Number.isNaN(Date.parse(email.receivedAt)), name)
  for (const part of email.attachments) {
    const header = attachmentDisposition(part.name ?? '')
    assert.match(header, /^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[\w%!#$&+.^`|~-]+$/, name)
    assert.doesNotMatch(decodeURIComponent(header.split("''")[1] ?? ''), /[/\\\p{Cc}\p{Cf}]|^\.\.?$/u, name)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
const controls = /[\x00-\x1f\x7f-\x9f]/
