import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { startImapServer } from '../demo/imap-server.ts'
import { type Mailbox, openMailbox } from '../demo/mailbox.ts'
import { compileFaultfs, type DiskFault, type FaultyEnd, runOnFaultyDisk } from '../world/faultfs.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'
import { startWork } from '../world/yestermail.ts'
import { chosen, everyPoint, howToRepeat } from './sample.ts'

// A healing that ends at any one call: what was whole stays whole, and the next healing comes to the same.
const timeout = everyPoint ? 3_600_000 : 300_000
const now = Date.parse('2030-01-01T01:00:00Z')
let temp: TempFolder
let server: Awaited<ReturnType<typeof startImapServer>>
let library: string
let template: string
let account: string
/** files of messages/, of which the first is changed and the second lost */
let messages: string[]
before(async () => {
  temp = await tempFolder('heal')
  library = await compileFaultfs(temp.path)
  const mailbox: Mailbox = openMailbox({ uidValidity: 7 })
  server = await startImapServer({ user: 'anna', password: 'right', mailbox })
  for (let n = 0; n < 3; n++)
    mailbox.append('INBOX', {
      bytes: Buffer.from(`Subject: ${n}\r\n\r\nHello ${n}\r\n`),
      date: 1_700_000_000 + n,
      flags: [],
    })
  template = join(temp.path, 'template')
  const clock = { now }
  const work = await startWork({ port: server.port }, clock, template)
  account = await work.enrol('anna', 'right')
  await work.backUp(account, 'first')
  clock.now += 86_400_000
  mailbox.setFlags('INBOX', 1, ['\\Seen'])
  await work.backUp(account, 'nightly')
  const root = work.layout.messages(account)
  const names = await Promise.all(
    (await readdir(root)).map(async shard =>
      (await readdir(join(root, shard))).map(name => join(shard, name)),
    ),
  )
  messages = names.flat().sort()
  await work.stop()
  const [changed = '', lost = ''] = messages.map(name => join(root, name))
  const bytes = await readFile(changed)
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1
  await chmod(changed, 0o644)
  await writeFile(changed, bytes)
  await rm(lost)
})
after(async () => {
  await server?.stop()
  await temp?.remove()
})

let copies = 0
async function healOn(fault: DiskFault): Promise<{ data: string; end: FaultyEnd; remove(): Promise<void> }> {
  const root = join(temp.path, `copy-${++copies}`)
  const data = join(root, 'data')
  await mkdir(join(root, 'tmp'), { recursive: true })
  await promisify(execFile)('cp', ['-a', template, data])
  const end = await runOnFaultyDisk(
    { library, root: data, log: join(root, 'calls') },
    fault,
    [
      process.execPath,
      join(import.meta.dirname, 'one-heal.ts'),
      JSON.stringify({ port: server.port, data, now: now + 2 * 86_400_000, account }),
    ],
    { TMPDIR: join(root, 'tmp') },
  )
  const remove = async () => {
    await promisify(execFile)('chmod', ['-R', 'u+rwX', root])
    await rm(root, { recursive: true, force: true })
  }
  return { data, end, remove }
}

async function damages(data: string) {
  const work = await startWork({ port: server.port }, { now: now + 3 * 86_400_000 }, data)
  try {
    const points = await work.ledger.points(account)
    return (await verify(checkedFiles(work.layout, account), points)).damages
  } finally {
    await work.stop()
  }
}

test('a healing that is killed, or loses power, at any call harms nothing, and the next one is whole', {
  timeout,
}, async () => {
  const undisturbed = await healOn({ at: 0 })
  assert.equal(undisturbed.end.said, 'left 0\n', undisturbed.end.complaints)
  assert.deepEqual(await damages(undisturbed.data), [])
  await undisturbed.remove()
  // What comes before the first file of the healing is no part of it.
  const first = undisturbed.end.calls.find(call => call.path.endsWith('.heal'))?.n ?? 0
  assert.ok(first > 0)
  const calls = undisturbed.end.calls.filter(call => call.n >= first && call.path.includes('/accounts/'))
  assert.ok(calls.length > 20, `${calls.length} calls`)
  const faults = calls.flatMap(({ n: at }): DiskFault[] => [
    { at, do: 'kill' },
    { at, do: 'lose', seed: at },
  ])
  for (const fault of chosen(faults, 2, 'heal')) {
    const { data, end, remove } = await healOn(fault)
    const hit = end.calls.find(call => call.n === fault.at)
    const at = `${JSON.stringify(fault)}: ${hit?.operation} ${relative(data, hit?.path ?? '')}; ${howToRepeat}`
    const left = await damages(data)
    for (const { what, file } of left)
      assert.ok(
        messages.slice(0, 2).some(name => file.includes(name.slice(3)) || what.startsWith('file-')),
        `${at}: ${what} ${file}`,
      )
    const work = join(import.meta.dirname, 'one-heal.ts')
    const night = { port: server.port, data, now: now + 4 * 86_400_000, account }
    const again = await promisify(execFile)(process.execPath, [work, JSON.stringify(night)])
    assert.equal(again.stdout, 'left 0\n', at)
    assert.deepEqual(await damages(data), [], at)
    await remove()
  }
})
