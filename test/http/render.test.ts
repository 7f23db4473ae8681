import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Config } from '../../src/config/config.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { readingMails } from '../web/reading-mails.ts'
import { tempFolder } from '../world/temp.ts'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

const withoutPictures = (servers: Config['servers']): Config['servers'] =>
  new Map([...servers].map(([domain, server]) => [domain, { ...server, noPictures: true }]))

let world: WebWorld
let anna: Browser
let ben: Browser
let point: string
let email: string
let koi8: string

const russian = Buffer.concat([
  Buffer.from('Subject: russian\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>'),
  Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]),
  Buffer.from(' <img src="http://tracker.example/x.png"></p>'),
])

before(async () => {
  world = await startWeb({ users: { anna: 'anna-secret', ben: 'ben-secret' } })
  await world.dovecot.deliver('anna', 'INBOX', readingMails['a letter in a letter'] as string)
  await world.dovecot.deliver('anna', 'INBOX', russian)
  for (const login of ['anna', 'ben'])
    await world.work.backUp(await world.work.enrol(login, `${login}-secret`), 'first')
  anna = await world.signedIn('anna')
  ben = await world.signedIn('ben')
  point = ((await anna.json('/api/me')) as { newest: { id: string } }).newest.id
  const [found] = await anna.jmap(['Email/query', { accountId: point }])
  const [got] = await anna.jmap(['Email/get', { accountId: point, ids: found.ids, properties: ['subject'] }])
  const idOf = (subject: string) =>
    got.list.find((one: { subject: string }) => one.subject === subject)?.id ?? ''
  email = idOf('a letter in a letter')
  koi8 = idOf('russian')
})
after(async () => world?.stop())

test('HTML of an attached message is shown behind the same walls, with its own pictures', async () => {
  const answer = await anna.ask(`/render/${point}/${email}/2_1`)
  assert.equal(answer.status, 200)
  const html = await answer.text()
  assert.match(html, /Inner <b>HTML<\/b>/)
  assert.doesNotMatch(html, /script|pwned/)
  const policy = answer.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /allow-scripts|allow-modals/)
  const src = /<img src="([^"]+)"/.exec(html)?.[1] ?? ''
  assert.equal(src, `/render/${point}/${email}/part/2_2`)
  const picture = await anna.ask(src)
  assert.equal(picture.headers.get('content-type'), 'image/png')
  assert.match(picture.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'$/)
  assert.equal(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
    'PNG',
  )
})

test('a way that leads nowhere, to no HTML or to somebody else’s mail is not found', async () => {
  const ways = ['2_9', '2_2', '2_3', '2_3_1', '9_1', '2', '2_', '_1', '2__1', '2_1x', `${'2_'.repeat(200)}1`]
  for (const way of ways) assert.equal((await anna.ask(`/render/${point}/${email}/${way}`)).status, 404, way)
  for (const way of ['2_1', '2_4', '2_3', '2'])
    assert.equal((await anna.ask(`/render/${point}/${email}/part/${way}`)).status, 404, way)
  assert.equal((await ben.ask(`/render/${point}/${email}/2_1`)).status, 404)
  assert.equal((await ben.ask(`/render/${point}/${email}/part/2_2`)).status, 404)
  assert.equal((await world.browser().ask(`/render/${point}/${email}/2_1`)).status, 401)
})

test('the reader’s charset is used, one of a list and nothing else', async () => {
  const shown = async (query: string) => (await anna.ask(`/render/${point}/${koi8}/1${query}`)).text()
  assert.match(await shown('?charset=koi8-r'), /Привет/)
  assert.doesNotMatch(await shown(''), /Привет/)
  const plain = await shown('')
  for (const wrong of ['base64', '__proto__', 'x'.repeat(4000)])
    assert.equal(await shown(`?charset=${wrong}`), plain)
})

test('dark paper and the sheet to print change nothing of the walls but the print window', async () => {
  const dark = await anna.ask(`/render/${point}/${koi8}/1?theme=dark`)
  assert.match(await dark.text(), /filter:invert/)
  const plain = await anna.ask(`/render/${point}/${koi8}/1`)
  assert.doesNotMatch(await plain.text(), /filter:invert/)
  const policy = plain.headers.get('content-security-policy') ?? ''
  assert.equal(dark.headers.get('content-security-policy'), policy)
  const print = await anna.ask(`/render/${point}/${koi8}/1?print=1&remote=0`)
  assert.equal(
    print.headers.get('content-security-policy'),
    policy.replace('allow-popups-to-escape-sandbox', 'allow-popups-to-escape-sandbox allow-modals'),
  )
  const top = await anna.ask(`/render/${point}/${koi8}/1?print=1&remote=1`, {
    headers: { 'sec-fetch-dest': 'document' },
  })
  assert.equal(top.headers.get('content-security-policy'), policy)
})

test('where the operator shows no pictures of the internet, nobody’s wish lets one through', async () => {
  const shown = async (path: string, remote: number) => {
    const answer = await anna.ask(`/render/${point}/${koi8}/1?remote=${remote}${path}`)
    return [
      answer.headers.get('content-security-policy'),
      answer.headers.get('x-remote-pictures'),
      await answer.text(),
    ]
  }
  assert.match(String((await shown('', 1))[2]), /tracker\.example/)
  assert.equal((await anna.json('/api/me')).remotePictures, true)
  const strict = await serve({
    config: { ...world.work.config, servers: withoutPictures(world.work.config.servers) },
    dist: join(world.work.folder, 'dist'),
    log: openLog({ to: { write() {} } }),
  })
  try {
    const base = world.base.replace(/:[0-9]+$/, `:${strict.port}`)
    const headers = { cookie: [...anna.jar].map(([name, value]) => `${name}=${value}`).join('; ') }
    const me = (await (await fetch(`${base}/api/me`, { headers })).json()) as { remotePictures: boolean }
    assert.equal(me.remotePictures, false)
    const [policy, count, html] = await shown('', 0)
    for (const query of ['?remote=1', '?remote=1&print=1']) {
      const answer = await fetch(`${base}/render/${point}/${koi8}/1${query}`, { headers })
      assert.equal(answer.status, 200)
      assert.doesNotMatch(answer.headers.get('content-security-policy') ?? '', /img-src [^;]*https?: /)
      assert.equal(answer.headers.get('x-remote-pictures'), count)
      const said = await answer.text()
      assert.doesNotMatch(said, /tracker\.example/)
      if (query === '?remote=1') assert.equal(said, html)
    }
    assert.doesNotMatch(String(policy), / https:/)
  } finally {
    await strict.close()
  }
})

test('attachments come together as a ZIP that other programs open, each with its exact bytes', async () => {
  const answer = await anna.ask(`/render/${point}/${email}/files/..%2Fall.zip?parts=2_2,2_4,2_2,2,2_3`)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'application/zip')
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="all\.zip"|_all\.zip"/)
  await using folder = await tempFolder('zip')
  const file = join(folder.path, 'all.zip')
  await writeFile(file, Buffer.from(await answer.arrayBuffer()))
  const script =
    'import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({i.filename: z.read(i).hex() for i in z.infolist()}))'
  const { stdout } = await promisify(execFile)('python3', ['-c', script, file])
  const files = JSON.parse(stdout) as Record<string, string>
  assert.deepEqual(Object.keys(files).sort(), ['3', '4', 'dot.png', 'notes.txt'])
  assert.equal(Buffer.from(files['notes.txt'] ?? '', 'hex').toString(), 'Notes of the inner one')
  assert.match(Buffer.from(files['4'] ?? '', 'hex').toString(), /Subject: the innermost/)
})
