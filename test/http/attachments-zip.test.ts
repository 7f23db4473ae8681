import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { after, before, test } from 'node:test'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

const users = { anna: 'anna-secret', ben: 'ben-secret' }
let world: WebWorld
before(async () => {
  world = await startWeb({ users })
})
after(async () => world?.stop())

const SIZE = 12_000_000

async function urlOf(user: keyof typeof users): Promise<{ browser: Browser; url: string; part: string }> {
  const text = randomBytes(SIZE).toString('base64').replace(/.{76}/g, '$&\r\n')
  const head =
    'From: a@b.example\r\nSubject: big\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n'
  const type = 'Content-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment\r\n'
  await world.dovecot.deliver(user, 'INBOX', `${head}${type}\r\n${text}\r\n`)
  await world.work.backUp(await world.work.enrol(user, users[user]), 'first')
  const browser = await world.signedIn(user)
  const day = ((await browser.json('/api/me')) as { newest: { id: string } }).newest.id
  const [found] = await browser.jmap(['Email/query', { accountId: day }])
  const [email] = await browser.jmap([
    'Email/get',
    { accountId: day, ids: found.ids, properties: ['attachments'] },
  ])
  const [attachment] = email.list[0].attachments
  const part = `/jmap/download/${day}/${attachment.blobId}/a.zip`
  return { browser, part, url: `/render/${day}/${found.ids[0]}/files/x.zip?parts=${attachment.partId}` }
}

test('a person has so many attachments decoded at once, what is beyond waits, and others are not kept', async () => {
  const [anna, ben] = [await urlOf('anna'), await urlOf('ben')]
  const cookie = [...anna.browser.jar].map(([key, value]) => `${key}=${value}`).join('; ')
  const stalled: IncomingMessage[] = []
  for (const url of [anna.url, anna.url, anna.url, anna.part, anna.part, anna.part]) {
    const [answer] = await once(get(world.base + url, { headers: { cookie }, agent: false }), 'response')
    assert.equal(answer.statusCode, 200)
    stalled.push(answer)
  }
  let isAnswered = false
  const more = [anna.url, anna.part].map(async url => {
    const answer = await anna.browser.ask(url)
    isAnswered = true
    return (await answer.arrayBuffer()).byteLength
  })
  assert.equal((await (await ben.browser.ask(ben.part)).arrayBuffer()).byteLength, SIZE)
  assert.ok((await (await ben.browser.ask(ben.url)).arrayBuffer()).byteLength > SIZE)
  await anna.browser.json('/api/me')
  assert.equal(isAnswered, false)
  for (const answer of stalled) answer.destroy()
  const [zip = 0, part] = await Promise.all(more)
  assert.ok(zip > SIZE)
  assert.equal(part, SIZE)
})
