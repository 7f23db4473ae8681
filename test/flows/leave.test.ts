import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { tempFolder } from '../world/temp.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// People can always leave with plain files: other programs read a sealed day.
const run = promisify(execFile)
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string
let mail: string

before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  for (const [folder, subject, flags, date] of letters)
    await dovecot.deliver('anna', folder, body(subject), { flags, internalDate: new Date(date) })
  const point = await world.backUp(anna, 'first')
  mail = join(world.layout.day(anna, point.dir), 'mail')
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

const letters: [folder: string, subject: string, flags: string[], date: string][] = [
  ['INBOX', 'first', ['\\Seen', '\\Flagged'], '2026-11-01T08:00:00Z'],
  ['INBOX', 'second', [], '2026-11-02T08:00:00Z'],
  ['Clients/Rossi', 'offer', ['\\Answered'], '2024-02-29T12:00:00Z'],
  ['Grüße/mehr', 'dots', ['\\Draft'], '2001-01-01T00:00:00Z'],
]
const body = (subject: string) =>
  `From: Ben <ben@friends.example>\r\nTo: anna@yester.example\r\nSubject: ${subject}\r\n\r\nHello\r\n`

test('a second Dovecot serves the sealed day as it lies: folders, bytes, flags and dates', async () => {
  const second = await startDovecot({ users: { anna: 'secret1' }, serve: mail })
  try {
    const session = await second.imap('anna')
    for (const [folder, subject, flags, date] of letters) {
      const name = folder.startsWith('Gr') ? 'Gr&APwA3w-e/mehr' : folder
      await session.command(`EXAMINE "${name}"`)
      const lines = String(await session.command('FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])'))
      assert.ok(lines.includes(body(subject)), `${folder}: ${lines}`)
      for (const flag of flags) assert.ok(lines.includes(flag), `${folder}: ${flag} in ${lines}`)
      assert.ok(lines.includes(imapDate(date)), `${folder}: ${imapDate(date)} in ${lines}`)
    }
    await session.close()
  } finally {
    await second.stop()
  }
})

test('neomutt opens a copy made as the README beside the days says', async () => {
  const temp = await tempFolder('copy')
  try {
    const copy = join(temp.path, 'mail')
    await run('cp', ['-rL', mail, copy])
    await run('chmod', ['-R', 'u+w', copy])
    // A terminal of its own, which neomutt insists on.
    const command = `neomutt -F /dev/null -n -f '${copy}' -e 'set folder=${temp.path}' -e 'push <exit>'`
    const { stdout } = await run('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm', HOME: temp.path, LINES: '24', COLUMNS: '100' },
    })
    assert.ok(stdout.includes('first') && stdout.includes('second'), stdout)
  } finally {
    await temp.remove()
  }
})

test('tar -h and cp -rL take whole files and their times along', async () => {
  const temp = await tempFolder('tar')
  try {
    await run('tar', ['-chf', join(temp.path, 'day.tar'), '-C', join(mail, '..'), 'mail'])
    await run('tar', ['-xf', join(temp.path, 'day.tar'), '-C', temp.path])
    const cur = join(temp.path, 'mail', '.Clients.Rossi', 'cur')
    const [name = ''] = await readdir(cur)
    assert.equal(await readFile(join(cur, name), 'utf8'), body('offer'))
    assert.equal((await stat(join(cur, name))).mtimeMs, Date.parse('2024-02-29T12:00:00Z'))
    await chmod(cur, 0o755)
  } finally {
    await temp.remove()
  }
})

test('a sealed day is read-only: nothing can be put into its folders', async () => {
  const cur = await stat(join(mail, 'cur'))
  assert.equal(cur.mode & 0o777, 0o555)
  const [name = ''] = await readdir(join(mail, 'cur'))
  assert.equal((await stat(join(mail, 'cur', name))).mode & 0o777, 0o444)
})

function imapDate(date: string): string {
  const [, day, month, year] = /^\w+, (\d+) (\w+) (\d+)/.exec(new Date(date).toUTCString()) ?? []
  return `${day}-${month}-${year}`
}
