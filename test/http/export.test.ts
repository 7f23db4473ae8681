import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import JSZip from 'jszip'
import type { ExportAnswer, ExportRequest } from '../../src/http/wire.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { startDovecot } from '../world/dovecot.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

const run = promisify(execFile)
const users = { anna: 'anna-secret', ben: 'ben-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let world: WebWorld
let anna: Browser
let temp: TempFolder
let day: string
let account: string

const body = (subject: string, text: string) =>
  `From: Ben <ben@friends.example>\r\nTo: anna@yester.example\r\nSubject: ${subject}\r\n\r\n${text}\r\n`
const letters: [folder: string, message: string, flags: string[], date: string][] = [
  ['INBOX', body('../../etc/passwd', 'From me\r\n>From you\r\n'), ['\\Seen'], '2026-11-01T08:00:00Z'],
  ['INBOX', body('twins', 'a'), ['$Forwarded', 'Rechnung'], '2026-11-02T08:00:00Z'],
  ['INBOX', body('twins', 'b'), ['Rechnung', '\\Flagged'], '2026-11-02T08:00:00Z'],
  ['Clients/Rossi', body('offer: 50% <now>?', 'x'.repeat(5 << 20)), ['\\Answered'], '2024-02-29T12:00:00Z'],
  ['Grüße/mehr', body('dots', 'end'), ['\\Draft'], '2001-01-01T00:00:00Z'],
]

before(async () => {
  temp = await tempFolder('export')
  world = await startWeb({ users, clock })
  for (const [folder, message, flags, date] of letters)
    await world.dovecot.deliver('anna', folder, message, { flags, internalDate: new Date(date) })
  account = await world.work.enrol('anna', 'anna-secret')
  await world.work.backUp(account, 'first')
  await world.dovecot.deliver('ben', 'INBOX', body('for ben', 'his'))
  await world.work.backUp(await world.work.enrol('ben', 'ben-secret'), 'first')
  anna = await world.signedIn('anna')
  day = ((await anna.json('/api/me')) as { newest: { id: string } }).newest.id
})
after(async () => {
  await world?.stop()
  await temp?.remove()
})

const wish = (more: Partial<ExportRequest> = {}): ExportRequest => ({
  ...{ what: [{ accountId: day }], format: 'eml', container: 'zip', names: 'unix', title: 'My day' },
  ...more,
})

async function grant(more?: Partial<ExportRequest>, who = anna): Promise<ExportAnswer> {
  const answer = await who.ask('/api/export', { body: wish(more) })
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as ExportAnswer
}

async function octets(url: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const answer = await anna.ask(url, { headers })
  assert.ok(answer.status === 200 || answer.status === 206, String(answer.status))
  return Buffer.from(await answer.arrayBuffer())
}

async function download(more?: Partial<ExportRequest>): Promise<Buffer> {
  const { url, size } = await grant(more)
  const bytes = await octets(url)
  if (size !== null) assert.equal(bytes.length, size)
  return bytes
}

async function unpacked(zip: Buffer, name: string): Promise<string> {
  const folder = join(temp.path, name)
  await mkdir(folder)
  await writeFile(join(temp.path, `${name}.zip`), zip)
  // Where no locale is set, unzip writes names as #U00fc.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  await run('unzip', ['-q', join(temp.path, `${name}.zip`), '-d', folder], { env })
  return folder
}

test('a whole day as ZIP holds the bytes that were received, in folders, with README, times and checksums that hold', async () => {
  const { url, size, messages, name } = await grant()
  assert.equal(messages, letters.length)
  assert.equal(name, 'My day.zip')
  const answer = await anna.ask(url)
  assert.equal(answer.headers.get('content-length'), String(size))
  assert.equal(answer.headers.get('content-type'), 'application/zip')
  const zip = Buffer.from(await answer.arrayBuffer())
  const archive = await JSZip.loadAsync(zip, { checkCRC32: true })
  assert.deepEqual(Object.keys(archive.files).sort(), [
    'Clients/Rossi/2024-02-29 1300 offer: 50% <now>? #4.eml',
    'Grüße/mehr/2001-01-01 0100 dots #5.eml',
    'INBOX/2026-11-01 0900 _.._etc_passwd #1.eml',
    'INBOX/2026-11-02 0900 twins #2.eml',
    'INBOX/2026-11-02 0900 twins #3.eml',
    'MANIFEST.sha256',
    'README.txt',
  ])
  const folder = await unpacked(zip, 'day')
  const { stdout } = await run('sha256sum', ['-c', 'MANIFEST.sha256'], { cwd: folder })
  assert.equal(stdout.match(/: OK$/gm)?.length, letters.length)
  const offer = join(folder, 'Clients/Rossi/2024-02-29 1300 offer: 50% <now>? #4.eml')
  assert.equal(await readFile(offer, 'latin1'), letters[3]?.[1])
  assert.equal((await stat(offer)).mtimeMs, Date.parse('2024-02-29T12:00:00Z'))
})

test('names that Windows can hold are made on request', async () => {
  const archive = await JSZip.loadAsync(await download({ names: 'windows' }))
  assert.ok('Clients/Rossi/2024-02-29 1300 offer_ 50% _now__ #4.eml' in archive.files)
  for (const name of Object.keys(archive.files)) assert.doesNotMatch(name, /[\\:*?"<>|]/)
})

test('a download goes on where it broke, also after a restart; another version begins anew', async () => {
  for (const container of ['zip', 'tar'] as const) {
    const { url, size } = await grant({ container })
    const first = await anna.ask(url)
    const etag = first.headers.get('etag') ?? ''
    const whole = Buffer.from(await first.arrayBuffer())
    assert.equal(whole.length, size)
    for (const from of [1, 700, 1_000_000, whole.length - 30]) {
      const rest = await octets(url, { range: `bytes=${from}-`, 'if-range': etag })
      assert.ok(rest.equals(whole.subarray(from)), `${container} from ${from}`)
    }
    assert.ok((await octets(url, { range: 'bytes=10-19' })).equals(whole.subarray(10, 20)))
    assert.equal((await octets(url, { range: 'bytes=5-', 'if-range': '"other"' })).length, size)
    const head = await anna.ask(url, { method: 'HEAD' })
    assert.equal(head.headers.get('content-length'), String(size))
    const restarted = await serve({
      config: world.work.config,
      dist: join(world.work.folder, 'dist'),
      now: () => clock.now,
      log: openLog({ level: 'silent' }),
    })
    const cookie = [...anna.jar].map(([key, value]) => `${key}=${value}`).join()
    const more = await fetch(`http://127.0.0.1:${restarted.port}${url}`, {
      headers: { cookie, range: 'bytes=4000-', 'if-range': etag },
    })
    assert.equal(more.status, 206)
    assert.ok(Buffer.from(await more.arrayBuffer()).equals(whole.subarray(4000)))
    await restarted.close()
  }
})

test('a Maildir++ is taken by Dovecot with folders, flags, keywords and dates, and by neomutt', async () => {
  const folder = await unpacked(await download({ format: 'maildir' }), 'maildir')
  const maildir = join(folder, 'Maildir')
  assert.deepEqual((await readdir(maildir)).sort(), [
    ...[
      '.Clients.Rossi',
      '.Drafts',
      '.Gr&APwA3w-e.mehr',
      '.Junk',
      '.Sent',
      '.Trash',
      'cur',
      'dovecot-keywords',
      'new',
      'tmp',
    ],
  ])
  await run('chmod', ['-R', 'a+rwX', folder])
  const script = `neomutt -F /dev/null -n -f '${maildir}' -e 'set folder=${temp.path}' -e 'push <exit>'`
  const { stdout } = await run('script', ['-qec', script, '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'xterm', HOME: temp.path, LINES: '24', COLUMNS: '100' },
  })
  assert.ok(stdout.includes('twins') && stdout.includes('passwd'), stdout)
  await using dovecot = await startDovecot({ users: { anna: 'secret1' } })
  const home = join(dovecot.folder, 'mail')
  await run('cp', ['-rp', maildir, join(home, 'anna-new')])
  await mkdir(join(home, 'anna'), { recursive: true })
  await run('mv', [join(home, 'anna-new'), join(home, 'anna', 'Maildir')])
  await run('chown', ['-R', `--reference=${home}`, join(home, 'anna')])
  const session = await dovecot.imap('anna')
  for (const [path, message, flags, date] of letters) {
    const name = path.startsWith('Gr') ? 'Gr&APwA3w-e/mehr' : path
    await session.command(`EXAMINE "${name}"`)
    const lines = String(await session.command('FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])'))
    assert.ok(lines.includes(message.slice(0, 2000)), path)
    for (const flag of flags) assert.ok(lines.includes(flag), `${path}: ${flag}`)
    assert.ok(lines.includes(`-${date.slice(0, 4)} `), path)
  }
  assert.match(String(await session.command('STATUS Junk (MESSAGES)')), /MESSAGES 0/)
  await session.close()
})

test('the same Maildir comes as tar, and with names for Windows', async () => {
  await writeFile(join(temp.path, 'm.tar'), await download({ format: 'maildir', container: 'tar' }))
  await mkdir(join(temp.path, 'tar'))
  await run('tar', ['-xf', join(temp.path, 'm.tar'), '-C', join(temp.path, 'tar')])
  await run('sha256sum', ['-c', 'MANIFEST.sha256'], { cwd: join(temp.path, 'tar') })
  const archive = await JSZip.loadAsync(await download({ format: 'maildir', names: 'windows' }))
  assert.ok(Object.keys(archive.files).some(name => name.endsWith(';2,S')))
  for (const name of Object.keys(archive.files)) assert.doesNotMatch(name, /[\\:*?"<>|]/)
})

test("an MBOX gives every message back byte for byte through Python's reader, and neomutt opens it", async () => {
  const file = join(temp.path, 'all.mbox')
  const { url, name, size } = await grant({ format: 'mbox', container: 'none' })
  assert.equal(size, null)
  assert.equal(name, 'My day (mboxrd).mbox')
  await writeFile(file, await octets(url))
  const script = `import mailbox,hashlib,re,sys
for m in mailbox.mbox(sys.argv[1], create=False).keys():
    b = mailbox.mbox(sys.argv[1]).get_bytes(m)
    print(hashlib.sha256(re.sub(rb'(?m)^>(>*From )', rb'\\1', b)).hexdigest())`
  const { stdout } = await run('python3', ['-c', script, file])
  const sums = letters.map(([, message]) => createHash('sha256').update(message, 'latin1').digest('hex'))
  assert.deepEqual(stdout.trim().split('\n').sort(), sums.sort())
  const mutt = `neomutt -F /dev/null -n -R -f '${file}' -e 'set folder=${temp.path}' -e 'push <exit>'`
  const shown = await run('script', ['-qec', mutt, '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'xterm', HOME: temp.path, LINES: '24', COLUMNS: '100' },
  })
  assert.ok(shown.stdout.includes('twins') && shown.stdout.includes('dots'), shown.stdout)
})

test('MBOX files in a ZIP are one a folder, and hold what their checksums say', async () => {
  const folder = await unpacked(await download({ format: 'mbox' }), 'mboxes')
  assert.deepEqual((await readdir(folder)).sort(), [
    'Clients',
    'Grüße',
    'INBOX.mbox',
    'MANIFEST.sha256',
    'README.txt',
  ])
  await run('sha256sum', ['-c', 'MANIFEST.sha256'], { cwd: folder })
})

test('a selection, a folder and what a search finds are what is downloaded', async () => {
  const [boxes] = await anna.jmap(['Mailbox/get', { accountId: day, ids: null }])
  const rossi = boxes.list.find((one: { name: string }) => one.name === 'Rossi').id
  const names = async (what: ExportRequest['what']) =>
    Object.keys((await JSZip.loadAsync(await download({ what }))).files)
  assert.deepEqual(await names([{ accountId: day, mailboxId: rossi }]), [
    '2024-02-29 1300 offer: 50% <now>? #1.eml',
  ])
  const [found] = await anna.jmap(['Email/query', { accountId: day }])
  assert.equal((await names([{ accountId: day, ids: [...found.ids, ...found.ids] }])).length, letters.length)
  const filter = { subject: 'twins' }
  assert.deepEqual(await names([{ accountId: day, filter }]), [
    '2026-11-02 0900 twins #1.eml',
    '2026-11-02 0900 twins #2.eml',
  ])
  assert.equal((await names([{ filter }])).length, 2)
})

test('tens of thousands of selected messages are one wish', async () => {
  const [found] = await anna.jmap(['Email/query', { accountId: day }])
  const gone = Array.from(
    { length: 70_000 },
    (_, n) => `e1-${(1_700_000_000).toString(36)}-${(100_000 + n).toString(36)}`,
  )
  const { messages } = await grant({ what: [{ accountId: day, ids: [...gone, ...found.ids] }] })
  assert.equal(messages, letters.length)
})

test('what is wished a thousand times is taken once', async () => {
  const [boxes] = await anna.jmap(['Mailbox/get', { accountId: day, ids: null }])
  const folders = boxes.list.map(({ id }: { id: string }) => ({ accountId: day, mailboxId: id }))
  const [found] = await anna.jmap(['Email/query', { accountId: day }])
  const ids = { accountId: day, ids: found.ids }
  const once = await grant({ title: 'once' })
  const days = Array.from({ length: 900 }, () => ({ accountId: day }))
  const more = await grant({ what: [...days, ...folders, ids], title: 'once' })
  assert.deepEqual([more.messages, more.bytes, more.size], [once.messages, once.bytes, once.size])
  const inParts = await grant({ what: [ids, ...folders, ids, ...folders] })
  assert.deepEqual([inParts.messages, inParts.bytes], [once.messages, once.bytes])
})

test('who watches a download does not have its wish read', async () => {
  const { url } = await grant({
    what: [{ accountId: day, ids: [`e1-${'z'.repeat(200)}`] }, { accountId: day }],
  })
  const ticket = url.split('/')[2] ?? ''
  const db = new Database(world.work.layout.desk)
  db.prepare("UPDATE exports SET wish = x'00' WHERE ticket = ?").run(ticket)
  db.close()
  assert.equal((await anna.ask(`/api/export/${ticket}`)).status, 200)
  assert.equal((await anna.ask(url)).status, 200)
})

test('what is not there, not allowed or senseless is refused in a sentence', async () => {
  const refused = async (more: Partial<ExportRequest>, who = anna) => {
    const answer = await who.ask('/api/export', { body: wish(more) })
    const { error } = (await answer.json()) as { error: { code: string } }
    return [answer.status, error.code]
  }
  assert.deepEqual(await refused({ what: [{ accountId: 'p999' }] }), [404, 'not-found'])
  assert.deepEqual(await refused({ what: [{ accountId: day, mailboxId: 'f999' }] }), [404, 'not-found'])
  assert.deepEqual(await refused({ what: [{ accountId: day, ids: ['e1-zz-zz'] }] }), [
    400,
    'nothing-to-download',
  ])
  assert.deepEqual(await refused({ format: 'maildir', container: 'none' }), [400, 'bad-request'])
  assert.deepEqual(await refused({ what: [{ accountId: day, filter: { nonsense: 1 } }] }), [
    400,
    'bad-request',
  ])
  let deep: object = { text: 'x' }
  for (let depth = 0; depth < 200; depth++) deep = { operator: 'NOT', conditions: [deep] }
  assert.deepEqual(await refused({ what: [{ accountId: day, filter: deep }] }), [400, 'bad-request'])
  const ben = await world.signedIn('ben')
  assert.deepEqual(await refused({}, ben), [404, 'not-found'])
  const { url } = await grant()
  assert.equal((await ben.ask(url)).status, 404)
  assert.equal((await world.browser().ask(url)).status, 401)
})

test('half an hour after the sign-in the password is asked for again', async () => {
  clock.now += 20 * 60_000
  await anna.json('/api/me')
  clock.now += 11 * 60_000
  const answer = await anna.ask('/api/export', { body: wish() })
  assert.equal(answer.status, 403)
  assert.match(await answer.text(), /"sign-in-again"/)
  await anna.signIn('anna@yester.example', 'anna-secret')
  await grant()
})

test('a damaged message is left out and named at the same length, and never continued as if it had been there', async () => {
  const sha = createHash('sha256')
    .update(letters[1]?.[1] ?? '', 'latin1')
    .digest('hex')
  const { url, size } = await grant()
  const whole = await anna.ask(url)
  const etag = whole.headers.get('etag') ?? ''
  await whole.arrayBuffer()
  const bare = await grant({ format: 'mbox', container: 'none' })
  const shard = join(world.work.layout.messages(account), sha.slice(0, 2))
  const file = join(shard, sha)
  await chmod(file, 0o644)
  const bytes = await readFile(file)
  await writeFile(file, Buffer.concat([Buffer.from('X'), bytes.subarray(1)]))
  const zip = await octets(url)
  assert.equal(zip.length, size)
  const archive = await JSZip.loadAsync(zip, { checkCRC32: true })
  const errors = await archive.file('errors.txt')?.async('string')
  assert.match(errors ?? '', /^INBOX\/2026-11-02 0900 twins #2\.eml$/m)
  assert.equal(Object.keys(archive.files).length, letters.length + 2)
  await writeFile(join(temp.path, 'hurt.zip'), zip)
  await run('unzip', ['-tq', join(temp.path, 'hurt.zip')])
  const again = await anna.ask(url, { headers: { range: 'bytes=100-', 'if-range': etag } })
  assert.equal(again.status, 200)
  assert.notEqual(again.headers.get('etag'), etag)
  assert.ok('errors.txt' in (await JSZip.loadAsync(await again.arrayBuffer())).files)
  await assert.rejects(octets(bare.url))
  assert.ok(world.lines.some(line => line.includes('download broken')))
})
